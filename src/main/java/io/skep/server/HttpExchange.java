package io.skep.server;

import java.util.List;

/** A request over HTTP that waits for its answer. Used on its connection's event loop. */
interface HttpExchange {
  /** The values of the request's {@code Accept-Encoding}; to be asked before the answer. */
  List<String> encodings();

  /**
   * Answers with status 200 and these bencoded bytes.
   *
   * @param gzipped whether they are compressed
   */
  void reply(byte[] bencoded, boolean gzipped);

  /** Does this on the connection's event loop, since what comes later may come on any thread. */
  void later(Runnable answer);
}

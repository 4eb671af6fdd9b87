package io.skep.load;

import java.time.Duration;

/**
 * How fast the requests come, and how long.
 *
 * @param duration how long the measured part lasts at most
 * @param requests how many requests the measured part has at most
 * @param warmUp how long the same goes on before, not counted
 * @param fills whether each peer announces once before that
 * @param rate requests per second, sent at their planned times; 0 for as fast as answers come
 * @param inFlight how many UDP requests of one event loop wait for answers at most, 1 to 65535
 * @param connections how many HTTP connections there are, over all event loops, 1 to 10000
 * @param pipeline how many requests wait for answers on an HTTP connection at most, 1 to 64
 * @param connectionPerRequest whether each HTTP request has a connection of its own
 * @param threads how many event loops there are, 1 to 64
 * @param timeout after which an answer counts as lost
 */
public record Pace(
    Duration duration,
    long requests,
    Duration warmUp,
    boolean fills,
    double rate,
    int inFlight,
    int connections,
    int pipeline,
    boolean connectionPerRequest,
    int threads,
    Duration timeout) {
  /** The most requests a second. */
  public static final double MAX_RATE = 10_000_000;

  /** Refuses what is out of bounds, in a sentence. */
  public Pace {
    require(!duration.isNegative() && !duration.isZero(), "the load lasts some time");
    require(requests >= 1, "requests are 1 or more");
    require(rate >= 0 && rate <= MAX_RATE, "the rate is 0 to 10000000 requests a second");
    require(inFlight >= 1 && inFlight <= 0xFFFF, "requests in flight are 1 to 65535");
    require(connections >= 1 && connections <= 10_000, "connections are 1 to 10000");
    require(pipeline >= 1 && pipeline <= 64, "the pipeline is 1 to 64 requests deep");
    require(
        pipeline == 1 || !connectionPerRequest,
        "a connection for each request has nothing to pipeline");
    require(threads >= 1 && threads <= 64, "threads are 1 to 64");
    require(!timeout.isNegative() && !timeout.isZero(), "the timeout is above 0");
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}

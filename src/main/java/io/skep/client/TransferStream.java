package io.skep.client;

import io.netty.buffer.ByteBuf;
import io.skep.metainfo.TorrentFile;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transfer's files over HTTP on 127.0.0.1 while they are downloaded, for a player or {@code
 * curl}: what is read there is fetched first.
 */
public final class TransferStream {
  /** What was sent last has to leave the machine before the connection is closed. */
  private static final long QUIET_MILLIS = 1_000;

  private final Context context;
  private final StreamSource source;
  private final StreamServer server;
  private int port;
  private int readers;
  private long closedReaders;

  private TransferStream(Transfer transfer) {
    context = transfer.context();
    source = transfer.streamSource();
    server = new StreamServer(context, new CountingSource());
  }

  /**
   * Offers the files of a transfer that has been started.
   *
   * @param port 0 to 65535; 0 for any that is free
   * @return fails in plain words if the port is taken
   */
  public static Future<TransferStream> open(Transfer transfer, int port) {
    TransferStream stream = new TransferStream(transfer);
    return stream
        .server
        .listen(port)
        .map(
            listening -> {
              stream.port = listening;
              return stream;
            });
  }

  /** Where to point a player at; it leads to the file where there is but one. */
  public String url() {
    return "http://127.0.0.1:" + port + "/";
  }

  /** Completes as soon as nobody has been reading for a second. */
  public Future<Void> unread() {
    Promise<Void> unread = Promise.promise();
    context.runOnContext(nothing -> waitUntilUnread(unread));
    return unread.future();
  }

  private void waitUntilUnread(Promise<Void> unread) {
    long before = closedReaders;
    boolean isRead = readers > 0;
    context
        .owner()
        .setTimer(
            QUIET_MILLIS,
            timer -> {
              if (isRead || readers > 0 || closedReaders != before) {
                waitUntilUnread(unread);
              } else {
                unread.complete();
              }
            });
  }

  /** Stops listening, and breaks off what is still sent. */
  public Future<Void> close() {
    return server.close();
  }

  /** The transfer's source, with the readers counted. */
  private final class CountingSource implements StreamSource {
    @Override
    public @Nullable List<TorrentFile> files() {
      return source.files();
    }

    @Override
    public String name() {
      return source.name();
    }

    @Override
    public String tag() {
      return source.tag();
    }

    @Override
    public ContentReader open(int file, long from, long to) {
      readers++;
      return new CountedReader(source.open(file, from, to));
    }
  }

  private final class CountedReader implements ContentReader {
    private final ContentReader reader;
    private boolean closed;

    private CountedReader(ContentReader reader) {
      this.reader = reader;
    }

    @Override
    public Future<ByteBuf> next(int maxLength) {
      return reader.next(maxLength);
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        readers--;
        closedReaders++;
      }
      reader.close();
    }
  }
}

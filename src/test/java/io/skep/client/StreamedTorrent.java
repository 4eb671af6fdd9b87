package io.skep.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.skep.metainfo.TorrentFile;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A transfer without a network: gives bytes at once, or when a test says so. */
final class StreamedTorrent implements StreamSource {
  /** What is read of one file. */
  final class Reading implements ContentReader {
    final int file;
    final long from;
    final long to;
    private long position;
    private @Nullable Promise<ByteBuf> asked;
    private int askedLength;
    final AtomicLong bytesGiven = new AtomicLong();
    private int released;
    private @Nullable String failure;
    volatile boolean isClosed;

    private Reading(int file, long from, long to) {
      this.file = file;
      this.from = from;
      this.to = to;
      this.position = from;
    }

    @Override
    public Future<ByteBuf> next(int maxLength) {
      Promise<ByteBuf> promise = Promise.promise();
      asked = promise;
      askedLength = (int) Math.min(maxLength, to - position);
      answer();
      return promise.future();
    }

    /** Lets so many more bytes be read; to be called on the event loop. */
    void give(int length) {
      released += length;
      answer();
    }

    /** Lets the reading fail once all that was given is read; to be called on the event loop. */
    void fail(String words) {
      failure = words;
      answer();
    }

    private void answer() {
      Promise<ByteBuf> waiting = asked;
      int given = isHeldBack ? Math.min(released, askedLength) : askedLength;
      if (waiting == null || (given == 0 && failure == null)) {
        return;
      }
      asked = null;
      if (given == 0) {
        waiting.fail(failure);
        return;
      }
      ByteBuf bytes = PooledByteBufAllocator.DEFAULT.directBuffer(given);
      for (int i = 0; i < given; i++) {
        bytes.writeByte(byteAt(file, position + i));
      }
      released -= given;
      position += given;
      bytesGiven.addAndGet(given);
      buffers.add(bytes);
      waiting.complete(bytes);
    }

    @Override
    public void close() {
      isClosed = true;
    }
  }

  final List<Reading> readings = new CopyOnWriteArrayList<>();
  final List<ByteBuf> buffers = new CopyOnWriteArrayList<>();

  volatile boolean isHeldBack;
  volatile @Nullable List<TorrentFile> files;

  StreamedTorrent(TorrentFile... files) {
    this.files = List.of(files);
  }

  static TorrentFile file(long length, String... path) {
    return new TorrentFile(List.of(path), length, TorrentFile.Kind.CONTENT, null);
  }

  static byte byteAt(int file, long position) {
    return (byte) (position * 31 + (position >> 8) + file);
  }

  /** What a client should receive. */
  static byte[] content(int file, long from, long to) {
    byte[] bytes = new byte[(int) (to - from)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = byteAt(file, from + i);
    }
    return bytes;
  }

  @Override
  public @Nullable List<TorrentFile> files() {
    return files;
  }

  @Override
  public String name() {
    return "Tom & <Jerry>";
  }

  @Override
  public String tag() {
    return "0123abcd";
  }

  @Override
  public ContentReader open(int file, long from, long to) {
    Reading reading = new Reading(file, from, to);
    readings.add(reading);
    return reading;
  }
}

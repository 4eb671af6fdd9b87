package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.skep.metainfo.Metainfo;
import io.skep.metainfo.PieceLayout;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A storage with an event loop and a pool of its own, called from the thread of a test. */
final class RunningStorage implements AutoCloseable {
  static final int BLOCK = 16 * 1024;
  private static final int THREADS = 3;

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final ExecutorService pool;
  private final PieceStorage storage;
  private final PieceLayout layout;
  private final List<StorageException> failures = Collections.synchronizedList(new ArrayList<>());
  private final List<long[]> progress = Collections.synchronizedList(new ArrayList<>());
  private final List<ByteBuf> given = new ArrayList<>();

  RunningStorage(TestContent content, Path folder) {
    this(content.metainfo(), folder, FileChannel::open);
  }

  RunningStorage(Metainfo metainfo, Path folder, ChannelOpener opener) {
    layout = metainfo.layout();
    pool = Executors.newFixedThreadPool(THREADS);
    storage = new PieceStorage(context, pool, THREADS, metainfo, folder, opener);
    storage.onFailure(failures::add);
  }

  /** Calls the storage on its event loop. */
  <T> T call(Callable<Future<T>> action) throws Exception {
    Promise<T> result = Promise.promise();
    context.runOnContext(
        nothing -> {
          try {
            action.call().onComplete(result);
          } catch (Exception e) {
            result.fail(e);
          }
        });
    return Waiting.forResult(result.future());
  }

  BitSet open(boolean forSeeding) throws Exception {
    return call(
        () ->
            storage.open(
                forSeeding, (checked, total) -> progress.add(new long[] {checked, total})));
  }

  /** Keeps all workers from working until the latch is open. */
  void occupyWorkers(CountDownLatch latch) {
    for (int i = 0; i < THREADS; i++) {
      pool.execute(
          () -> {
            try {
              assertTrue(latch.await(60, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          });
    }
  }

  PieceStorage storage() {
    return storage;
  }

  void write(int piece, int begin, byte[] bytes) throws Exception {
    ByteBuf block = PooledByteBufAllocator.DEFAULT.directBuffer(bytes.length + 7);
    block.writeZero(7).writeBytes(bytes).skipBytes(7);
    given.add(block);
    call(
        () -> {
          storage.write(piece, begin, block);
          return Future.succeededFuture();
        });
  }

  /** Writes a whole piece in blocks, in any order. */
  void write(int piece, byte[] bytes, Random order) throws Exception {
    List<Integer> begins = new ArrayList<>();
    for (int begin = 0; begin < bytes.length; begin += BLOCK) {
      begins.add(begin);
    }
    Collections.shuffle(begins, order);
    for (int begin : begins) {
      write(piece, begin, Arrays.copyOfRange(bytes, begin, Math.min(begin + BLOCK, bytes.length)));
    }
  }

  Verdict verify(int piece) throws Exception {
    return call(() -> storage.verify(piece));
  }

  byte[] read(int piece, int begin, int length) throws Exception {
    return call(() -> reading(piece, begin, length));
  }

  /** Reads a whole piece in so many parts. */
  byte[] readAll(int piece, int parts) throws Exception {
    ByteBuf whole = Unpooled.buffer();
    int length = layout.length(piece) / parts;
    for (int part = 0; part < parts; part++) {
      whole.writeBytes(read(piece, part * length, length));
    }
    return ByteBufUtil.getBytes(whole);
  }

  /** What is read, from the event loop. */
  Future<byte[]> reading(int piece, int begin, int length) {
    return storage
        .read(piece, begin, length)
        .map(
            bytes -> {
              given.add(bytes);
              byte[] copy = ByteBufUtil.getBytes(bytes);
              bytes.release();
              return copy;
            });
  }

  /** Why the storage failed, as far as it did. */
  List<StorageException> failures() {
    return failures;
  }

  /** What was heard of the check: checked and total, by turns. */
  List<long[]> progress() {
    return progress;
  }

  /** All buffers that were given to the storage or came from it, which must end up released. */
  List<ByteBuf> buffers() {
    return given;
  }

  void stop() throws Exception {
    stop(0, 0);
  }

  void stop(long uploaded, long downloaded) throws Exception {
    call(() -> storage.close(uploaded, downloaded));
  }

  /** Ends its threads, whether it was stopped or not: a kill, but for the lock. */
  @Override
  public void close() {
    pool.shutdown();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}

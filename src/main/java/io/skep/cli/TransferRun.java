package io.skep.cli;

import io.skep.client.Transfer;
import io.skep.client.TransferEvent;
import io.skep.client.TransferListener;
import io.skep.client.TransferProgress;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.PrintWriter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Runs one transfer from its start to its end, whatever ends it, and shows it meanwhile. */
final class TransferRun {
  private static final long STOP_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int SUCCESS = 0;
  private static final int FAILURE = 1;

  private final Face face;
  private final PrintWriter err;
  private final LongSupplier nanoTime;
  private final FaceFeed feed = new FaceFeed();
  private final HeapWatch heap = new HeapWatch();
  private final CompletableFuture<Ending> ended = new CompletableFuture<>();

  TransferRun(Face face, PrintWriter err, LongSupplier nanoTime) {
    this.face = face;
    this.err = err;
    this.nanoTime = nanoTime;
  }

  /** Runs it and returns what the process exits with. */
  int run(Course course) throws InterruptedException {
    long begun = nanoTime.getAsLong();
    Vertx vertx = Vertx.vertx(options());
    StopHook hook = StopHook.set(() -> end(Ending.STOPPED));
    int code = FAILURE;
    try {
      Transfer transfer = course.transfer(vertx, new Listener());
      transfer
          .start()
          .compose(started -> course.follow(vertx, transfer, feed))
          .onComplete(done -> end(done.succeeded() ? Ending.DONE : Ending.failed(done.cause())));
      showWhile(ended);
      Future<Void> stopping = transfer.stop();
      showUntilDone(stopping);
      boolean isComplete = transfer.completed().succeeded();
      TransferProgress last = transfer.progress();
      showUntilDone(vertx.close());
      long seconds = TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - begun);
      Ending ending = ending(stopping);
      face.ended(new RunSummary(ending, isComplete, last, seconds));
      code = code(ending, course.codeWhenStopped(isComplete));
      return code;
    } finally {
      vertx.close();
      hook.release(code);
    }
  }

  /** One loop for the transfer, one for what is beside it. */
  private static VertxOptions options() {
    return new VertxOptions()
        .setPreferNativeTransport(true)
        .setEventLoopPoolSize(2)
        .setFileSystemOptions(
            new FileSystemOptions()
                .setClassPathResolvingEnabled(false)
                .setFileCachingEnabled(false));
  }

  /** Hears what ends a transfer that no future of it tells of any more. */
  private final class Listener implements TransferListener {
    @Override
    public void progressed(TransferProgress progress) {
      feed.progressed(progress);
    }

    @Override
    public void happened(TransferEvent event) {
      feed.happened(event);
      if (event instanceof TransferEvent.Failed failed) {
        end(Ending.failed(failed.words()));
      }
    }
  }

  private void end(Ending ending) {
    ended.complete(ending);
    feed.wake();
  }

  private void showWhile(CompletableFuture<?> running) throws InterruptedException {
    while (!running.isDone()) {
      feed.show(face);
      heap.look();
    }
  }

  /** Shows what comes while something is being closed, which must not take forever. */
  private void showUntilDone(Future<Void> closing) throws InterruptedException {
    long begun = nanoTime.getAsLong();
    closing.onComplete(closed -> feed.wake());
    while (!closing.isComplete() && nanoTime.getAsLong() - begun < STOP_NANOS) {
      feed.show(face);
    }
  }

  /** What couldn't be saved is a fault, however well all went before. */
  private Ending ending(Future<Void> stopping) {
    Ending ending = ended.join();
    boolean isFault = stopping.failed() && ending.reason() != Ending.Reason.FAILED;
    return isFault ? Ending.failed(stopping.cause()) : ending;
  }

  private int code(Ending ending, int whenStopped) {
    return switch (ending.reason()) {
      case DONE -> SUCCESS;
      case STOPPED -> whenStopped;
      case FAILED -> {
        err.println("skep: " + ending.words());
        err.flush();
        yield FAILURE;
      }
    };
  }
}

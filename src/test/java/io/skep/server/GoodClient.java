package io.skep.server;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** A client that goes on asking over HTTP and UDP while others misbehave. */
final class GoodClient implements AutoCloseable {
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final RunningTracker tracker;
  private final Future<Integer> answers;
  private volatile boolean done;

  GoodClient(RunningTracker tracker) {
    this.tracker = tracker;
    this.answers = thread.submit(this::ask);
  }

  private int ask() throws Exception {
    int answered = 0;
    try (RawHttp http = tracker.http();
        UdpClient udp = tracker.udp()) {
      while (!done) {
        RawReply reply = http.get(Hashes.leech(0, 6999));
        if (!reply.failure().isEmpty()) {
          throw new AssertionError(reply.failure());
        }
        udp.connectWithRetries();
        answered++;
        // Often enough to notice, and seldom enough to leave the processor to the flood.
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
      }
    }
    return answered;
  }

  /** Ends it, and tells how often it has been answered; every single question of it was. */
  int answers() throws Exception {
    done = true;
    try {
      return answers.get(30, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("a good client was left without an answer", e);
    }
  }

  @Override
  public void close() {
    done = true;
    thread.shutdownNow();
  }
}

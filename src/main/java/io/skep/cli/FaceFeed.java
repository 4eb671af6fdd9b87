package io.skep.cli;

import io.skep.client.TransferEvent;
import io.skep.client.TransferListener;
import io.skep.client.TransferProgress;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries what a transfer tells from its event loop to the thread that shows it, so that a terminal
 * that is held up never holds the transfer up.
 */
final class FaceFeed implements TransferListener {
  private static final int MOST_WAITING = 10_000;

  private final BlockingQueue<Consumer<Face>> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicReference<@Nullable TransferProgress> latest = new AtomicReference<>();
  private final AtomicInteger lost = new AtomicInteger();

  /** Only the latest is shown, however many came meanwhile. */
  @Override
  public void progressed(TransferProgress progress) {
    if (latest.getAndSet(progress) == null && !waiting.offer(this::showLatest)) {
      latest.set(null);
    }
  }

  private void showLatest(Face face) {
    TransferProgress progress = latest.getAndSet(null);
    if (progress != null) {
      face.progressed(progress);
    }
  }

  @Override
  public void happened(TransferEvent event) {
    tell(face -> face.happened(event));
  }

  /** Tells what the command itself has to say; see {@link Face#note}. */
  void note(String words, String event, Map<String, Object> values) {
    tell(face -> face.note(words, event, values));
  }

  private void tell(Consumer<Face> news) {
    if (!waiting.offer(news)) {
      lost.incrementAndGet();
    }
  }

  /** Ends a wait in {@link #show}. */
  void wake() {
    tell(face -> {});
  }

  /** Shows what has come, and waits up to a second where nothing has. */
  void show(Face face) throws InterruptedException {
    Consumer<Face> news = waiting.poll(1, TimeUnit.SECONDS);
    while (news != null) {
      news.accept(face);
      news = waiting.poll();
    }
    int missing = lost.getAndSet(0);
    if (missing > 0) {
      face.note(missing + " events came too fast to be shown", "lost", Map.of("events", missing));
    }
  }
}

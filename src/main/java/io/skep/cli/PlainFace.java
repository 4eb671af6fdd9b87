package io.skep.cli;

import io.skep.client.TransferEvent;
import io.skep.client.TransferProgress;
import io.skep.client.TransferProgress.State;
import io.skep.protocol.PlainText;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** For a file or a pipe: a line for what happened, and one for the progress now and then. */
final class PlainFace implements Face {
  private static final int COLUMNS = 200;
  private static final int TENTHS = 10;
  private static final long NANOS_BETWEEN = TimeUnit.SECONDS.toNanos(10);
  private static final long NANOS_BETWEEN_SEEDING = TimeUnit.MINUTES.toNanos(10);

  private final PrintWriter out;
  private final LongSupplier nanoTime;
  private final EventLines lines = new EventLines();
  private @Nullable State state;
  private long tenth;
  private long toldAt;

  PlainFace(PrintWriter out, LongSupplier nanoTime) {
    this.out = out;
    this.nanoTime = nanoTime;
    this.toldAt = nanoTime.getAsLong();
  }

  @Override
  public void note(String words, String event, Map<String, Object> values) {
    print(words);
  }

  @Override
  public void happened(TransferEvent event) {
    String words = lines.line(event);
    if (words != null) {
      print(words);
    }
  }

  @Override
  public void progressed(TransferProgress progress) {
    long nextTenth = tenth(progress);
    long between = progress.state() == State.SEEDING ? NANOS_BETWEEN_SEEDING : NANOS_BETWEEN;
    boolean isDue = nanoTime.getAsLong() - toldAt >= between;
    boolean isNew = progress.state() != state || nextTenth != tenth;
    if (isTold(progress.state()) && (isNew || isDue)) {
      toldAt = nanoTime.getAsLong();
      print(ProgressLine.of(progress, COLUMNS));
    }
    state = progress.state();
    tenth = nextTenth;
  }

  private static boolean isTold(State state) {
    return state != State.STARTING && state != State.STOPPED;
  }

  private static long tenth(TransferProgress progress) {
    if (progress.state() == State.CHECKING) {
      return (long) (progress.checked() * TENTHS);
    }
    return progress.length() == 0 ? 0 : (long) ((double) progress.have() / progress.length() * 10);
  }

  @Override
  public void ended(RunSummary summary) {
    String words = summary.words();
    if (!words.isEmpty()) {
      print(words);
    }
  }

  private void print(String words) {
    out.println(PlainText.of(words));
    out.flush();
  }
}

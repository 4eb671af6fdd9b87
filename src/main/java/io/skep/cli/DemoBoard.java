package io.skep.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Where the demo speaks: lines, and bars that move where there is a terminal. */
final class DemoBoard {
  private static final long NANOS_BETWEEN = TimeUnit.SECONDS.toNanos(2);
  private static final String UP = "\u001b[%dA";
  private static final String ERASE = "\u001b[K";

  private final PrintWriter out;
  private final Terminal terminal;
  private final LongSupplier nanoTime;
  private int drawn;
  private long toldAt;

  DemoBoard(PrintWriter out, Terminal terminal, LongSupplier nanoTime) {
    this.out = out;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    this.toldAt = nanoTime.getAsLong();
  }

  void say(String words) {
    drawn = 0;
    out.println(words);
    out.flush();
  }

  /** Shows how far all are: in place on a terminal, otherwise briefly every two seconds. */
  void draw(List<DemoBar> bars) {
    if (terminal.isLive()) {
      print(bars);
    } else if (nanoTime.getAsLong() - toldAt >= NANOS_BETWEEN) {
      toldAt = nanoTime.getAsLong();
      say(
          "   "
              + bars.stream()
                  .filter(DemoBar::grows)
                  .map(DemoBar::brief)
                  .collect(Collectors.joining(", ")));
    }
  }

  /** Shows it for the last time, and leaves it there. */
  void settle(List<DemoBar> bars) {
    print(bars);
    drawn = 0;
  }

  private void print(List<DemoBar> bars) {
    StringBuilder text = new StringBuilder(drawn == 0 ? "" : UP.formatted(drawn));
    int columns = terminal.isLive() ? terminal.width() - 1 : Integer.MAX_VALUE;
    for (DemoBar bar : bars) {
      text.append(terminal.isLive() ? "\r" : "").append(bar.line(columns));
      text.append(terminal.isLive() ? ERASE : "").append('\n');
    }
    out.print(text);
    out.flush();
    drawn = terminal.isLive() ? bars.size() : 0;
  }
}

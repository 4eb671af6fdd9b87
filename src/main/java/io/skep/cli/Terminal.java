package io.skep.cli;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What standard output is: whether a person sees it, how wide it is, whether it has colours. */
final class Terminal {
  private static final Logger LOG = System.getLogger(Terminal.class.getName());
  private static final int USUAL_WIDTH = 80;
  private static final int LEAST_WIDTH = 20;
  private static final int MOST_WIDTH = 1000;
  private static final long PATIENCE_MILLIS = 500;
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final Pattern SIZE = Pattern.compile("\\d{1,6} (\\d{1,6})\\s*");

  private final Map<String, String> environment;
  private final LongSupplier nanoTime;
  private final boolean live;
  private long lookedAt;
  private int width;

  /**
   * A terminal.
   *
   * @param environment the variables {@code TERM}, {@code NO_COLOR} and {@code COLUMNS} count
   * @param interactive whether a person sits before it
   */
  Terminal(Map<String, String> environment, boolean interactive, LongSupplier nanoTime) {
    this.environment = environment;
    this.nanoTime = nanoTime;
    this.live = interactive && !environment.getOrDefault("TERM", "dumb").equals("dumb");
  }

  /** The terminal of this process. */
  static Terminal ofProcess() {
    return new Terminal(System.getenv(), isInteractive(), System::nanoTime);
  }

  /** Up to JDK 21 there is a console only where there is a terminal; from 22 on it can be asked. */
  @SuppressWarnings("SystemConsoleNull") // What it is good for from JDK 22 on is asked below.
  private static boolean isInteractive() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      LOG.log(Level.DEBUG, "the console doesn't say whether it is a terminal", e);
      return false;
    }
  }

  /** True if a line on it can be drawn again and again. */
  boolean isLive() {
    return live;
  }

  /** True if colours are seen and wanted (no-color.org). */
  boolean hasColour() {
    return live && environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  /** How many columns it has; asked anew every few seconds, since people resize it. */
  int width() {
    long now = nanoTime.getAsLong();
    if (width == 0 || now - lookedAt > LOOK_NANOS) {
      lookedAt = now;
      width = measured();
    }
    return width;
  }

  private int measured() {
    String columns = environment.getOrDefault("COLUMNS", "");
    if (columns.matches("[0-9]{1,6}")) {
      return bounded(Integer.parseInt(columns));
    }
    return live ? asked() : USUAL_WIDTH;
  }

  private int asked() {
    File tty = new File("/dev/tty");
    if (!tty.exists()) {
      return USUAL_WIDTH;
    }
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(tty)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        stty.destroyForcibly();
        return USUAL_WIDTH;
      }
      byte[] answer = stty.getInputStream().readNBytes(64);
      Matcher matcher = SIZE.matcher(new String(answer, StandardCharsets.US_ASCII));
      return matcher.matches() ? bounded(Integer.parseInt(matcher.group(1))) : USUAL_WIDTH;
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "stty doesn't tell the width", e);
      return USUAL_WIDTH;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return USUAL_WIDTH;
    }
  }

  private static int bounded(int columns) {
    return columns == 0 ? USUAL_WIDTH : Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, columns));
  }
}

package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecurringWarningTest {
  private final Recording log = new Recording();
  private final RecurringWarning warning = new RecurringWarning(log);

  @Test
  void theSameFaultIsLoudOnlyOnce() {
    warning.found("no file");
    warning.found("no file");
    warning.found("bad line");

    assertEquals(List.of("WARNING no file", "DEBUG no file", "WARNING bad line"), log.entries);
  }

  @Test
  void aFaultThatWasGoneIsNewsAgain() {
    warning.found("no file");
    warning.gone();
    warning.found("no file");

    assertEquals(List.of("WARNING no file", "WARNING no file"), log.entries);
  }

  private static final class Recording implements System.Logger {
    private final List<String> entries = new ArrayList<>();

    @Override
    public String getName() {
      return "recording";
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String message,
        @Nullable Throwable thrown) {
      entries.add(level + " " + message);
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String format,
        @Nullable Object... parameters) {
      entries.add(level + " " + format);
    }
  }
}

package io.skep.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Sets up the log: one line an entry on standard error, with time, level and who tells it. */
final class Logging {
  private static final String PROPERTIES =
      """
      handlers = java.util.logging.ConsoleHandler
      java.util.logging.ConsoleHandler.level = ALL
      java.util.logging.SimpleFormatter.format = \
      %%1$tFT%%1$tT.%%1$tL%%1$tz %%4$-7s %%3$s: %%5$s%%6$s%%n
      .level = WARNING
      # Its stack traces of an outage would bury our own line about it.
      com.zaxxer.hikari.level = OFF
      io.skep.level = %s
      """;

  private Logging() {}

  static void configure(LogLevel level) {
    String properties = PROPERTIES.formatted(level.level());
    try {
      LogManager.getLogManager()
          .readConfiguration(
              new ByteArrayInputStream(properties.getBytes(StandardCharsets.ISO_8859_1)));
    } catch (IOException e) {
      throw new UncheckedIOException("an array can always be read", e);
    }
    // Making the handlers takes a while and reads files. Left to the first entry, which might be
    // about there being no descriptors for files, it would fail, and nothing ever be logged.
    Thread handlers = new Thread(() -> Logger.getLogger("").getHandlers(), "skep-log");
    handlers.setDaemon(true);
    handlers.start();
  }
}

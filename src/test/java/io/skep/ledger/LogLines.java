package io.skep.ledger;

import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Keeps what a class logs from the console, for a test that looks at it. */
final class LogLines extends Handler implements AutoCloseable {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Logger logger;

  LogLines(Class<?> logging) {
    logger = Logger.getLogger(logging.getName());
    logger.addHandler(this);
    logger.setUseParentHandlers(false);
  }

  List<String> all() {
    return List.copyOf(lines);
  }

  @Override
  public void publish(LogRecord record) {
    Object[] parameters = record.getParameters();
    lines.add(
        parameters == null
            ? record.getMessage()
            : MessageFormat.format(record.getMessage(), parameters));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }
}

package io.skep.cli;

/** How much the log tells. */
enum LogLevel {
  ERROR("SEVERE"),
  WARNING("WARNING"),
  INFO("INFO"),
  DEBUG("FINE");

  private final String level;

  LogLevel(String level) {
    this.level = level;
  }

  /** The name that the log of the JDK has for it. */
  String level() {
    return level;
  }
}

package io.skep.cli;

/** A configuration that can't be used; its message is one line for the operator. */
final class ConfigurationException extends Exception {
  private static final long serialVersionUID = 1L;

  ConfigurationException(String message) {
    super(message);
  }
}

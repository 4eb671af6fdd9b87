package io.skep.server;

/** A socket that can't be opened; its message is a sentence for the operator. */
public final class CannotListenException extends Exception {
  private static final long serialVersionUID = 1L;

  private CannotListenException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * The sentence for what the system said.
   *
   * @param transport {@code TCP} or {@code UDP}
   */
  public static CannotListenException of(String transport, String host, int port, Throwable cause) {
    String said = String.valueOf(cause.getMessage());
    String why = said.contains("in use") ? "another process has the port" : said;
    return new CannotListenException(
        "can't listen on " + transport + " " + host + " port " + port + ": " + why, cause);
  }
}

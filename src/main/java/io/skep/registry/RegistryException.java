package io.skep.registry;

/** What was asked for can't be done; its message is a sentence for whoever asked. */
public final class RegistryException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is wrong with what was asked for. */
  public enum Kind {
    /** It is not as it must be. */
    INVALID,
    /** There is no such user, torrent or file. */
    NOT_FOUND,
    /** It does not go together with what is there already. */
    CONFLICT
  }

  private final Kind kind;

  RegistryException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  RegistryException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What is wrong, in a sentence for whoever asked. */
  public String reason() {
    return String.valueOf(getMessage());
  }

  /** Of which kind that is. */
  public Kind kind() {
    return kind;
  }
}

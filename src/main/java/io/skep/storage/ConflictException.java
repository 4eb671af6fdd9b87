package io.skep.storage;

/** What is to be kept is there already: a name, a passkey, an info-hash. Words for the client. */
public final class ConflictException extends StorageException {
  private static final long serialVersionUID = 1L;

  /** With a sentence for the client. */
  public ConflictException(String message) {
    super(message, null);
  }
}

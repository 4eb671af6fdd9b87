package io.skep.storage;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The database could not do what it was asked to; nothing of the call has taken effect. */
public class StorageException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With words for the operator. */
  public StorageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** A sentence; never null. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}

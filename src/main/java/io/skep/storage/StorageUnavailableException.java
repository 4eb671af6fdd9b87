package io.skep.storage;

import org.jspecify.annotations.Nullable;

/**
 * The database is away: it can't be reached, is full, or is locked by another. To be tried again.
 * Whether a commit that was under way has taken effect is not known.
 */
public final class StorageUnavailableException extends StorageException {
  private static final long serialVersionUID = 1L;

  /** With words for the operator. */
  public StorageUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

package io.skep.ledger;

import java.io.IOException;

/** A file is not as it was written; in words for the operator. */
final class DamagedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedFileException(String message) {
    super(message);
  }
}

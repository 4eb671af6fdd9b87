package io.skep.bencode;

/**
 * Input that is not bencoded as BEP 3 says, or that is beyond the reader's limits.
 *
 * <p>It has no stack trace: it tells of the input, not of our code, and bad input must not cost
 * more than refusing it.
 */
public final class BencodeException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;
  private final int offset;

  BencodeException(String reason, int offset) {
    super(reason + " at byte " + offset, null, false, false);
    this.reason = reason;
    this.offset = offset;
  }

  /** What is wrong, without the place. */
  public String reason() {
    return reason;
  }

  /** Where it is wrong, in bytes from the beginning of the input. */
  public int offset() {
    return offset;
  }
}

package io.skep.protocol;

/**
 * A packet that is none of BEP 15's, or not whole.
 *
 * <p>It has no stack trace: anybody can send anything, and it must cost little.
 */
public final class UdpPacketException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is wrong with a packet: a closed set, so that metrics can count by it. */
  public enum Fault {
    /** It ends before what its action needs. */
    SHORT,
    /** Its action is none of those that a receiver on this side knows. */
    UNKNOWN_ACTION,
    /** Its first bytes or its length are not what its action asks for. */
    ODD
  }

  private final Fault fault;

  /** A packet with this fault. */
  public UdpPacketException(Fault fault, String message) {
    super(message, null, false, false);
    this.fault = fault;
  }

  /** What is wrong with it. */
  public Fault fault() {
    return fault;
  }
}

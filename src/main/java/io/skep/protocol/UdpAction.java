package io.skep.protocol;

/** The numbers by which BEP 15 tells its packets apart. */
final class UdpAction {
  static final int CONNECT = 0;
  static final int ANNOUNCE = 1;
  static final int SCRAPE = 2;
  static final int ERROR = 3;

  private UdpAction() {}
}

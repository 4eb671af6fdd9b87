package io.skep.bittorrent;

/** Of which address families a client can be sent peers. */
public enum AddressFamilies {
  /** IPv4 only: a UDP announce over IPv4 (BEP 15). */
  IPV4,
  /** IPv6 only: a UDP announce over IPv6 (BEP 15). */
  IPV6,
  /** Both: an HTTP announce, whose answer has a list for each (BEP 7). */
  BOTH;

  /** True if IPv4 peers are of use. */
  public boolean ipv4() {
    return this != IPV6;
  }

  /** True if IPv6 peers are of use. */
  public boolean ipv6() {
    return this != IPV4;
  }
}

package io.skep.geography;

import io.skep.bittorrent.PeerAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Countries by address: of IPv4 by /24, of IPv6 by /48.
 *
 * <p>Does not change; safe for use by several threads.
 */
final class CountryTable {
  /** How many bits of an IPv4 address are told apart. */
  static final int IPV4_BITS = 24;

  /** The same of an IPv6 address. */
  static final int IPV6_BITS = 48;

  private final List<String> countries;
  private final int[] ipv4Starts;
  private final short[] ipv4Countries;
  private final long[] ipv6Starts;
  private final short[] ipv6Countries;

  /**
   * A table.
   *
   * @param countries two letters each; the first is empty, for addresses that are nowhere
   * @param ipv4 where other countries begin, by the first {@link #IPV4_BITS} bits
   * @param ipv6 the same by {@link #IPV6_BITS}
   */
  CountryTable(List<String> countries, Borders ipv4, Borders ipv6) {
    this.countries = List.copyOf(countries);
    ipv4Starts = Arrays.stream(ipv4.starts()).mapToInt(start -> (int) start).toArray();
    ipv4Countries = ipv4.countries();
    ipv6Starts = ipv6.starts();
    ipv6Countries = ipv6.countries();
  }

  /** The countries there are, by their numbers; the first is nowhere. */
  List<String> countries() {
    return countries;
  }

  /** The number of the country of an address; 0 where it is not known. */
  int indexOf(PeerAddress address) {
    if (address.isIpv4()) {
      int at = Arrays.binarySearch(ipv4Starts, address.ipv4() >>> (32 - IPV4_BITS));
      return country(at, ipv4Countries);
    }
    int at = Arrays.binarySearch(ipv6Starts, address.high() >>> (64 - IPV6_BITS));
    return country(at, ipv6Countries);
  }

  private static int country(int found, short[] countries) {
    // What is not there itself is in what begins before it.
    int at = found >= 0 ? found : -found - 2;
    return at < 0 ? 0 : countries[at];
  }

  Borders ipv4() {
    return new Borders(Arrays.stream(ipv4Starts).asLongStream().toArray(), ipv4Countries);
  }

  Borders ipv6() {
    return new Borders(ipv6Starts, ipv6Countries);
  }
}

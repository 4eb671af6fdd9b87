package io.skep.server;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** Ranges of addresses in CIDR notation (RFC 4632, RFC 4291). */
public final class AddressRanges {
  /** No addresses at all. */
  public static final AddressRanges NONE = new AddressRanges(List.of());

  private final List<IpSubnetFilterRule> rules;

  private AddressRanges(List<IpSubnetFilterRule> rules) {
    this.rules = rules;
  }

  /**
   * Parses ranges such as {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or single addresses.
   *
   * @throws IllegalArgumentException naming the one that is none
   */
  public static AddressRanges parse(List<String> ranges) {
    return new AddressRanges(ranges.stream().map(AddressRanges::rule).toList());
  }

  private static IpSubnetFilterRule rule(String range) {
    int slash = range.indexOf('/');
    String host = slash < 0 ? range : range.substring(0, slash);
    byte[] address = io.netty.util.NetUtil.createByteArrayFromIpAddressString(host);
    if (address == null) {
      throw new IllegalArgumentException("'" + range + "' is no address range such as 10.0.0.0/8");
    }
    try {
      int bits = slash < 0 ? 8 * address.length : Integer.parseInt(range.substring(slash + 1));
      return new IpSubnetFilterRule(
          InetAddress.getByAddress(address), bits, IpFilterRuleType.ACCEPT);
    } catch (IllegalArgumentException | java.net.UnknownHostException e) {
      throw new IllegalArgumentException(
          "'" + range + "' is no address range such as 10.0.0.0/8", e);
    }
  }

  /** True if the address is in one of the ranges. */
  public boolean contains(InetAddress address) {
    if (rules.isEmpty()) {
      return false;
    }
    InetSocketAddress socket = new InetSocketAddress(address, 0);
    for (IpSubnetFilterRule rule : rules) {
      if (rule.matches(socket)) {
        return true;
      }
    }
    return false;
  }

  /** True if no address is in them. */
  public boolean isEmpty() {
    return rules.isEmpty();
  }
}

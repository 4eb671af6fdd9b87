package io.skep.server;

import io.netty.util.NetUtil;
import io.skep.bittorrent.PeerAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where a client really is: what its socket says, or what a proxy says that the operator
 * trusts, or what the client itself says where the operator believes it.
 *
 * <p>Only the one header is read that the operator's proxies are known to set: a proxy that sets
 * one passes the other on as the client wrote it. Of the addresses in it the rightmost that isn't a
 * trusted proxy's counts, since all to its left could have been written by the client.
 *
 * @param proxies whose word on a client's address is taken
 * @param header which header they set
 * @param believed who may claim another address by {@code ip} (BEP 3) or the packet's field (BEP
 *     15): for peers on the tracker's own private network, which it sees by their inner address
 */
public record ClientAddress(AddressRanges proxies, Header header, AddressRanges believed) {
  /** The header in which a proxy tells whom it forwards for. */
  public enum Header {
    /** {@code X-Forwarded-For}, a list of addresses. */
    X_FORWARDED_FOR("X-Forwarded-For"),
    /** {@code Forwarded} (RFC 7239), a list of elements with {@code for=}. */
    FORWARDED("Forwarded");

    private final String field;

    Header(String field) {
      this.field = field;
    }

    /** The header's name in a request. */
    public String field() {
      return field;
    }
  }

  /** The name of the header that counts. */
  public String field() {
    return header.field();
  }

  /**
   * The address behind a request's socket and headers; its port is of no meaning.
   *
   * @param forwarded the values of {@link #header}, for which is asked only where they count
   */
  public PeerAddress of(InetAddress socket, Supplier<List<String>> forwarded) {
    if (proxies.isEmpty() || !proxies.contains(socket)) {
      return PeerAddress.of(socket, 0);
    }
    List<String> hops = hops(forwarded.get());
    InetAddress nearest = socket;
    for (String hop : hops) {
      InetAddress address = parse(hop);
      if (address == null) {
        break;
      }
      nearest = address;
      if (!proxies.contains(address)) {
        break;
      }
    }
    return PeerAddress.of(nearest, 0);
  }

  /** The hops, the one next to us first. */
  private List<String> hops(List<String> values) {
    List<String> hops = new ArrayList<>();
    for (String value : values) {
      for (String element : value.split(",", -1)) {
        hops.add(header == Header.FORWARDED ? forwardedFor(element) : element.trim());
      }
    }
    Collections.reverse(hops);
    return hops;
  }

  private static String forwardedFor(String element) {
    for (String pair : element.split(";", -1)) {
      String trimmed = pair.trim();
      if (trimmed.regionMatches(true, 0, "for=", 0, 4)) {
        return trimmed.substring(4).replace("\"", "");
      }
    }
    return "";
  }

  /**
   * The address that counts for a client that claims one.
   *
   * @param actual where it is as far as we know
   * @param claimed an address as text; anything else, such as a host's name, is no claim
   */
  PeerAddress claimed(PeerAddress actual, String claimed) {
    if (claimed.isEmpty() || !believed.contains(actual.inetAddress())) {
      return actual;
    }
    InetAddress address = parse(claimed);
    return address == null ? actual : PeerAddress.of(address, actual.port());
  }

  /** The address that counts for a client whose packet claims an IPv4 address; 0 claims none. */
  PeerAddress claimed(PeerAddress actual, int claimedIpv4) {
    if (claimedIpv4 == 0 || !actual.isIpv4() || !believed.contains(actual.inetAddress())) {
      return actual;
    }
    return PeerAddress.ipv4(claimedIpv4, actual.port());
  }

  /** Parses an address with or without brackets and port; never asks the DNS. */
  private static @Nullable InetAddress parse(String text) {
    String host = text;
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      host = end < 0 ? "" : text.substring(1, end);
    } else if (text.indexOf(':') == text.lastIndexOf(':') && text.indexOf(':') >= 0) {
      host = text.substring(0, text.indexOf(':'));
    }
    byte[] address = NetUtil.createByteArrayFromIpAddressString(host);
    try {
      return address == null ? null : InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 and 16 bytes are always an address", e);
    }
  }
}

package io.skep.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.util.NetUtil;
import io.skep.bittorrent.PeerAddress;
import io.vertx.core.MultiMap;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {
  private static final AddressRanges PROXIES =
      AddressRanges.parse(List.of("10.0.0.0/8", "fd00::/8"));
  private static final ClientAddress BEHIND_X_FORWARDED_FOR =
      new ClientAddress(PROXIES, ClientAddress.Header.X_FORWARDED_FOR, AddressRanges.NONE);
  private static final ClientAddress BEHIND_FORWARDED =
      new ClientAddress(PROXIES, ClientAddress.Header.FORWARDED, AddressRanges.NONE);

  private static InetAddress address(String text) throws Exception {
    return InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(text));
  }

  private static PeerAddress peer(String text) throws Exception {
    return PeerAddress.of(address(text), 6881);
  }

  /** Where a request comes from, the header's lines being told apart by {@code |}. */
  private static String from(ClientAddress clientAddress, String socket, String header, String name)
      throws Exception {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    List.of(header.split("\\|", -1)).forEach(value -> headers.add(name, value));
    return clientAddress
        .of(address(socket), () -> headers.getAll(clientAddress.header().field()))
        .host();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        // Nobody that we trust: its header is its own invention.
        "192.0.2.1;    203.0.113.7;                          192.0.2.1",
        "2001:db8::1;  203.0.113.7;                          2001:db8:0:0:0:0:0:1",
        // A proxy that we trust names the client.
        "10.0.0.1;     203.0.113.7;                          203.0.113.7",
        "10.0.0.1;     2001:db8::7;                          2001:db8:0:0:0:0:0:7",
        "fd00::1;      203.0.113.7;                          203.0.113.7",
        // All to the left of the rightmost that is none of ours may be made up.
        "10.0.0.1;     198.51.100.1, 203.0.113.7;            203.0.113.7",
        "10.0.0.1;     203.0.113.7, 10.0.0.2;                203.0.113.7",
        "10.0.0.1;     198.51.100.1,203.0.113.7,10.0.0.3,10.0.0.2; 203.0.113.7",
        "10.0.0.1;     10.9.9.9, 203.0.113.7, 10.0.0.2;      203.0.113.7",
        // Several lines are one list, in the order of the lines.
        "10.0.0.1;     198.51.100.1|203.0.113.7;             203.0.113.7",
        "10.0.0.1;     198.51.100.1, 203.0.113.7|10.0.0.2;   203.0.113.7",
        // With ports, with brackets, with spaces.
        "10.0.0.1;     203.0.113.7:4711;                     203.0.113.7",
        "10.0.0.1;     [2001:db8::7]:4711;                   2001:db8:0:0:0:0:0:7",
        "10.0.0.1;     [2001:db8::7];                        2001:db8:0:0:0:0:0:7",
        "10.0.0.1;     ::ffff:203.0.113.7;                   203.0.113.7",
        // Only proxies: the farthest of them is as near to the client as is known.
        "10.0.0.1;     10.0.0.2;                             10.0.0.2",
        "10.0.0.1;     10.0.0.3, 10.0.0.2;                   10.0.0.3",
        // What is no address ends what can be believed.
        "10.0.0.1;     unknown;                              10.0.0.1",
        "10.0.0.1;     203.0.113.7, unknown;                 10.0.0.1",
        "10.0.0.1;     203.0.113.7, unknown, 10.0.0.2;       10.0.0.2",
        "10.0.0.1;     203.0.113.7,;                         10.0.0.1",
        "10.0.0.1;     localhost;                            10.0.0.1",
        "10.0.0.1;     [203.0.113.7;                         10.0.0.1",
        "10.0.0.1;     1.2.3;                                10.0.0.1",
        "10.0.0.1;     for=203.0.113.7;                      10.0.0.1",
      })
  void readsXForwardedFor(String socket, String header, String client) throws Exception {
    assertEquals(client, from(BEHIND_X_FORWARDED_FOR, socket, header, "x-forwarded-for"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      value = {
        "192.0.2.1 ~ for=203.0.113.7                                ~ 192.0.2.1",
        "10.0.0.1  ~ for=203.0.113.7                                ~ 203.0.113.7",
        "10.0.0.1  ~ For=\"203.0.113.7:4711\"                       ~ 203.0.113.7",
        "10.0.0.1  ~ FOR=\"[2001:db8::7]\"                          ~ 2001:db8:0:0:0:0:0:7",
        "10.0.0.1  ~ for=\"[2001:db8::7]:4711\"                     ~ 2001:db8:0:0:0:0:0:7",
        "10.0.0.1  ~ by=10.0.0.9;for=203.0.113.7;proto=https        ~ 203.0.113.7",
        "10.0.0.1  ~ proto=https; host=t.example; for=203.0.113.7   ~ 203.0.113.7",
        "10.0.0.1  ~ for=198.51.100.1, for=203.0.113.7;by=10.0.0.2  ~ 203.0.113.7",
        "10.0.0.1  ~ for=203.0.113.7, for=10.0.0.2                  ~ 203.0.113.7",
        "10.0.0.1  ~ for=198.51.100.1|for=203.0.113.7|for=10.0.0.2  ~ 203.0.113.7",
        "10.0.0.1  ~ for=unknown                                    ~ 10.0.0.1",
        "10.0.0.1  ~ for=203.0.113.7, for=_hidden                   ~ 10.0.0.1",
        "10.0.0.1  ~ by=203.0.113.7                                 ~ 10.0.0.1",
        "10.0.0.1  ~ 203.0.113.7                                    ~ 10.0.0.1",
        "10.0.0.1  ~ for=                                           ~ 10.0.0.1",
        "10.0.0.1  ~ ;;;,,,                                         ~ 10.0.0.1",
      })
  void readsForwarded(String socket, String header, String client) throws Exception {
    assertEquals(client, from(BEHIND_FORWARDED, socket, header, "Forwarded"));
  }

  /** A proxy that writes one of the two passes the other on as the client sent it. */
  @Test
  void readsOnlyTheHeaderThatIsConfigured() throws Exception {
    assertEquals("10.0.0.1", from(BEHIND_FORWARDED, "10.0.0.1", "203.0.113.7", "X-Forwarded-For"));
    assertEquals(
        "10.0.0.1", from(BEHIND_X_FORWARDED_FOR, "10.0.0.1", "for=203.0.113.7", "Forwarded"));
  }

  @Test
  void takesTheSocketsWordWhereNoProxyIsTrusted() throws Exception {
    ClientAddress direct =
        new ClientAddress(
            AddressRanges.NONE, ClientAddress.Header.X_FORWARDED_FOR, AddressRanges.NONE);

    assertEquals("10.0.0.1", from(direct, "10.0.0.1", "203.0.113.7", "X-Forwarded-For"));
  }

  @Test
  void takesTheSocketsWordWhereAProxySaysNothing() throws Exception {
    assertEquals("10.0.0.1", BEHIND_X_FORWARDED_FOR.of(address("10.0.0.1"), List::of).host());
  }

  @ParameterizedTest
  @CsvSource({
    "192.168.1.5, 203.0.113.7, 203.0.113.7",
    "192.168.1.5, 2001:db8::7, 2001:db8:0:0:0:0:0:7",
    "192.168.1.5, [2001:db8::7], 2001:db8:0:0:0:0:0:7",
    "192.168.1.5, '', 192.168.1.5",
    "192.168.1.5, tracker.example.org, 192.168.1.5",
    "192.168.1.5, 203.0.113, 192.168.1.5",
    "192.0.2.1, 203.0.113.7, 192.0.2.1",
    "2001:db8::1, 203.0.113.7, 2001:db8:0:0:0:0:0:1",
  })
  void believesClaimsFromTheOperatorsRangesOnly(String actual, String claimed, String counted)
      throws Exception {
    PeerAddress address = believing("192.168.0.0/16").claimed(peer(actual), claimed);

    assertEquals(counted, address.host());
    assertEquals(6881, address.port());
  }

  @Test
  void believesNoClaimUntilTheOperatorAllowsIt() throws Exception {
    PeerAddress actual = peer("192.168.1.5");

    assertEquals(actual, BEHIND_X_FORWARDED_FOR.claimed(actual, "203.0.113.7"));
    assertEquals(actual, BEHIND_X_FORWARDED_FOR.claimed(actual, 0xCB007107));
  }

  @Test
  void believesClaimsOfPacketsFromTheSameRanges() throws Exception {
    ClientAddress clientAddress = believing("192.168.0.0/16");
    PeerAddress near = peer("192.168.1.5");
    PeerAddress far = peer("192.0.2.1");

    assertEquals(peer("203.0.113.7"), clientAddress.claimed(near, 0xCB007107));
    assertEquals(near, clientAddress.claimed(near, 0));
    assertEquals(far, clientAddress.claimed(far, 0xCB007107));
  }

  /** BEP 15: over IPv6 the field has no room for an address, and is to be ignored. */
  @Test
  void believesNoClaimOfAPacketOverIpv6() throws Exception {
    PeerAddress actual = peer("fd00::5");

    assertEquals(actual, believing("fd00::/8").claimed(actual, 0xCB007107));
  }

  /**
   * A name would be resolved on the event loop, and at the wish of a stranger. These would all be
   * found: the JDK reads them as addresses or asks for them, and every machine knows the last.
   */
  @ParameterizedTest
  @ValueSource(strings = {"0x7f000001", "2130706433", "127.1", "localhost", "ip6-localhost"})
  void neverResolvesANameOrAnOddNumber(String text) throws Exception {
    assertEquals("10.0.0.1", from(BEHIND_X_FORWARDED_FOR, "10.0.0.1", text, "X-Forwarded-For"));
    assertEquals(
        peer("192.168.1.5"), believing("192.168.0.0/16").claimed(peer("192.168.1.5"), text));
  }

  private static ClientAddress believing(String range) {
    return new ClientAddress(
        AddressRanges.NONE,
        ClientAddress.Header.X_FORWARDED_FOR,
        AddressRanges.parse(List.of(range)));
  }
}

package io.skep.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.PeerAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionAddressesTest {
  private static PeerAddress ipv4(int last) {
    return PeerAddress.ipv4(0xC0000200 | last, 6881);
  }

  private static PeerAddress ipv6(int network, int host) {
    return new PeerAddress(0x20010db8_00000000L + network, host, 6881);
  }

  private long[] words = SessionAddresses.NONE;

  private void see(PeerAddress address, long now) {
    words = SessionAddresses.with(words, address, now, now - 100);
  }

  @Test
  void theLatestIsFirst() {
    see(ipv4(1), 1000);
    see(ipv6(1, 1), 1001);
    see(ipv4(1), 1002);

    assertEquals(List.of(ipv4(1), ipv6(1, 1)), SessionAddresses.list(words, 0));
    assertEquals(1, SessionAddresses.hosts(words, 0), "one of each family is one host");
  }

  @Test
  void addressesOfOneHouseholdAreOne() {
    see(ipv6(1, 1), 1000);
    see(ipv6(1, 2), 1001);

    assertEquals(List.of(ipv6(1, 2)), SessionAddresses.list(words, 0));
  }

  @Test
  void anotherPortIsNoOtherHost() {
    see(ipv4(1), 1000);
    see(ipv4(1).withPort(65535), 1001);

    assertEquals(List.of(ipv4(1).withPort(65535)), SessionAddresses.list(words, 0));
  }

  @Test
  void hostsAreCountedWhileTheyAreFresh() {
    see(ipv4(1), 1000);
    see(ipv4(2), 1050);
    see(ipv6(1, 1), 1060);

    assertEquals(2, SessionAddresses.hosts(words, 1000));
    assertEquals(1, SessionAddresses.hosts(words, 1001));
    see(ipv4(2), 1101);
    assertEquals(List.of(ipv4(2), ipv6(1, 1)), SessionAddresses.list(words, 0));
  }

  @Test
  void theOnlyOneIsSeenAgainWhereItIs() {
    assertFalse(SessionAddresses.seenAgain(words, ipv4(1), 1000));
    see(ipv4(1), 1000);

    assertTrue(SessionAddresses.seenAgain(words, ipv4(1), 1050));
    assertEquals(1, SessionAddresses.hosts(words, 1050));
    assertEquals(List.of(ipv4(1)), SessionAddresses.list(words, 1050));
    assertFalse(SessionAddresses.seenAgain(words, ipv4(2), 1060));
    assertFalse(SessionAddresses.seenAgain(words, ipv4(1).withPort(1), 1060));
    assertFalse(SessionAddresses.seenAgain(words, ipv6(1, 1), 1060));
    see(ipv6(1, 1), 1060);
    assertFalse(SessionAddresses.seenAgain(words, ipv6(1, 1), 1061), "one of two");
  }

  @Test
  void theyHaveABound() {
    for (int i = 0; i < 100; i++) {
      see(ipv4(i), 1000);
    }

    assertEquals(SessionAddresses.MAX, SessionAddresses.hosts(words, 0));
    assertEquals(3 * SessionAddresses.MAX, words.length);
    assertEquals(ipv4(99), SessionAddresses.list(words, 0).get(0));
  }
}

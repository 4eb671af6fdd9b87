package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.PeerAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerBookTest {
  private static final int OUR_PORT = 6881;
  private static final long NOW = -Duration.ofDays(1).toNanos();
  private static final long HOUR = Duration.ofHours(1).toNanos();

  /** The higher a peer's port, the better. */
  private final PeerBook book =
      new PeerBook(OUR_PORT, (ours, theirs) -> theirs.port(), new Random(1));

  private static PeerAddress peer(int lastByte, int port) {
    return PeerAddress.ipv4(0x7F000000 | lastByte, port);
  }

  private static PeerAddress publicPeer(int number, int port) {
    return PeerAddress.ipv4(0x08000000 + number, port);
  }

  private static PeerAddress parse(String ip, int port) throws Exception {
    return PeerAddress.of(InetAddress.getByName(ip), port);
  }

  @Test
  void aPeerIsOfferedOnceAndThenIsConnected() {
    assertTrue(book.add(peer(1, 1), PeerSource.TRACKER));
    assertFalse(book.add(peer(1, 1), PeerSource.PEX));
    assertEquals(1, book.candidates());
    assertEquals(peer(1, 1), book.next(NOW));
    assertNull(book.next(NOW));
    assertEquals(1, book.size());
    assertEquals(0, book.candidates());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.1.2.3",
        "10.0.0.1",
        "192.168.1.1",
        "8.8.8.8",
        "::1",
        "2001:db8::1",
        "fd00::1"
      })
  void loopbackAndPrivateAddressesAreWelcome(String ip) throws Exception {
    assertTrue(book.add(parse(ip, 1), PeerSource.TRACKER));
    assertFalse(book.add(parse(ip, 0), PeerSource.TRACKER));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "224.0.0.1",
        "239.1.2.3",
        "255.255.255.255",
        "::",
        "ff02::1"
      })
  void whatCannotBeAPeerIsRefused(String ip) throws Exception {
    assertFalse(book.add(parse(ip, 6881), PeerSource.MANUAL));
    assertEquals(0, book.size());
  }

  @Test
  void whoFailedWaitsTwiceAsLongEachTime() {
    book.add(peer(1, 1), PeerSource.TRACKER);
    long now = NOW;
    long wait = 20;
    for (int failures = 0; failures < 5; failures++) {
      assertEquals(peer(1, 1), book.next(now));
      book.failed(peer(1, 1), now);
      assertNull(book.next(now + Duration.ofSeconds(wait * 3 / 4 - 1).toNanos()));
      now += Duration.ofSeconds(wait * 5 / 4 + 1).toNanos();
      wait *= 2;
    }
    assertEquals(1, book.candidates());
  }

  @Test
  void whoWasOfUseIsOfferedAgainSoon() {
    book.add(peer(1, 1), PeerSource.TRACKER);
    book.next(NOW);
    book.disconnected(peer(1, 1), NOW);
    assertNull(book.next(NOW));
    assertEquals(peer(1, 1), book.next(NOW + Duration.ofSeconds(30).toNanos()));
  }

  @Test
  void whoFailedLeastComesFirstThenTheCanonicalPriority() {
    book.weAreSeenAs(peer(200, 0));
    book.add(peer(9, 9), PeerSource.TRACKER);
    book.next(NOW);
    book.failed(peer(9, 9), NOW);
    book.add(peer(3, 3), PeerSource.PEX);
    book.add(peer(5, 5), PeerSource.PEX);
    book.add(peer(4, 4), PeerSource.TRACKER);
    List<PeerAddress> order = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      order.add(book.next(NOW + HOUR));
    }
    assertEquals(List.of(peer(5, 5), peer(4, 4), peer(3, 3), peer(9, 9)), order);
  }

  @Test
  void theOrderIsMadeAnewWhenOurAddressIsKnown() {
    for (int i = 1; i < 100; i++) {
      book.add(peer(i, i), PeerSource.TRACKER);
    }
    List<PeerAddress> before = new ArrayList<>();
    for (int i = 99; i > 90; i--) {
      before.add(book.next(NOW));
    }
    assertNotEquals(before.stream().sorted((a, b) -> b.port() - a.port()).toList(), before);
    before.forEach(peer -> book.disconnected(peer, NOW));
    book.weAreSeenAs(peer(200, 0));
    for (int i = 99; i > 0; i--) {
      assertEquals(peer(i, i), book.next(NOW + HOUR));
    }
  }

  @Test
  void seedsAreOfNoUseToASeed() {
    book.add(peer(1, 1), PeerSource.TRACKER);
    book.isSeed(peer(1, 1));
    book.seeding(true);
    assertNull(book.next(NOW));
    assertEquals(0, book.candidates());
    book.seeding(false);
    assertEquals(peer(1, 1), book.next(NOW));
  }

  @Test
  void whoCameToUsIsNotConnectedTo() {
    book.add(peer(1, 1), PeerSource.TRACKER);
    book.connected(peer(1, 1));
    book.connected(peer(2, 2));
    assertNull(book.next(NOW));
    book.disconnected(peer(2, 2), NOW);
    assertEquals(peer(2, 2), book.next(NOW + HOUR));
  }

  @Test
  void ourselvesAreNeverOffered() {
    PeerAddress us = publicPeer(1, OUR_PORT);
    PeerAddress neighbour = publicPeer(1, OUR_PORT + 1);
    book.add(us, PeerSource.TRACKER);
    book.add(neighbour, PeerSource.TRACKER);
    book.weAreSeenAs(us.withPort(0));
    assertFalse(book.add(us, PeerSource.TRACKER));
    assertEquals(neighbour, book.next(NOW));
    book.weAre(neighbour);
    assertFalse(book.add(neighbour, PeerSource.PEX));
    assertEquals(0, book.size());
  }

  @Test
  void aBanIsForTheIpv4AddressWhateverItsPort() {
    book.add(peer(1, 1), PeerSource.TRACKER);
    book.add(peer(2, 2), PeerSource.TRACKER);
    book.ban(peer(1, 9));
    assertTrue(book.isBanned(peer(1, 77)));
    assertFalse(book.isBanned(peer(2, 77)));
    assertFalse(book.add(peer(1, 3), PeerSource.TRACKER));
    book.connected(peer(1, 4));
    assertEquals(1, book.size());
    assertEquals(peer(2, 2), book.next(NOW));
  }

  @Test
  void aBanIsForTheWholeIpv6Network() throws Exception {
    book.add(parse("2001:db8::1", 1), PeerSource.TRACKER);
    book.ban(parse("2001:db8::2", 2));
    assertEquals(0, book.size());
    assertTrue(book.isBanned(parse("2001:db8::3", 3)));
    assertFalse(book.isBanned(parse("2001:db8:0:1::3", 3)));
    book.ban(parse("::1", 1));
    assertTrue(book.isBanned(parse("::1", 2)));
    assertFalse(book.isBanned(peer(1, 1)));
  }

  @Test
  void bansAreBounded() {
    for (int i = 0; i < 20_000; i++) {
      book.ban(publicPeer(i, 1));
    }
    assertFalse(book.isBanned(publicPeer(0, 1)));
    assertTrue(book.isBanned(publicPeer(10_000, 1)));
  }

  @Test
  void onePublicAddressIsAFewPeersOnly() {
    for (int port = 1; port <= PeerBook.MAX_PEERS_OF_A_NETWORK; port++) {
      assertTrue(book.add(publicPeer(1, port), PeerSource.PEX));
    }
    assertFalse(book.add(publicPeer(1, 100), PeerSource.PEX));
    assertTrue(book.add(publicPeer(2, 100), PeerSource.PEX));
    for (int port = 1; port <= 100; port++) {
      assertTrue(book.add(peer(1, port), PeerSource.PEX));
    }
  }

  @Test
  void aFullBookKeepsWhoIsMostPromising() {
    book.add(publicPeer(-1, 1), PeerSource.MANUAL);
    book.add(publicPeer(-2, 1), PeerSource.PEX);
    book.connected(publicPeer(-2, 1));
    book.add(publicPeer(-3, 1), PeerSource.TRACKER);
    book.next(NOW);
    book.failed(publicPeer(-1, 1), NOW);
    book.failed(publicPeer(-3, 1), NOW);
    for (int i = 0; i < 3 * PeerBook.MAX_PEERS; i++) {
      book.add(publicPeer(i, 1), PeerSource.PEX);
    }
    assertEquals(PeerBook.MAX_PEERS, book.size());
    assertFalse(book.add(publicPeer(-1, 1), PeerSource.PEX), "by hand, although it failed");
    assertFalse(book.add(publicPeer(-2, 1), PeerSource.PEX), "connected");
    for (int i = 0; i < PeerBook.MAX_PEERS - 2; i++) {
      assertTrue(book.add(publicPeer(100_000 + i, 1), PeerSource.TRACKER), "trusted more");
    }
    assertFalse(book.add(publicPeer(200_000, 1), PeerSource.PEX), "trusted less");
    assertEquals(PeerBook.MAX_PEERS, book.size());
    assertFalse(book.add(publicPeer(100_000, 1), PeerSource.MANUAL), "known");
  }

  @Test
  void whoIsNotKnownChangesNothing() {
    book.failed(peer(1, 1), NOW);
    book.disconnected(peer(1, 1), NOW);
    book.isSeed(peer(1, 1));
    assertEquals(0, book.size());
    assertNull(book.next(NOW));
  }
}

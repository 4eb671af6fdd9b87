package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.PeerAddress;
import io.skep.client.LonelyTorrent.Peer;
import io.skep.protocol.PeerExchange;
import io.skep.protocol.PeerMessage;
import io.skep.protocol.PeerWireException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PeerGossipTest {
  private static final int PEER_EXCHANGE_ID = 8;
  private final LonelyTorrent torrent = new LonelyTorrent(content());
  private final PeerGossip gossip = new PeerGossip();
  private final List<PeerConnection> peers = new ArrayList<>();
  private final Peer hearer = peer();

  private static TestContent content() {
    TreeMap<String, Integer> lengths = new TreeMap<>();
    lengths.put("film", 100_000);
    return TestContent.of(TestContent.Format.V1, 32 * 1024, lengths, new Random(1));
  }

  @AfterEach
  void close() throws Exception {
    torrent.close();
  }

  private Peer peer() {
    Peer peer = torrent.connect(true).introduce(0, 0);
    peers.add(peer.connection);
    return peer;
  }

  private List<PeerExchange> heard() {
    List<PeerExchange> heard = new ArrayList<>();
    for (byte[] payload : hearer.sent(PEER_EXCHANGE_ID)) {
      try {
        heard.add(PeerExchange.read(payload));
      } catch (PeerWireException e) {
        throw new IllegalStateException(e);
      }
    }
    return heard;
  }

  private PeerExchange round() {
    torrent.pass(Duration.ofSeconds(PeerGossip.ROUND_SECONDS));
    gossip.round(peers);
    List<PeerExchange> heard = heard();
    assertTrue(heard.size() <= 1);
    return heard.isEmpty() ? PeerExchange.of(List.of(), List.of()) : heard.get(0);
  }

  private static Set<PeerAddress> added(PeerExchange message) {
    Set<PeerAddress> added = new HashSet<>();
    message.addedPeers().forEach(peer -> added.add(peer.address()));
    return added;
  }

  private static Set<PeerAddress> dropped(PeerExchange message) {
    Set<PeerAddress> dropped = new HashSet<>();
    message.dropped().entries().forEach(entry -> dropped.add(entry.address()));
    return dropped;
  }

  @Test
  void whoCameAndLeftIsToldOnce() {
    Peer one = peer();
    Peer other = peer();
    PeerExchange first = round();
    assertEquals(Set.of(one.connection.address(), other.connection.address()), added(first));
    assertEquals(Set.of(), dropped(first));
    assertEquals(Set.of(), added(round()));

    peers.remove(one.connection);
    Peer third = peer();
    PeerExchange second = round();
    assertEquals(Set.of(third.connection.address()), added(second));
    assertEquals(Set.of(one.connection.address()), dropped(second));
    assertEquals(0, round().dropped().size());
  }

  @Test
  void atMostFiftyAreToldAtOnceAndTheRestLater() {
    for (int i = 0; i < 120; i++) {
      peer();
    }
    Set<PeerAddress> told = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      PeerExchange message = round();
      assertTrue(message.added().size() <= PeerExchange.MAX_SENT);
      assertTrue(told.stream().noneMatch(added(message)::contains));
      told.addAll(added(message));
    }
    assertEquals(120, told.size());

    peers.removeIf(peer -> peer != hearer.connection);
    assertEquals(PeerExchange.MAX_SENT, round().dropped().size());
    assertEquals(PeerExchange.MAX_SENT, round().dropped().size());
    assertEquals(20, round().dropped().size());
  }

  @Test
  void theFlagsFitTheirPeers() {
    PeerAddress six =
        PeerAddress.of(new byte[] {0x20, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 9);
    PeerAddress four = PeerAddress.ipv4(0x01020304, 10);
    PeerAddress otherSix =
        PeerAddress.of(new byte[] {0x20, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 9);
    PeerAddress otherFour = PeerAddress.ipv4(0x04030201, 10);
    peers.add(seed(torrent.connect(true, six, true)).connection);
    peers.add(torrent.connect(true, four, true).connection);
    peers.add(torrent.connect(true, otherSix, true).connection);
    peers.add(seed(torrent.connect(true, otherFour, true)).connection);

    for (PeerExchange.Peer told : round().addedPeers()) {
      boolean isSeed = told.address().equals(six) || told.address().equals(otherFour);
      assertEquals(isSeed, told.has(PeerExchange.SEED), told.toString());
      assertTrue(told.has(PeerExchange.REACHABLE));
      assertFalse(told.has(PeerExchange.ENCRYPTION));
    }
  }

  private static Peer seed(Peer peer) {
    peer.receive(PeerMessage.HaveAll.MESSAGE);
    return peer;
  }

  @Test
  void whoCameToUsIsToldWithThePortThatItListensOn() {
    PeerAddress from = PeerAddress.ipv4(0x01020304, 50_000);
    peers.add(torrent.connect(true, from, false).introduce(0, 7777).connection);
    // Nobody knows where this one listens.
    peers.add(torrent.connect(true, PeerAddress.ipv4(0x01020305, 50_000), false).connection);

    List<PeerExchange.Peer> told = round().addedPeers();
    assertEquals(1, told.size());
    assertEquals(from.withPort(7777), told.get(0).address());
    assertFalse(told.get(0).has(PeerExchange.REACHABLE));
  }

  @Test
  void whoDoesNotWantToKnowIsToldNothing() {
    Peer silent = torrent.connect(true);
    peers.add(silent.connection);
    peer();
    round();
    assertEquals(List.of(), silent.sent());
  }

  @Test
  void nobodyIsToldMoreThanOnceAMinute() {
    gossip.tell(hearer.connection, peers);
    peer();
    gossip.tell(hearer.connection, peers);
    assertEquals(1, heard().size());
    for (int i = 0; i < 40; i++) {
      torrent.pass(Duration.ofSeconds(1));
      peer();
      gossip.tell(hearer.connection, peers);
    }
    assertEquals(0, heard().size());
    torrent.pass(Duration.ofSeconds(20));
    gossip.tell(hearer.connection, peers);
    assertEquals(1, heard().size());
  }

  @Test
  void nobodyMayTellUsMoreThanOnceAMinute() {
    assertTrue(gossip.mayTell(hearer.connection, torrent.now()));
    int heard = 0;
    for (int i = 0; i < 600; i++) {
      torrent.pass(Duration.ofSeconds(1));
      heard += gossip.mayTell(hearer.connection, torrent.now()) ? 1 : 0;
    }
    assertTrue(heard >= 10 && heard <= 14, heard + " times in ten minutes");
  }

  @Test
  void whoComesAgainIsToldAllAgain() {
    Peer one = peer();
    assertEquals(Set.of(one.connection.address()), added(round()));
    gossip.left(hearer.connection);
    assertEquals(Set.of(one.connection.address()), added(round()));
  }
}

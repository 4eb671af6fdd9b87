package io.skep.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerExchangeTest {
  private static final PeerAddress ONE = PeerAddress.ipv4(0x61626364, 0x6566);
  private static final PeerAddress TWO = PeerAddress.ipv4(0x67686970, 0x7172);
  private static final PeerAddress SIX =
      new PeerAddress(0x4142434445464748L, 0x494a4b4c4d4e4f50L, 0x5152);

  @Test
  void saysWhomItMetAndLost() throws PeerWireException {
    PeerExchange exchange =
        PeerExchange.of(
            List.of(
                new PeerExchange.Peer(SIX, 0x41),
                new PeerExchange.Peer(ONE, 0x42),
                new PeerExchange.Peer(TWO, 0x53)),
            List.of(SIX, TWO));
    String text =
        "d5:added12:abcdefghipqr7:added.f2:BS6:added618:ABCDEFGHIJKLMNOPQR8:added6.f1:A"
            + "7:dropped6:ghipqr8:dropped618:ABCDEFGHIJKLMNOPQRe";
    assertEquals(text, Samples.text(exchange.bytes()));
    assertEquals(exchange, read(text));
    assertEquals(
        List.of(
            new PeerExchange.Peer(ONE, 0x42),
            new PeerExchange.Peer(TWO, 0x53),
            new PeerExchange.Peer(SIX, 0x41)),
        exchange.addedPeers());
  }

  @Test
  void flagsSayWhatAPeerIs() {
    PeerExchange.Peer peer = new PeerExchange.Peer(ONE, 0x12);
    assertTrue(peer.has(PeerExchange.SEED));
    assertTrue(peer.has(PeerExchange.REACHABLE));
    assertFalse(peer.has(PeerExchange.ENCRYPTION));
  }

  @Test
  void nobodyIsAnAnswerToo() throws PeerWireException {
    assertEquals(PeerExchange.of(List.of(), List.of()), read("de"));
    assertEquals(PeerExchange.of(List.of(), List.of()), read("d5:addedi1e7:droppedlee"));
  }

  @Test
  void missingFlagsAreNone() throws PeerWireException {
    PeerExchange exchange = read("d5:added12:abcdefghipqr7:added.f1:\u00FFe");
    assertEquals(0xFF, exchange.addedPeers().get(0).flags());
    assertEquals(0, exchange.addedPeers().get(1).flags());
  }

  @Test
  void flagsTooManyAreNoOnes() throws PeerWireException {
    PeerExchange exchange =
        read(
            "d5:added6:abcdef7:added.f9:AAAAAAAAA6:added6" + "18:ABCDEFGHIJKLMNOPQR8:added6.f1:Be");
    assertEquals(
        List.of(new PeerExchange.Peer(ONE, 'A'), new PeerExchange.Peer(SIX, 'B')),
        exchange.addedPeers());
  }

  @Test
  void halfAPeerIsNone() throws PeerWireException {
    assertEquals(1, read("d5:added8:abcdefghe").added().size());
    assertEquals(0, read("d6:added617:ABCDEFGHIJKLMNOPQe").added().size());
  }

  @Test
  void noMoreThanTheBoundAreRead() throws PeerWireException {
    String many = "abcdef".repeat(5000);
    PeerExchange exchange = read("d5:added30000:" + many + "7:dropped30000:" + many + "e");
    assertEquals(PeerExchange.MAX_PEERS, exchange.addedPeers().size());
    assertEquals(PeerExchange.MAX_PEERS, exchange.dropped().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "le", "d5:added6:abcde"})
  void whatIsNoDictionaryIsRefused(String text) {
    assertThrows(PeerWireException.class, () -> read(text));
  }

  @Test
  void flagsForOthersAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new PeerExchange(PeerList.EMPTY, new byte[1], PeerList.EMPTY));
  }

  private static PeerExchange read(String text) throws PeerWireException {
    return PeerExchange.read(Samples.bytes(text));
  }
}

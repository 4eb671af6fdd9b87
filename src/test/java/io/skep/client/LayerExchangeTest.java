package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.metainfo.HashLayers;
import io.skep.metainfo.Metainfo;
import io.skep.protocol.HashRange;
import io.skep.protocol.PeerMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LayerExchangeTest {
  private static final int PIECE = 16 * 1024;
  private static final int FILES = 12;

  /** A peer that is told when to answer. */
  private static final class Asked implements LayerExchange.Peer {
    final boolean isV2;
    final List<HashRange> questions = new ArrayList<>();
    String lie = "";

    Asked(boolean isV2) {
      this.isV2 = isV2;
    }

    @Override
    public boolean isV2() {
      return isV2;
    }

    @Override
    public void send(PeerMessage message) {
      questions.add(((PeerMessage.HashRequest) message).range());
    }

    @Override
    public void lied(String what) {
      lie = what;
    }
  }

  private static final TestContent CONTENT = content();

  private final HashLayers known = new HashLayers(CONTENT.metainfo());
  private Metainfo fetched = CONTENT.metainfo();
  private int completed;
  private LayerExchange exchange = new LayerExchange(fetched, () -> {});

  private static TestContent content() {
    TreeMap<String, Integer> lengths = new TreeMap<>();
    for (int file = 0; file < FILES; file++) {
      lengths.put("file " + file, (file + 2) * PIECE - file);
    }
    lengths.put("small", PIECE);
    return TestContent.of(TestContent.Format.V2, PIECE, lengths, new Random(1));
  }

  @BeforeEach
  void begin() throws Exception {
    fetched = Metainfo.ofInfo(CONTENT.metainfo().info(), List.of(), List.of());
    exchange = new LayerExchange(fetched, () -> completed++);
  }

  private byte[] right(HashRange range) {
    return Objects.requireNonNull(
        known.answer(
            range.root(), range.baseLayer(), range.index(), range.length(), range.proofLayers()));
  }

  private void answerAll(Asked peer, long now) {
    while (!peer.questions.isEmpty()) {
      HashRange range = peer.questions.remove(0);
      exchange.receive(peer, new PeerMessage.Hashes(range, right(range)), now);
    }
  }

  @Test
  void isNeededWhereNothingElseTellsWhatIsRight() throws Exception {
    assertTrue(LayerExchange.isNeededFor(fetched));
    assertFalse(LayerExchange.isNeededFor(CONTENT.metainfo()));
    for (TestContent.Format format :
        List.of(TestContent.Format.V1, TestContent.Format.HYBRID, TestContent.Format.V1_PADDED)) {
      TreeMap<String, Integer> lengths = new TreeMap<>();
      lengths.put("a", 3 * PIECE);
      Metainfo other = TestContent.of(format, PIECE, lengths, new Random(1)).metainfo();
      assertFalse(LayerExchange.isNeededFor(Metainfo.ofInfo(other.info(), List.of(), List.of())));
    }
  }

  @Test
  void onePeerThatAnswersIsEnough() {
    Asked peer = new Asked(true);
    exchange.ask(List.of(peer), 0);
    assertEquals(LayerExchange.MAX_ASKED, peer.questions.size());
    answerAll(peer, 0);
    assertEquals(1, completed);
    assertTrue(fetched.hashes().isComplete());
    assertArrayEquals(CONTENT.metainfo().torrent(), fetched.torrent());
    assertEquals("", peer.lie);
  }

  @Test
  void peersShareTheWork() {
    Asked one = new Asked(true);
    Asked other = new Asked(true);
    Asked old = new Asked(false);
    exchange.ask(List.of(old, one, other), 0);
    assertEquals(LayerExchange.MAX_ASKED, one.questions.size());
    assertEquals(LayerExchange.MAX_ASKED, other.questions.size());
    assertTrue(one.questions.stream().noneMatch(other.questions::contains));
    assertEquals(List.of(), old.questions);
    answerAll(one, 0);
    assertEquals(0, completed);
    answerAll(other, 0);
    assertEquals(1, completed);
  }

  @Test
  void aLiarIsFoundOutAndOthersAreAsked() {
    Asked liar = new Asked(true);
    exchange.ask(List.of(liar), 0);
    HashRange range = liar.questions.get(0);
    byte[] wrong = right(range);
    wrong[40] ^= 1;
    exchange.receive(liar, new PeerMessage.Hashes(range, wrong), 0);
    assertEquals("gave hashes that do not fit the torrent", liar.lie);
    exchange.left(liar);
    Asked honest = new Asked(true);
    exchange.ask(List.of(honest), 0);
    answerAll(honest, 0);
    assertEquals(1, completed);
  }

  @Test
  void oneWhoRefusesIsAskedAgainLater() {
    Asked peer = new Asked(true);
    exchange.ask(List.of(peer), 0);
    List.copyOf(peer.questions).forEach(range -> exchange.rejected(peer, range, 0));
    peer.questions.clear();
    exchange.ask(List.of(peer), LayerExchange.PAUSE_NANOS - 1);
    assertEquals(List.of(), peer.questions);
    exchange.ask(List.of(peer), LayerExchange.PAUSE_NANOS);
    answerAll(peer, LayerExchange.PAUSE_NANOS);
    assertEquals(1, completed);
    assertEquals("", peer.lie);
  }

  @Test
  void whoIsSilentHoldsNobodyUpAndMayStillAnswer() {
    Asked silent = new Asked(true);
    Asked other = new Asked(true);
    exchange.ask(List.of(silent), 0);
    List<HashRange> first = List.copyOf(silent.questions);
    exchange.ask(List.of(silent, other), LayerExchange.TIMEOUT_NANOS);
    assertTrue(other.questions.stream().noneMatch(first::contains));
    answerAll(other, LayerExchange.TIMEOUT_NANOS);
    assertEquals(0, completed);
    exchange.ask(List.of(silent, other), LayerExchange.TIMEOUT_NANOS + 1);
    assertEquals(first.size(), silent.questions.size());
    assertTrue(other.questions.containsAll(first));
    answerAll(silent, LayerExchange.TIMEOUT_NANOS + 2);
    assertEquals(1, completed);
    // The other's answers come too late, and hurt nobody.
    answerAll(other, LayerExchange.TIMEOUT_NANOS + 3);
    assertEquals(1, completed);
    assertEquals("", silent.lie + other.lie);
  }

  @Test
  void whatNobodyAskedForIsPassedOver() {
    Asked peer = new Asked(true);
    Asked stranger = new Asked(true);
    exchange.ask(List.of(peer), 0);
    HashRange range = peer.questions.get(0);
    exchange.receive(stranger, new PeerMessage.Hashes(range, new byte[0]), 0);
    exchange.rejected(stranger, range, 0);
    HashRange unknown = new HashRange(new byte[32], 0, 0, 2, 0);
    exchange.receive(peer, new PeerMessage.Hashes(unknown, new byte[64]), 0);
    exchange.rejected(peer, unknown, 0);
    assertEquals("", peer.lie + stranger.lie);
    answerAll(peer, 0);
    assertEquals(1, completed);
  }

  @Test
  void whatALeaverWasAskedForOthersAre() {
    Asked leaver = new Asked(true);
    exchange.ask(List.of(leaver), 0);
    exchange.left(leaver);
    Asked other = new Asked(true);
    exchange.ask(List.of(other), 0);
    answerAll(other, 0);
    assertEquals(1, completed);
  }
}

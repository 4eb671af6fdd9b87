package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.client.PlayedSwarm.Player;
import io.skep.protocol.PeerMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a seed gives to those who ask. */
@SuppressWarnings("NullAway.Init") // JUnit sets the folder.
class PeerUploadTest {
  private static final int PIECES = 8;
  private static final int PIECE = 4 * Blocks.LENGTH;

  /** So many blocks are being read before the rest waits. */
  private static final int WINDOW = 4;

  @TempDir Path folder;
  private PlayedSwarm swarm;
  private Player player;

  @BeforeEach
  void seed() throws Exception {
    TreeMap<String, Integer> lengths = new TreeMap<>();
    lengths.put("film", PIECES * PIECE - 5000);
    TestContent content = TestContent.of(TestContent.Format.V1, PIECE, lengths, new Random(1));
    content.writeTo(folder);
    swarm = new PlayedSwarm(content, folder, 0, new Random(1));
    assertTrue(swarm.content.tracker().isWhole());
    player = swarm.join(true);
  }

  @AfterEach
  void close() throws Exception {
    swarm.close();
  }

  private PeerUpload upload() {
    return player.peer.connection.upload();
  }

  private static PeerMessage.Request request(int piece, int block) {
    return new PeerMessage.Request(piece, block * Blocks.LENGTH, Blocks.LENGTH);
  }

  /** What it was sent, each message in a word or two. */
  private List<String> sent() {
    swarm.runAll();
    List<String> words = new ArrayList<>();
    for (PeerMessage message : player.peer.sent()) {
      if (message instanceof PeerMessage.Block block) {
        words.add("block " + block.piece() + ":" + block.begin() / Blocks.LENGTH);
      } else if (message instanceof PeerMessage.Reject reject) {
        words.add("reject " + reject.piece() + ":" + reject.begin() / Blocks.LENGTH);
      } else {
        words.add(message.getClass().getSimpleName());
      }
    }
    return words;
  }

  @Test
  void requestsAreAnsweredInTheirOrder() {
    upload().unchoke(true);
    List<String> expected = new ArrayList<>(List.of("Unchoke"));
    for (int i = 5 * WINDOW - 1; i >= 0; i--) {
      player.says(request(i / 4, i % 4));
      expected.add("block " + i / 4 + ":" + i % 4);
    }
    assertEquals(expected, sent());
    assertEquals(5 * PIECE, upload().total());
  }

  @Test
  void whoIsChokedIsRefusedButForWhatIsAllowedFast() {
    upload().allowFast(3);
    player.says(request(2, 0));
    player.says(request(3, 0));
    assertEquals(List.of("AllowedFast", "reject 2:0", "block 3:0"), sent());
  }

  @Test
  void whoIsChokedIsRefusedWhatItWaitedFor() {
    upload().unchoke(true);
    for (int i = 0; i < 2 * WINDOW; i++) {
      player.says(request(i / 4, i % 4));
    }
    upload().unchoke(false);
    List<String> sent = sent();
    // Those that were being read are sent all the same.
    assertEquals(2 + 2 * WINDOW, sent.size());
    assertEquals(List.of("Unchoke", "Choke", "reject 1:0"), sent.subList(0, 3));
    assertEquals("block 0:3", sent.get(sent.size() - 1));
  }

  @Test
  void whatIsCancelledIsNotSentAndSaidSoOnce() {
    upload().unchoke(true);
    for (int i = 0; i <= WINDOW; i++) {
      player.says(request(i / 4, i % 4));
    }
    player.says(new PeerMessage.Cancel(1, 0, Blocks.LENGTH));
    player.says(new PeerMessage.Cancel(1, 0, Blocks.LENGTH));
    player.says(new PeerMessage.Cancel(7, 0, Blocks.LENGTH));
    List<String> sent = sent();
    assertEquals(2 + WINDOW, sent.size());
    assertEquals("reject 1:0", sent.get(1));
    assertFalse(sent.contains("block 1:0"));
  }

  @Test
  void aPeerThatDoesNotSpeakFastIsRefusedWithoutAWord() {
    player = swarm.join(false);
    player.says(request(2, 0));
    assertEquals(List.of(), sent());
  }

  @Test
  void whatIsNotInTheTorrentClosesIt() {
    int last = PIECE - 5000;
    PeerMessage.Request[] nonsense = {
      new PeerMessage.Request(PIECES, 0, 1),
      new PeerMessage.Request(Integer.MAX_VALUE, 0, 1),
      new PeerMessage.Request(0, PIECE, 1),
      new PeerMessage.Request(0, PIECE - 1, 2),
      new PeerMessage.Request(0, Integer.MAX_VALUE, Integer.MAX_VALUE),
      new PeerMessage.Request(0, 0, 0),
      new PeerMessage.Request(0, 0, PIECE + 1),
      new PeerMessage.Request(PIECES - 1, last, 1),
      new PeerMessage.Request(PIECES - 1, last - 1, 2),
    };
    for (PeerMessage.Request request : nonsense) {
      player = swarm.join(true);
      upload().unchoke(true);
      player.says(request);
      assertTrue(player.isGone(), request.toString());
    }
    swarm.sweep();
  }

  @Test
  void anyPartOfAPieceMayBeAskedFor() {
    upload().unchoke(true);
    player.says(new PeerMessage.Request(0, PIECE - 1, 1));
    player.says(new PeerMessage.Request(PIECES - 1, 3, PIECE - 5003));
    player.says(new PeerMessage.Request(1, 0, PIECE));
    assertEquals(4, sent().size());
    assertFalse(player.isGone());
  }

  @Test
  void whoAsksWithoutEndIsClosed() {
    upload().unchoke(true);
    int asked = 0;
    while (!player.isGone()) {
      // Nothing is read as long as the event loop has no turn.
      player.says(new PeerMessage.Request(asked % PIECES, asked / PIECES % 10_000, 1000));
      assertTrue(++asked <= 100_000);
    }
    assertTrue(asked > PeerUpload.MAX_QUEUE);
    swarm.sweep();
  }

  @Test
  void whoAsksForTheSameAgainAndAgainGetsItOnce() {
    upload().unchoke(true);
    for (int i = 0; i < 100_000; i++) {
      player.says(request(1, 1));
    }
    assertTrue(sent().size() <= 2 + WINDOW);
    assertFalse(player.isGone());
  }

  @Test
  void aBlockThatWasReadForOneWhoHasLeftIsLetGoOf() {
    upload().unchoke(true);
    player.says(request(1, 1));
    player.leaves();
    swarm.runAll();
    // That nothing is left is looked at when all is closed.
    assertTrue(player.isGone());
  }
}

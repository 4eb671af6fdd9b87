package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.client.PlayedSwarm.Player;
import io.skep.protocol.PeerMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is asked of whom, whatever peers do: what they were asked for and what we think they were.
 */
@SuppressWarnings("NullAway.Init") // JUnit sets the folder.
class RequestsTest {
  private static final int PIECE = 4 * Blocks.LENGTH;
  private static final Duration SECOND = Duration.ofSeconds(1);

  @TempDir Path folder;

  private static TestContent content(int pieces) {
    return content(pieces, PIECE);
  }

  private static TestContent content(int pieces, int length) {
    TreeMap<String, Integer> lengths = new TreeMap<>();
    lengths.put("film", pieces * length - 5000);
    return TestContent.of(TestContent.Format.V1, length, lengths, new Random(pieces));
  }

  private PlayedSwarm swarm(int pieces) {
    return new PlayedSwarm(content(pieces), folder, 0, new Random(pieces));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void whateverPeersDoTheCountsFitAndAllComesInTheEnd(long seed) throws Exception {
    play(content(24), seed, seed % 4 == 0 ? 400_000 : 0, false);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void soTheyDoWhereSeveralBlocksAreAskedForAtOnce(long seed) throws Exception {
    play(content(24, 16 * PIECE), seed, 0, true);
  }

  private void play(TestContent torrent, long seed, long limit, boolean isLong) throws Exception {
    Random random = new Random(seed);
    try (PlayedSwarm swarm = new PlayedSwarm(torrent, folder, limit, random)) {
      for (int step = 0; step < 4000; step++) {
        play(swarm, random, seed % 3 == 0, isLong);
        swarm.players.forEach(Player::listen);
        swarm.sweep();
        swarm.check();
      }
      end(swarm);
      assertEquals(isLong, swarm.longRequests > 0);
      assertTrue(swarm.liars.stream().allMatch(liar -> liar.ipv4() % 2 == 0), "one was wronged");
      assertEquals(seed % 3 == 0, swarm.badPieces > 0);
      assertEquals(seed % 3 == 0, !swarm.liars.isEmpty());
      assertArrayEquals(
          torrent.files().get("film"), Files.readAllBytes(TestContent.path(folder, "film")));
    }
  }

  private static void play(PlayedSwarm swarm, Random random, boolean withLiars, boolean isLong) {
    if (swarm.players.size() < 2 || random.nextInt(200) == 0) {
      Player newcomer = swarm.join(random.nextInt(3) > 0);
      if (isLong) {
        newcomer.takesLongRequests();
        giveMuch(newcomer);
      }
    }
    Player player = swarm.players.get(random.nextInt(swarm.players.size()));
    int piece = random.nextInt(24);
    switch (random.nextInt(40)) {
      case 0 -> player.says(PeerMessage.Choke.MESSAGE);
      case 1, 2, 3 -> player.says(PeerMessage.Unchoke.MESSAGE);
      case 4, 5, 6, 7, 8 -> player.says(new PeerMessage.Have(piece));
      case 9 -> {
        if (random.nextInt(20) == 0) {
          player.says(PeerMessage.HaveAll.MESSAGE);
        }
      }
      case 10 -> {
        if (random.nextInt(20) == 0) {
          BitSet some = BitSet.valueOf(new long[] {random.nextLong() & 0xFFFFFF});
          player.says(PeerConnection.bitfield(some, 24));
        }
      }
      case 11 -> player.download().lostPiece(piece);
      case 12 -> player.says(new PeerMessage.AllowedFast(piece));
      case 13 -> {
        if (random.nextInt(30) == 0) {
          player.leaves();
        }
      }
      case 14 -> swarm.pass(SECOND);
      case 15 -> {
        if (random.nextInt(20) == 0) {
          swarm.pass(Duration.ofSeconds(25));
        }
      }
      case 16 -> {
        ReadingWindows.Window window = swarm.windows.open(piece, piece + 2);
        swarm.players.forEach(one -> one.download().cancelOutside(swarm.windows));
        swarm.windows.close(window);
      }
      case 17 -> swarm.runAll();
      case 18 -> any(player.requests, random, player::rejects);
      case 19 -> any(player.cancelled, random, player::rejects);
      case 20, 21 -> any(player.cancelled, random, request -> player.sends(request, true));
      case 22 -> {
        int begin = random.nextInt(4) * Blocks.LENGTH;
        if (piece < 23 && random.nextInt(10) == 0) {
          player.sends(new PeerMessage.Request(piece, begin, Blocks.LENGTH), true);
        }
      }
      case 23, 24 -> swarm.runOne();
      default -> {
        // Even peers lie.
        boolean isGood =
            !withLiars || player.peer.connection.address().ipv4() % 2 == 1 || random.nextInt(3) > 0;
        any(player.requests, random, request -> player.sends(request, isGood));
      }
    }
  }

  /** Gives so much that it is asked for more than one block at once. */
  private static void giveMuch(Player player) {
    player.says(PeerMessage.HaveAll.MESSAGE);
    player.says(PeerMessage.Unchoke.MESSAGE);
    player.listen();
    for (int i = 0; i < 80 && !player.requests.isEmpty(); i++) {
      player.sends(player.requests.get(0), true);
      player.listen();
    }
  }

  private static void any(
      List<PeerMessage.Request> requests,
      Random random,
      java.util.function.Consumer<PeerMessage.Request> action) {
    if (!requests.isEmpty()) {
      // Mostly in their order, as peers do.
      int index = random.nextInt(3) > 0 ? 0 : random.nextInt(requests.size());
      action.accept(requests.get(index));
    }
  }

  /** One who gives all comes; those who are there do nothing more. */
  private static void end(PlayedSwarm swarm) {
    Player seed = swarm.join(true);
    seed.says(PeerMessage.HaveAll.MESSAGE);
    seed.says(PeerMessage.Unchoke.MESSAGE);
    for (int step = 0; step < 2000 && !swarm.content.tracker().isComplete(); step++) {
      swarm.players.forEach(Player::listen);
      for (PeerMessage.Request request : List.copyOf(seed.requests)) {
        if (seed.requests.contains(request)) {
          seed.sends(request, true);
        }
      }
      swarm.runAll();
      swarm.sweep();
      swarm.pass(SECOND);
      swarm.check();
    }
    assertTrue(swarm.content.tracker().isComplete(), "it never completes");
  }

  private Player giver(PlayedSwarm swarm, boolean fast) {
    Player player = swarm.join(fast);
    player.says(PeerMessage.HaveAll.MESSAGE);
    player.says(PeerMessage.Unchoke.MESSAGE);
    player.listen();
    return player;
  }

  @Test
  void whoHasNothingNewIsNotAsked() throws Exception {
    try (PlayedSwarm swarm = swarm(4)) {
      Player player = swarm.join(true);
      player.says(PeerMessage.Unchoke.MESSAGE);
      assertFalse(player.download().isInterested());
      player.says(new PeerMessage.Have(2));
      player.listen();
      assertTrue(player.download().isInterested());
      assertEquals(4, player.requests.size());
    }
  }

  @Test
  void whoSnubsUsIsAskedForOneAndOthersForTheRest() throws Exception {
    try (PlayedSwarm swarm = swarm(2)) {
      Player silent = giver(swarm, true);
      assertEquals(8, silent.requests.size());
      for (int i = 0; i < 22; i++) {
        swarm.pass(SECOND);
      }
      silent.listen();
      assertTrue(silent.download().isSnubbing());
      assertEquals(1, silent.requests.size());
      assertEquals(8, silent.cancelled.size());
      assertEquals(7, giver(swarm, true).requests.size());
    }
  }

  @Test
  void blocksThatWereCancelledMayStillComeAndAreOfUse() throws Exception {
    try (PlayedSwarm swarm = swarm(2)) {
      Player late = giver(swarm, true);
      for (int i = 0; i < 22; i++) {
        swarm.pass(SECOND);
      }
      late.listen();
      for (PeerMessage.Request request : List.copyOf(late.cancelled)) {
        late.sends(request, true);
        late.listen();
      }
      swarm.runAll();
      assertFalse(late.isGone());
      assertFalse(late.download().isSnubbing());
      assertTrue(swarm.content.tracker().isComplete());
      assertEquals(0, swarm.content.wasted());
    }
  }

  @Test
  void howeverOftenAReaderJumpsNobodyIsBlamedForBlocksOnTheirWay() throws Exception {
    try (PlayedSwarm swarm = swarm(320)) {
      Player giver = giver(swarm, true);
      for (int jump = 0; jump < 200; jump++) {
        ReadingWindows.Window window = swarm.windows.open(jump, jump + 1);
        giver.download().cancelOutside(swarm.windows);
        giver.listen();
        for (PeerMessage.Request request : List.copyOf(giver.cancelled)) {
          // A block that came before is not taken twice.
          giver.sends(request, true);
        }
        giver.listen();
        swarm.windows.close(window);
        assertFalse(giver.isGone(), "after " + jump + " jumps");
      }
    }
  }

  @Test
  void whoSendsWithoutBeingAskedIsClosed() throws Exception {
    try (PlayedSwarm swarm = swarm(2)) {
      Player player = swarm.join(true);
      int sent = 0;
      while (!player.isGone()) {
        player.sends(new PeerMessage.Request(0, 0, Blocks.LENGTH), true);
        assertTrue(++sent <= 1000);
      }
      assertTrue(sent > 100);
    }
  }

  @Test
  void whoRefusesIsNotAskedAgainAtOnceButLater() throws Exception {
    try (PlayedSwarm swarm = swarm(1)) {
      Player refusing = giver(swarm, true);
      int refused = 0;
      while (!refusing.requests.isEmpty()) {
        refusing.rejects(refusing.requests.get(0));
        refusing.listen();
        assertTrue(++refused < 100, "it is asked in circles");
      }
      for (int i = 0; i < 62; i++) {
        swarm.pass(SECOND);
      }
      refusing.listen();
      assertEquals(4, refusing.requests.size());
    }
  }

  @Test
  void aPieceOfOneAloneIsEverybodysWhenThatOneGivesNothing() throws Exception {
    for (int how = 0; how < 3; how++) {
      try (PlayedSwarm swarm =
          new PlayedSwarm(content(1), folder.resolve("" + how), 0, new Random(how))) {
        Player liar = giver(swarm, true);
        Player honest = giver(swarm, true);
        liar.sends(liar.requests.get(0), false);
        liar.listen();
        honest.listen();
        while (swarm.badPieces == 0) {
          honest.listen();
          Player next = honest.requests.isEmpty() ? liar : honest;
          next.listen();
          next.sends(next.requests.get(0), true);
          swarm.runAll();
        }
        liar.listen();
        honest.listen();
        PartialPiece partial = Objects.requireNonNull(swarm.content.tracker().partial(0));
        Player only = partial.onlyFor() == liar.download() ? liar : honest;
        Player other = only == liar ? honest : liar;
        assertEquals(only.download(), partial.onlyFor());
        if (how == 0) {
          only.says(PeerMessage.Choke.MESSAGE);
        } else if (how == 1) {
          only.leaves();
        } else {
          for (int i = 0; i < 22; i++) {
            swarm.pass(SECOND);
          }
        }
        assertNull(Objects.requireNonNull(swarm.content.tracker().partial(0)).onlyFor());
        for (int i = 0; i < 25; i++) {
          swarm.pass(SECOND);
        }
        other.listen();
        assertFalse(other.requests.isEmpty(), "nobody else is asked");
      }
    }
  }

  @Test
  void aBlockOfTheWrongLengthIsOfNoUse() throws Exception {
    try (PlayedSwarm swarm = swarm(1)) {
      Player player = giver(swarm, true);
      PeerMessage.Request first = player.requests.get(0);
      player.sends(new PeerMessage.Request(first.piece(), first.begin(), 1000), true);
      player.sends(new PeerMessage.Request(first.piece(), first.begin() + 1, 1000), true);
      assertEquals(2000, swarm.content.wasted());
      assertTrue(player.download().hasAsked(first.piece(), 0));
    }
  }
}

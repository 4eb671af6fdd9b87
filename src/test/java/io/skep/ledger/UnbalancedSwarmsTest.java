package io.skep.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.storage.CreditLine;
import io.skep.storage.LedgerBatch;
import io.skep.storage.StorageException;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnbalancedSwarmsTest {
  private static final long GIB = 1L << 30;
  private static final long NOW = 2_000_000_000;
  private static final long SEEDER = 1;
  private static final long CHEAT = 66;

  private final MemoryLedgerStore store = new MemoryLedgerStore();
  private final MemoryFindingStore kept = new MemoryFindingStore();
  private final Findings findings = new Findings(kept, 1000, new ListLogger(new ArrayList<>()));
  private final UnbalancedSwarms unbalanced =
      new UnbalancedSwarms(store, CheatSettings.DEFAULTS.unbalancedSwarms(), findings);
  private int batches;

  private void moved(long user, long torrent, long uploaded, long downloaded) {
    CreditLine line =
        new CreditLine(
            NOW,
            user,
            torrent,
            1,
            CreditLine.Reason.ANNOUNCE,
            uploaded,
            downloaded,
            uploaded,
            downloaded,
            100,
            100,
            "");
    store.commit(new LedgerBatch("batch" + batches++, NOW, List.of(), List.of(line), List.of()));
  }

  /** The seeder gives 100 GiB to ten others; what they say they took may be less. */
  private void honest(long torrent, long missing) {
    moved(SEEDER, torrent, 100 * GIB, 0);
    for (int leecher = 10; leecher < 20; leecher++) {
      moved(leecher, torrent, 0, 10 * GIB - missing);
    }
  }

  private List<Long> found() throws StorageException {
    unbalanced.run(NOW);
    findings.flush();
    return kept.kept.stream().map(finding -> finding.user()).toList();
  }

  @Test
  void anHonestSiteHasNothing() throws StorageException {
    for (int torrent = 1; torrent <= 30; torrent++) {
      honest(torrent, 0);
    }
    assertEquals(List.of(), found());
    assertEquals(0, unbalanced.unbalanced());
  }

  @Test
  void someThatLeftWithoutAWordAreLetPass() throws StorageException {
    for (int torrent = 1; torrent <= 30; torrent++) {
      honest(torrent, GIB * 9 / 10);
    }
    assertEquals(List.of(), found());
  }

  @Test
  void theOneInAllOfThemIsFoundAndTheSeederIsNot() throws StorageException {
    for (int torrent = 1; torrent <= 30; torrent++) {
      honest(torrent, 0);
    }
    for (int torrent = 1; torrent <= 8; torrent++) {
      moved(CHEAT, torrent, 50 * GIB, 10 * GIB);
    }
    assertEquals(List.of(CHEAT), found());
    assertEquals(8, unbalanced.unbalanced());
    JsonObject evidence = new JsonObject(kept.kept.get(0).evidence());
    assertEquals(8, evidence.getInteger("unbalanced_swarms"));
    assertEquals(8, evidence.getInteger("swarms_given_in"));
    assertEquals(8, evidence.getJsonArray("torrents").size());
    assertEquals(
        50 * GIB, evidence.getJsonArray("torrents").getJsonObject(0).getLong("given_by_user"));
    assertEquals(0, kept.kept.get(0).torrent());
  }

  @Test
  void whoMakesGoodWhatWasTakenIsFoundThough() throws StorageException {
    for (int torrent = 1; torrent <= 6; torrent++) {
      honest(torrent, 0);
      // Takes honestly and says it gave as much: its own balance is right.
      moved(SEEDER, torrent, 30 * GIB, 0);
      moved(CHEAT, torrent, 30 * GIB, 30 * GIB);
    }
    for (int torrent = 7; torrent <= 30; torrent++) {
      honest(torrent, 0);
    }
    assertEquals(List.of(CHEAT), found());
  }

  @Test
  void severalCheatsInTheSameSwarmsAreFound() throws StorageException {
    for (int torrent = 1; torrent <= 30; torrent++) {
      honest(torrent, 0);
    }
    for (int torrent = 1; torrent <= 8; torrent++) {
      moved(CHEAT, torrent, 50 * GIB, 0);
      moved(CHEAT + 1, torrent, 60 * GIB, 0);
    }
    assertEquals(List.of(CHEAT, CHEAT + 1), found().stream().sorted().toList());
  }

  @Test
  void aSeederMostOfWhoseSwarmsHaveTheCheatIsNotBlamed() throws StorageException {
    for (int torrent = 1; torrent <= 10; torrent++) {
      honest(torrent, 0);
    }
    for (int torrent = 1; torrent <= 6; torrent++) {
      moved(CHEAT, torrent, 50 * GIB, 0);
    }
    assertEquals(List.of(CHEAT), found());
  }

  @Test
  void aSeederOfManyIsNotBlamedForTheFewWhereOthersLied() throws StorageException {
    for (int torrent = 1; torrent <= 30; torrent++) {
      honest(torrent, 0);
    }
    for (int torrent = 1; torrent <= 8; torrent++) {
      moved(CHEAT + torrent, torrent, 50 * GIB, 0);
    }
    assertEquals(List.of(), found());
    assertEquals(8, unbalanced.unbalanced());
  }

  @Test
  void ofVeryManyTheGreatestAreLookedInto() throws StorageException {
    for (int torrent = 1; torrent <= UnbalancedSwarms.MAX_SWARMS + 300; torrent++) {
      moved(CHEAT, torrent, 5 * GIB + torrent, 0);
    }
    assertEquals(List.of(CHEAT), found());
    JsonObject evidence = new JsonObject(kept.kept.get(0).evidence());
    assertEquals(UnbalancedSwarms.MAX_SWARMS, evidence.getInteger("unbalanced_swarms"));
    assertEquals(
        UnbalancedSwarms.MAX_SWARMS + 300,
        evidence.getJsonArray("torrents").getJsonObject(0).getInteger("torrent"));
  }

  @Test
  void aFewSwarmsSayNothing() throws StorageException {
    for (int torrent = 1; torrent <= 4; torrent++) {
      honest(torrent, 0);
      moved(CHEAT, torrent, 500 * GIB, 0);
    }
    assertEquals(List.of(), found());
    assertEquals(4, unbalanced.unbalanced());
  }

  @Test
  void theSameIsNotFoundAgainAndAgain() throws StorageException {
    for (int torrent = 1; torrent <= 8; torrent++) {
      moved(CHEAT, torrent, 50 * GIB, 0);
    }
    assertEquals(1, unbalanced.run(NOW));
    assertEquals(0, unbalanced.run(NOW + 3600));
    assertEquals(0, unbalanced.run(NOW + 90_000));
    moved(CHEAT, 8, 5 * GIB, 0);
    assertEquals(1, unbalanced.run(NOW + 180_000));
  }

  @Test
  void aSurplusWithinWhatIsLetPassIsNone() throws StorageException {
    for (int torrent = 1; torrent <= 8; torrent++) {
      honest(torrent, 0);
      moved(CHEAT, torrent, 10 * GIB, 0);
      moved(CHEAT, 100 + torrent, GIB, 0);
    }
    assertEquals(List.of(), found());
  }

  @Test
  void theWorkHasABound() throws StorageException {
    for (int torrent = 1; torrent <= UnbalancedSwarms.MAX_SWARMS + 300; torrent++) {
      moved(CHEAT + torrent % 20, torrent, (2L + torrent % 50) * GIB, 0);
      moved(CHEAT + 100, torrent, 2 * GIB, 0);
    }
    int found = unbalanced.run(NOW);
    assertTrue(found > 0 && found <= 21, found + " users");
    assertEquals(UnbalancedSwarms.MAX_SWARMS + 300, unbalanced.unbalanced());
  }

  @Test
  void evidenceListsNoMoreThanItSays() throws StorageException {
    for (int torrent = 1; torrent <= 300; torrent++) {
      moved(CHEAT, torrent, 5 * GIB, 0);
    }
    assertEquals(List.of(CHEAT), found());
    JsonObject evidence = new JsonObject(kept.kept.get(0).evidence());
    assertEquals(300, evidence.getInteger("unbalanced_swarms"));
    assertEquals(UnbalancedSwarms.MAX_LISTED, evidence.getJsonArray("torrents").size());
  }

  @Test
  void offLooksAtNothing() throws StorageException {
    moved(CHEAT, 1, 500 * GIB, 0);
    UnbalancedSwarms off =
        new UnbalancedSwarms(store, new CheatSettings.Unbalanced(RuleMode.OFF, 0, 0, 1), findings);
    assertEquals(0, off.run(NOW));
  }

  @Test
  void itCantAct() {
    assertThrows(
        IllegalArgumentException.class, () -> new CheatSettings.Unbalanced(RuleMode.ACT, 0, 0, 1));
  }
}

package io.skep.ledger;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import org.junit.jupiter.api.Test;

class GrowingLeftRuleTest {
  private final GrowingLeftRule rule = new GrowingLeftRule(CheatSettings.DEFAULTS.growingLeft());

  @Test
  void moreLeftThanBeforeIsFound() {
    assertNotNull(rule.examine(new Seen().left(Seen.GIB, 2 * Seen.GIB).build()));
    assertNotNull(rule.examine(Seen.seeder().left(0, Seen.GIB).build()));
  }

  @Test
  void lessOrAsMuchIsNot() {
    assertNull(rule.examine(new Seen().left(2 * Seen.GIB, Seen.GIB).build()));
    assertNull(rule.examine(new Seen().left(Seen.GIB, Seen.GIB).build()));
    assertNull(rule.examine(new Seen().left(Seen.GIB, 0).build()));
  }

  @Test
  void piecesWhoseHashDidNotFitAreLetPass() {
    assertNull(rule.examine(new Seen().left(Seen.GIB, Seen.GIB + 64 * Seen.MIB).build()));
    assertNotNull(rule.examine(new Seen().left(Seen.GIB, Seen.GIB + 64 * Seen.MIB + 1).build()));
  }

  @Test
  void soIsWhatTheClientSaysItThrewAwayAsFarAsItFetchedThat() {
    Seen seen = new Seen().left(Seen.GIB, 2 * Seen.GIB).corrupt(Long.MAX_VALUE);
    assertNull(rule.examine(seen.downloaded(Seen.GIB, 0).build()));
    assertNotNull(rule.examine(seen.downloaded(Seen.MIB, 0).build()));
  }

  @Test
  void aCheckOfTheFilesThatLeavesAndComesBackIsNotFound() {
    assertNull(rule.examine(new Seen().left(0, 50 * Seen.GIB).event(Event.STARTED).build()));
  }

  @Test
  void aMagnetLinkIsNotFoundWhateverItSaysBeforeItKnows() {
    long size = 50 * Seen.GIB;
    Seen magnet = new Seen().uploaded(0, 0).downloaded(0, 0);
    assertNull(rule.examine(magnet.left(-1, size).build()));
    assertNull(rule.examine(magnet.left(16 * 1024, size).build()));
    assertNull(rule.examine(magnet.left(0, size).build()));
    assertNull(rule.examine(magnet.left(size, AnnounceRequest.LEFT_UNKNOWN).build()));
    // It may have given and taken some already when it tells its size.
    Seen soon = new Seen().uploaded(Seen.MIB, Seen.MIB).downloaded(Seen.GIB, Seen.GIB);
    assertNull(rule.examine(soon.left(16 * 1024, size).build()));
  }

  @Test
  void whoHasGivenBeforeIsNoMagnetLink() {
    Seen seeder = Seen.seeder().uploaded(5 * Seen.GIB, Seen.GIB).left(0, Seen.GIB);
    assertNotNull(rule.examine(seeder.build()));
  }

  @Test
  void aFirstAnnounceHasNothingToGrowFrom() {
    assertNull(rule.examine(new Seen().left(0, 50 * Seen.GIB).first(Event.NONE).build()));
  }
}

package io.skep.ledger;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.skep.bittorrent.Event;
import org.junit.jupiter.api.Test;

class BeganCompleteRuleTest {
  private final BeganCompleteRule rule =
      new BeganCompleteRule(new TrackerUptime(Seen.NOW - 10_000, Seen.TIMES.patience()));

  private static Seen began() {
    return new Seen().left(-1, 0).uploaded(0, 0).downloaded(0, 0).first(Event.STARTED);
  }

  @Test
  void completeAtTheFirstAnnounceIsFound() {
    assertNotNull(rule.examine(began().build()));
    assertNotNull(rule.examine(began().event(Event.NONE).build()));
  }

  @Test
  void theFirstSeederHasBroughtTheContent() {
    assertNull(rule.examine(began().seeders(1).build()));
  }

  @Test
  void whoSeededHereBeforeComesBack() {
    assertNull(rule.examine(began().everSeeded().build()));
  }

  @Test
  void whoHasDownloadedIsComplete() {
    assertNull(rule.examine(began().downloaded(Seen.GIB, Seen.GIB).build()));
  }

  @Test
  void theOtherAddressFamilyIsNoFirstAnnounce() {
    assertNull(rule.examine(new Seen().left(0, 0).downloaded(0, 0).build()));
  }

  @Test
  void aLeecherIsNotComplete() {
    assertNull(rule.examine(new Seen().left(-1, 1).downloaded(0, 0).first(Event.STARTED).build()));
  }

  @Test
  void whileTheTrackerIsNewEverySeederIs() {
    BeganCompleteRule fresh =
        new BeganCompleteRule(new TrackerUptime(Seen.NOW, Seen.TIMES.patience()));
    assertNull(fresh.examine(began().at(Seen.NOW + Seen.TIMES.patience() - 1).build()));
    assertNotNull(fresh.examine(began().at(Seen.NOW + Seen.TIMES.patience()).build()));
  }
}

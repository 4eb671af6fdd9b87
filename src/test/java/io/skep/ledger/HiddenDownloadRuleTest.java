package io.skep.ledger;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import org.junit.jupiter.api.Test;

class HiddenDownloadRuleTest {
  private final HiddenDownloadRule rule =
      new HiddenDownloadRule(CheatSettings.DEFAULTS.hiddenDownload());

  @Test
  void aDownloadThatIsCompleteWithNothingDownloadedIsFound() {
    Seen hidden = new Seen().left(Seen.GIB, 0).downloaded(0, 0);
    assertNotNull(rule.examine(hidden.event(Event.COMPLETED).build()));
    assertNotNull(rule.examine(hidden.event(Event.NONE).build()));
  }

  @Test
  void soIsOneThatGetsOnStepByStep() {
    assertNotNull(
        rule.examine(new Seen().left(9 * Seen.GIB, 8 * Seen.GIB).downloaded(0, 0).build()));
  }

  @Test
  void soIsASmallOneThatSaysItIsComplete() {
    Seen small = new Seen().left(1000, 0).downloaded(0, 0);
    assertNotNull(rule.examine(small.event(Event.COMPLETED).build()));
    assertNotNull(rule.examine(small.first(Event.COMPLETED).build()));
  }

  @Test
  void oneThatWasDownloadedIsNot() {
    Seen honest = new Seen().left(Seen.GIB, 0).downloaded(Seen.GIB, Seen.GIB);
    assertNull(rule.examine(honest.event(Event.COMPLETED).build()));
  }

  /** All of a piece was fetched in the interval before, and was put together only now. */
  @Test
  void progressMayComeAfterTheBytes() {
    Seen late = new Seen().left(Seen.GIB, Seen.GIB - 512 * Seen.MIB).downloaded(2 * Seen.GIB, 0);
    assertNull(rule.examine(late.build()));
  }

  @Test
  void filesThatWereMovedAndFoundAgainAreNotFound() {
    Seen check = new Seen().left(50 * Seen.GIB, 0).downloaded(0, 0);
    assertNull(rule.examine(check.event(Event.STARTED).build()));
    assertNull(rule.examine(check.event(Event.NONE).everSeeded().build()));
  }

  @Test
  void theOnlySeederHasBroughtTheContent() {
    Seen uploader = new Seen().left(-1, 0).downloaded(0, 0).first(Event.COMPLETED);
    assertNull(rule.examine(uploader.seeders(1).build()));
    assertNotNull(rule.examine(uploader.seeders(2).build()));
  }

  /** Half of it was lost, which was told first; then comes what was sent before. */
  @Test
  void anAnnounceOfBeforeACheckOfTheFilesMayComeLate() {
    Seen late = new Seen().left(2 * Seen.GIB, Seen.GIB).uploaded(0, 0).downloaded(0, 0);
    assertNull(rule.examine(late.after(120).build()));
    assertNotNull(rule.examine(late.after(121).build()));
    assertNull(rule.examine(late.event(Event.STOPPED).build()));
    assertNotNull(rule.examine(late.left(Seen.GIB, 0).build()));
  }

  @Test
  void aPartialSeedHasFetchedItsPart() {
    Seen partial = new Seen().left(3 * Seen.GIB, Seen.GIB).downloaded(2 * Seen.GIB, 2 * Seen.GIB);
    assertNull(rule.examine(partial.event(Event.PAUSED).build()));
  }

  @Test
  void aMagnetLinkHasNoProgressBeforeItKnowsItsSize() {
    Seen magnet = new Seen().uploaded(0, 0).downloaded(0, 0);
    assertNull(rule.examine(magnet.left(-1, Seen.GIB).build()));
    assertNull(rule.examine(magnet.left(-1, AnnounceRequest.LEFT_UNKNOWN).build()));
    assertNull(rule.examine(magnet.left(Seen.GIB, AnnounceRequest.LEFT_UNKNOWN).build()));
    // Metadata came, and the files were there already.
    assertNull(rule.examine(magnet.left(16 * 1024, 0).build()));
  }
}

package io.skep.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.storage.Finding;
import io.skep.storage.FindingStore;
import io.skep.storage.StorageException;
import io.skep.storage.StorageUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private static final long DAY = 86_400;
  private static final long NOW = 20_000 * DAY;

  private final MemoryFindingStore store = new MemoryFindingStore();
  private final Findings findings = new Findings(store, 100, new ListLogger(new ArrayList<>()));

  private void found(long user, long torrent, long at, String evidence) {
    findings.found(SpeedRule.NAME, false, user, torrent, at, evidence);
  }

  @Test
  void theSameOnTheSameDayIsOneThatCounts() throws StorageException {
    found(1, 2, NOW, "{\"n\":1}");
    found(1, 2, NOW + 50, "{\"n\":2}");
    found(1, 3, NOW, "{}");
    found(1, 2, NOW + DAY, "{}");
    assertEquals(3, findings.flush());
    Finding one = store.kept.get(0);
    assertEquals(2, one.count());
    assertEquals(NOW, one.firstAt());
    assertEquals(NOW + 50, one.lastAt());
    assertEquals("{\"n\":2}", one.evidence());
    assertEquals(4, findings.count(SpeedRule.NAME));
    assertEquals(4, findings.counts().get(SpeedRule.NAME));
    assertEquals(0, findings.counts().get(GrowingLeftRule.NAME));
  }

  @Test
  void whatHasNoRoomIsCountedAndDropped() throws StorageException {
    for (int user = 1; user <= 150; user++) {
      found(user, 1, NOW, "{}");
    }
    assertEquals(100, findings.queued());
    assertEquals(50, findings.dropped());
    // One that waits already needs no room.
    found(1, 1, NOW, "{}");
    assertEquals(50, findings.dropped());
    assertEquals(100, findings.flush());
    assertEquals(0, findings.queued());
    assertEquals(151, findings.count(SpeedRule.NAME));
  }

  @Test
  void whileTheDatabaseIsAwayTheyWait() throws StorageException {
    store.fault = new StorageUnavailableException("away", null);
    found(1, 1, NOW, "{}");
    found(2, 1, NOW, "{}");
    assertThrows(StorageUnavailableException.class, findings::flush);
    assertEquals(2, findings.queued());
    found(1, 1, NOW + 1, "{}");
    assertThrows(StorageUnavailableException.class, findings::flush);
    store.fault = null;
    assertEquals(2, findings.flush());
    assertEquals(3, store.kept.stream().mapToInt(Finding::count).sum());
    assertEquals(0, findings.dropped());
  }

  @Test
  void whatWasPutBackKeepsToTheBoundToo() {
    // While the storage fails, more comes than there is room for.
    Findings full = new Findings(store, 1, new ListLogger(new ArrayList<>()));
    store.fault = new StorageUnavailableException("away", null);
    store.before = () -> full.found(SpeedRule.NAME, false, 2, 1, NOW, "{}");
    full.found(SpeedRule.NAME, false, 1, 1, NOW, "{}");
    assertThrows(StorageUnavailableException.class, full::flush);
    assertEquals(1, full.queued());
    assertEquals(1, full.dropped());
  }

  @Test
  void whatCantBeKeptForAnotherReasonIsNotTriedForEver() throws StorageException {
    store.fault = new StorageException("no", null);
    found(1, 1, NOW, "{}");
    assertThrows(StorageException.class, findings::flush);
    assertEquals(1, findings.dropped());
    assertEquals(0, findings.flush());
  }

  @Test
  void allAreKeptHoweverManyWait() throws StorageException {
    Findings many = new Findings(store, 5000, new ListLogger(new ArrayList<>()));
    for (int user = 1; user <= 1700; user++) {
      many.found(SpeedRule.NAME, false, user, 1, NOW, "{}");
    }
    assertEquals(1700, many.flush());
    assertEquals(1700, store.kept.size());
  }

  @Test
  void severalLoopsFindAtATime() throws Exception {
    Findings shared = new Findings(store, 100, new ListLogger(new ArrayList<>()));
    CountDownLatch done = new CountDownLatch(4);
    for (int thread = 0; thread < 4; thread++) {
      new Thread(
              () -> {
                for (int i = 0; i < 10_000; i++) {
                  shared.found(SpeedRule.NAME, false, 1 + i % 50, 1, NOW, "{}");
                }
                done.countDown();
              })
          .start();
    }
    while (!done.await(1, TimeUnit.MILLISECONDS)) {
      shared.flush();
    }
    shared.flush();
    assertEquals(40_000, store.kept.stream().mapToInt(Finding::count).sum());
    assertEquals(40_000, shared.count(SpeedRule.NAME));
  }

  @Test
  void aPersonAsksAndDecides() throws StorageException {
    found(1, 2, NOW, "{}");
    findings.flush();
    var query = new FindingStore.Query(SpeedRule.NAME, 0, 0, Optional.empty(), 0, 10);
    assertEquals(1, findings.find(query).size());
    assertEquals(1, findings.count(query));
    assertEquals(1, findings.get(1).orElseThrow().user());
    assertTrue(findings.decide(1, Finding.Decision.DISMISSED, "me", ""));
  }

  @Test
  void theLogIsToldOnceADay() {
    List<String> lines = new ArrayList<>();
    FindingLog log = new FindingLog(new ListLogger(lines));
    List<Finding> one = List.of(finding(1, NOW), finding(2, NOW));
    log.log(one);
    log.log(one);
    assertEquals(2, lines.size());
    assertTrue(lines.get(0).contains("user 1 in torrent 9"), lines.get(0));
    log.log(List.of(finding(1, NOW + DAY)));
    assertEquals(3, lines.size());
  }

  @Test
  void cheatsCantFillTheLog() {
    List<String> lines = new ArrayList<>();
    FindingLog log = new FindingLog(new ListLogger(lines));
    List<Finding> many = new ArrayList<>();
    for (int user = 1; user <= 3 * FindingLog.MAX_TOLD; user++) {
      many.add(finding(user, NOW));
    }
    log.log(many);
    log.log(many);
    assertEquals(FindingLog.MAX_LINES + 2, lines.size());
    assertTrue(lines.get(FindingLog.MAX_LINES + 1).contains("9980 more"), lines.toString());
  }

  @Test
  void theNextDayThereIsRoomInTheLogAgain() {
    List<String> lines = new ArrayList<>();
    FindingLog log = new FindingLog(new ListLogger(lines));
    for (int user = 1; user <= FindingLog.MAX_TOLD + 1; user++) {
      log.log(List.of(finding(user, NOW)));
    }
    assertEquals(FindingLog.MAX_TOLD + 1, lines.size());
    log.log(List.of(finding(1, NOW + DAY)));
    assertTrue(lines.get(FindingLog.MAX_TOLD + 1).contains("user 1 "), lines::toString);
  }

  private static Finding finding(long user, long at) {
    return new Finding(
        0, SpeedRule.NAME, false, user, 9, at, at, 1, "{}", Finding.Decision.OPEN, "", "");
  }
}

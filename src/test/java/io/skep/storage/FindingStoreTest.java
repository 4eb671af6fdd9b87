package io.skep.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FindingStoreTest extends DatabaseContract {
  private static final long DAY = 86_400;

  private static Finding finding(
      String rule, long user, long torrent, long first, long last, int count, String evidence) {
    return new Finding(
        0, rule, false, user, torrent, first, last, count, evidence, Finding.Decision.OPEN, "", "");
  }

  private static FindingStore.Query all() {
    return new FindingStore.Query("", 0, 0, Optional.empty(), 0, 100);
  }

  @Test
  void thoseOfADayAreOne() throws Exception {
    database
        .findings()
        .put(
            List.of(
                finding("speed", 1, 2, 10, 10, 1, "a"),
                finding("speed", 1, 2, 30, 40, 2, "b"),
                finding("speed", 1, 2, DAY, DAY, 1, "c")));
    database.findings().put(List.of(finding("speed", 1, 2, 5, 35, 4, "late")));

    List<Finding> found = database.findings().find(all());

    assertEquals(2, found.size());
    assertEquals(DAY, found.get(0).firstAt());
    Finding first = found.get(1);
    assertEquals(5, first.firstAt());
    assertEquals(40, first.lastAt());
    assertEquals(7, first.count());
    assertEquals("b", first.evidence());
    assertEquals(Optional.of(first), database.findings().get(first.id()));
    assertTrue(database.findings().get(99).isEmpty());
  }

  @Test
  void aCountHasABound() throws Exception {
    for (int i = 0; i < 3; i++) {
      database.findings().put(List.of(finding("speed", 1, 2, 1, 1, Integer.MAX_VALUE - 1, "")));
    }

    assertEquals(Integer.MAX_VALUE, database.findings().find(all()).get(0).count());
  }

  @Test
  void aDecisionStaysWhenMoreIsFound() throws Exception {
    database.findings().put(List.of(finding("speed", 1, 2, 1, 1, 1, "a")));
    long id = database.findings().find(all()).get(0).id();

    assertTrue(database.findings().decide(id, Finding.Decision.DISMISSED, "ada", "a seedbox"));
    assertFalse(database.findings().decide(99, Finding.Decision.DISMISSED, "ada", ""));
    database.findings().put(List.of(finding("speed", 1, 2, 2, 2, 1, "b")));

    Finding finding = database.findings().get(id).orElseThrow();
    assertEquals(Finding.Decision.DISMISSED, finding.decision());
    assertEquals("ada", finding.decidedBy());
    assertEquals("a seedbox", finding.note());
    assertEquals(2, finding.count());
  }

  @Test
  void theyAreFoundByWhatIsAsked() throws Exception {
    List<Finding> put = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      put.add(finding(i % 2 == 0 ? "speed" : "left", i % 3, i % 4, i * DAY, i * DAY, 1, ""));
    }
    database.findings().put(put);
    long newest = database.findings().find(all()).get(0).id();
    database.findings().decide(newest, Finding.Decision.CONFIRMED, "", "");

    FindingStore store = database.findings();
    assertEquals(
        List.of(10 * DAY, 8 * DAY, 6 * DAY, 4 * DAY, 2 * DAY),
        store.find(new FindingStore.Query("speed", 0, 0, Optional.empty(), 0, 100)).stream()
            .map(Finding::lastAt)
            .toList());
    assertEquals(3, store.count(new FindingStore.Query("", 2, 0, Optional.empty(), 5, 1)));
    assertEquals(2, store.count(new FindingStore.Query("", 0, 3, Optional.empty(), 0, 0)));
    assertEquals(
        List.of(newest),
        store
            .find(new FindingStore.Query("", 0, 0, Optional.of(Finding.Decision.CONFIRMED), 0, 100))
            .stream()
            .map(Finding::id)
            .toList());
    assertEquals(
        List.of(8 * DAY, 7 * DAY),
        store.find(new FindingStore.Query("", 0, 0, Optional.empty(), 2, 2)).stream()
            .map(Finding::lastAt)
            .toList());
    assertEquals(List.of(), store.find(new FindingStore.Query("", 0, 0, Optional.empty(), -1, -1)));
  }

  @Test
  void theyAreSortedAsIsAsked() throws Exception {
    database
        .findings()
        .put(
            List.of(
                finding("a", 1, 1, DAY, 9 * DAY, 2, ""),
                finding("b", 2, 1, 2 * DAY, 8 * DAY, 3, ""),
                finding("c", 3, 1, 3 * DAY, 7 * DAY, 1, ""),
                finding("d", 4, 1, 3 * DAY, 7 * DAY, 1, "")));

    assertEquals("abcd", rules(FindingStore.Sort.FIRST_AT, false));
    assertEquals("dcba", rules(FindingStore.Sort.FIRST_AT, true));
    assertEquals("cdba", rules(FindingStore.Sort.LAST_AT, false));
    assertEquals("abdc", rules(FindingStore.Sort.LAST_AT, true));
    assertEquals("cdab", rules(FindingStore.Sort.COUNT, false));
    assertEquals("badc", rules(FindingStore.Sort.COUNT, true));
  }

  private String rules(FindingStore.Sort sort, boolean largestFirst) throws StorageException {
    FindingStore.Query query =
        new FindingStore.Query("", 0, 0, Optional.empty(), sort, largestFirst, 0, 100);
    StringBuilder rules = new StringBuilder();
    database.findings().find(query).forEach(finding -> rules.append(finding.rule()));
    return rules.toString();
  }
}

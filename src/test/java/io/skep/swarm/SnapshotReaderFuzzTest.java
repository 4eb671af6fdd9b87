package io.skep.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/**
 * Whatever stands in a snapshot is refused in words, or gives a store whose sums are right and
 * whose own snapshot is read again. The checksum is made right first: it keeps accidents away, and
 * not an attacker.
 *
 * <p>Without {@code JAZZER_FUZZ=1} this runs the kept inputs only: {@code
 * src/test/resources/io/skep/swarm/SnapshotReaderFuzzTestInputs}.
 */
class SnapshotReaderFuzzTest {
  private static final long NOW = 1_700_000_000;

  @FuzzTest(maxDuration = "10s")
  void readsOrRefuses(byte[] input) throws Exception {
    check(input);
    check(SnapshotLines.signed(input));
  }

  private static void check(byte[] snapshot) throws IOException, SnapshotException {
    try {
      SnapshotLines.read(snapshot, SnapshotVisitor.NONE);
    } catch (SnapshotException refused) {
      assertFalse(String.valueOf(refused.getMessage()).isEmpty());
      return;
    }
    for (boolean accounting : new boolean[] {true, false}) {
      CaffeineSwarmStore store = new CaffeineSwarmStore(Samples.limits(2_000, 200, accounting));
      SnapshotRestore restore = new SnapshotRestore(store, NOW);
      SnapshotLines.read(snapshot, restore);
      assertTrue(restore.counts().peers() <= snapshot.length / 8);
      Recount.assertEqualsTotals(store, "restored");
      Recount.assertEqualsMembers(store, NOW);
      byte[] again = SnapshotLines.write(store, NOW);
      SnapshotLines.assertSame(
          SnapshotLines.of(again), SnapshotLines.of(SnapshotLines.write(reread(again), NOW)));
      store.sweep(NOW + Samples.TTL + 1);
      assertEquals(0, store.totals().seeders() + store.totals().leechers());
    }
  }

  private static CaffeineSwarmStore reread(byte[] snapshot) throws IOException, SnapshotException {
    boolean accounting = snapshot[12] == 1;
    CaffeineSwarmStore store = new CaffeineSwarmStore(Samples.limits(accounting));
    SnapshotLines.read(snapshot, new SnapshotRestore(store, NOW));
    return store;
  }
}

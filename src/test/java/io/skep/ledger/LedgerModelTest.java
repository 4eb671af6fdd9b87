package io.skep.ledger;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.skep.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Random clients over a bad network against a naive ledger that knows the truth: totals are equal
 * to the byte after every packet. {@code -Dskep.ledger.seeds=N} tries more stories.
 */
class LedgerModelTest {
  private static final int SEEDS = Integer.getInteger("skep.ledger.seeds", 1500);
  private static final int STEPS = 250;

  @Test
  void totalsAreEqualToTheByte() throws StorageException {
    long packets = 0;
    long late = 0;
    long again = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      LedgerWorld world = play(seed, false);
      packets += world.packets();
      late += world.counts().late();
      again += world.counts().begunAgain();
    }

    assertTrue(packets > 50L * SEEDS, "packets: " + packets);
    assertTrue(late > SEEDS, "late ones: " + late);
    assertTrue(again > SEEDS / 4, "begun again: " + again);
  }

  @Test
  void totalsAreEqualToTheByteWhereTheTrackerDiesAgainAndAgain() throws StorageException {
    for (long seed = 0; seed < SEEDS; seed++) {
      play(-1 - seed, true);
    }
  }

  private static LedgerWorld play(long seed, boolean crashes) throws StorageException {
    try {
      return play(seed, crashes, STEPS, step -> {});
    } catch (AssertionError e) {
      return tell(seed, crashes, e);
    }
  }

  private static LedgerWorld play(
      long seed, boolean crashes, int steps, java.util.function.Consumer<String> log)
      throws StorageException {
    LedgerWorld world = new LedgerWorld(seed, crashes, log);
    world.run(steps);
    world.end();
    return world;
  }

  /** The shortest beginning of the story that goes wrong. */
  private static LedgerWorld tell(long seed, boolean crashes, AssertionError first)
      throws StorageException {
    for (int steps = 0; steps <= STEPS; steps++) {
      List<String> story = new ArrayList<>();
      try {
        play(seed, crashes, steps, story::add);
      } catch (AssertionError e) {
        return fail(
            "seed " + seed + ", " + steps + " steps:\n" + String.join("\n", story) + "\n", e);
      }
    }
    return fail("seed " + seed + " goes wrong once and then not", first);
  }
}

package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The books of a tracker that is killed again and again under load are exact all the same. */
@Timeout(600)
class LedgerCrashTest {
  private static final int KILLS = 30;

  private final Path folder;

  LedgerCrashTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void killedThirtyTimesUnderLoadItLosesAndRepeatsNothing() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    LedgerProcess ledger = new LedgerProcess(folder, Map.of());
    SkepProcess skep = ledger.serve();
    try (CountingSwarm swarm = new CountingSwarm(ledger.api(skep), random)) {
      for (int kill = 0; kill < KILLS; kill++) {
        swarm.startLoad(skep);
        swarm.awaitAnnounces(random.nextInt(400));
        skep.close();
        swarm.stopLoad();
        skep = ledger.serve();
      }
      swarm.finish(skep);
      AdminApi api = ledger.api(skep);
      Map<String, AdminApi.Figures> expected = swarm.truth();
      skep.await(() -> swarm.accounts(api).equals(expected));
      assertEquals(0, api.get("/audit/check").getInteger("total"));
    } catch (AssertionError e) {
      throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
    } finally {
      skep.close();
    }
  }
}

package io.skep.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.AddressFamilies;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerId;
import io.skep.bittorrent.SwarmCounts;
import io.skep.storage.Finding;
import io.skep.storage.StorageException;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class WatchedRulesTest {
  private static final int RANDOM_ONES = 50_000;

  private final MemoryFindingStore store = new MemoryFindingStore();
  private final Findings findings = new Findings(store, 1000, new ListLogger(new ArrayList<>()));

  private WatchedRules rules(CheatSettings settings) {
    return new WatchedRules(settings, 1800, 600, findings, 0, 0);
  }

  /** Finds something by every rule but the one for those that begin complete. */
  private static Seen cheat() {
    return new Seen()
        .uploaded(Long.MAX_VALUE, 1L << 50)
        .left(0, 100 * Seen.GIB)
        .lastOtherLeecher(0)
        .hosts(9);
  }

  @Test
  void anHonestAnnounceIsFine() {
    assertSame(Verdict.FINE, rules(CheatSettings.all(RuleMode.ACT)).judge(new Seen().build()));
    assertEquals(0, findings.queued());
  }

  @Test
  void whatActsWithholdsAndRefusesWithWords() throws StorageException {
    Verdict verdict = rules(CheatSettings.all(RuleMode.ACT)).judge(cheat().build());
    assertTrue(verdict.withhold());
    assertTrue(verdict.isRefused());
    assertEquals(SpeedRule.NAME, verdict.rule());
    findings.flush();
    assertEquals(
        Set.of(
            SpeedRule.NAME, UploadToNobodyRule.NAME, GrowingLeftRule.NAME, ManyAddressesRule.NAME),
        rulesFound());
    assertTrue(store.kept.stream().allMatch(Finding::acted));
  }

  @Test
  void oneRuleThatActsDoesNotWaitForThoseThatWatch() {
    CheatSettings watch = CheatSettings.DEFAULTS;
    CheatSettings mixed =
        new CheatSettings(
            watch.speed(),
            watch.uploadToNobody(),
            watch.growingLeft(),
            watch.hiddenDownload(),
            watch.beganComplete(),
            new CheatSettings.ManyAddresses(RuleMode.ACT, 4),
            watch.unbalancedSwarms());
    Verdict verdict = rules(mixed).judge(cheat().build());
    assertEquals(ManyAddressesRule.NAME, verdict.rule());
    assertTrue(verdict.withhold());
  }

  @Test
  void whatIsOffIsNotAsked() {
    assertSame(Verdict.FINE, rules(CheatSettings.all(RuleMode.OFF)).judge(cheat().build()));
    assertEquals(0, findings.queued());
  }

  @Test
  void oneAddressOfEachFamilyIsOneHost() {
    WatchedRules rules = rules(CheatSettings.DEFAULTS);
    rules.judge(new Seen().hosts(4).build());
    assertEquals(0, findings.count(ManyAddressesRule.NAME));
    rules.judge(new Seen().hosts(5).build());
    assertEquals(1, findings.count(ManyAddressesRule.NAME));
  }

  @Test
  void whoOnlyWatchesRefusesNothingWhateverComes() throws StorageException {
    WatchedRules rules = rules(CheatSettings.DEFAULTS);
    Random random = new Random(4);
    for (int i = 0; i < RANDOM_ONES; i++) {
      Observation observation = any(random);
      assertSame(Verdict.FINE, rules.judge(observation), observation::toString);
      if (i % 500 == 0) {
        findings.flush();
      }
    }
    findings.flush();
    // It is no proof if nothing was found; and whatever was is sound.
    Set<String> all = new TreeSet<>(Findings.RULES);
    all.remove(UnbalancedSwarms.NAME);
    assertEquals(all, rulesFound());
    for (Finding finding : store.kept) {
      assertFalse(new JsonObject(finding.evidence()).isEmpty());
      assertTrue(finding.evidence().chars().allMatch(c -> c >= ' ' && c < 0x7F));
      assertFalse(finding.evidence().contains("secret"));
      assertFalse(finding.acted());
    }
  }

  private Set<String> rulesFound() {
    Set<String> found = new TreeSet<>();
    store.kept.forEach(finding -> found.add(finding.rule()));
    return found;
  }

  private static Observation any(Random random) {
    byte[] id = new byte[PeerId.LENGTH];
    random.nextBytes(id);
    AnnounceRequest request =
        new AnnounceRequest(
            new InfoHash(1, 2, 3),
            PeerId.read(id, 0),
            new PeerAddress(random.nextLong(), random.nextLong(), random.nextInt(65536)),
            Event.values()[random.nextInt(Event.values().length)],
            amount(random),
            amount(random),
            random.nextInt(9) == 0 ? AnnounceRequest.LEFT_UNKNOWN : amount(random),
            amount(random),
            random.nextInt(),
            random.nextInt(),
            AddressFamilies.BOTH,
            random.nextBoolean(),
            "secret");
    return new Observation(
        request,
        1 + random.nextInt(1000),
        1 + random.nextInt(1000),
        random.nextBoolean(),
        random.nextInt(5) == 0 ? -1 : amount(random),
        amount(random),
        amount(random),
        Math.max(1, amount(random)),
        amount(random),
        random.nextInt(12),
        random.nextBoolean(),
        amount(random),
        new SwarmCounts(random.nextInt(4), random.nextInt(4), 0, 0),
        Seen.NOW + random.nextInt(1000));
  }

  /** Of every size there is, and 0 often. */
  private static long amount(RandomGenerator random) {
    return random.nextInt(4) == 0 ? 0 : random.nextLong() >>> (1 + random.nextInt(62));
  }
}

package io.skep.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.storage.CreditLine;
import io.skep.storage.Finding;
import io.skep.storage.StorageException;
import io.vertx.core.json.JsonObject;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A small site for a day and a half, with all that honest clients do, and with each kind of cheat
 * in the middle of it.
 */
class CheatSimulationTest {
  private static final long GIB = 1L << 30;
  private static final long PIECE = SimulatedClient.PIECE;
  private static final int USERS = 200;
  private static final int TORRENTS = 24;
  private static final int STEPS = 36 * 3600 / SimulatedSite.STEP;

  /** Nobody but seeders are in these. */
  private static final int QUIET_TORRENTS = 4;

  private static final long TO_NOBODY = 501;
  private static final long TOO_FAST = 502;
  private static final long HIDES = 503;
  private static final long GROWS = 504;
  private static final long EVERYWHERE = 505;
  private static final long A_LITTLE = 506;
  private static final Set<Long> CHEATS =
      Set.of(TO_NOBODY, TOO_FAST, HIDES, GROWS, EVERYWHERE, A_LITTLE);

  private final Set<Long> broughtAlong = new TreeSet<>();

  private long size(long torrent) {
    return (1 + torrent % 9) * GIB / PIECE * PIECE;
  }

  private SimulatedSite site(long seed, CheatSettings settings) throws StorageException {
    Random random = new Random(seed);
    SimulatedSite site = new SimulatedSite(random, settings);
    for (long torrent = 1; torrent <= TORRENTS; torrent++) {
      int seeders = 1 + random.nextInt(4);
      for (int i = 0; i < seeders; i++) {
        add(site, 1 + random.nextInt(USERS), torrent, size(torrent), random);
      }
    }
    site.clients.forEach(client -> site.start(client, false));
    return site;
  }

  private SimulatedClient add(
      SimulatedSite site, long user, long torrent, long have, Random random) {
    SimulatedClient client = new SimulatedClient(user, torrent, size(torrent), have, random);
    site.clients.add(client);
    return client;
  }

  /** A day and a half of what honest people do. */
  private void run(SimulatedSite site, Random random) throws StorageException {
    for (int step = 0; step < STEPS; step++) {
      if (step == STEPS / 3) {
        site.restartTracker(600);
      }
      if (step < STEPS * 3 / 4 && random.nextInt(4) == 0) {
        join(site, random);
      }
      if (random.nextInt(10) == 0) {
        happen(site, site.clients.get(random.nextInt(site.clients.size())), random);
      }
      site.step();
    }
  }

  private void join(SimulatedSite site, Random random) {
    long user = 1L + random.nextInt(USERS);
    long torrent = 1L + random.nextInt(TORRENTS - QUIET_TORRENTS);
    boolean there = site.clients.stream().anyMatch(c -> c.user == user && c.torrent == torrent);
    if (there) {
      return;
    }
    // Cross-seeding: the content is there from elsewhere.
    boolean whole = random.nextInt(25) == 0;
    if (whole) {
      broughtAlong.add(place(user, torrent));
    }
    SimulatedClient client = add(site, user, torrent, whole ? size(torrent) : 0, random);
    site.start(client, !whole && random.nextInt(6) == 0);
  }

  private void happen(SimulatedSite site, SimulatedClient client, Random random) {
    if (client.getClass() != SimulatedClient.class) {
      return;
    }
    if (!client.online) {
      if (client.backAt == Long.MAX_VALUE) {
        site.start(client, false);
      }
      return;
    }
    switch (random.nextInt(4)) {
      case 0 -> site.stop(client);
      case 1 -> {
        // Fell over: no word, and what was written of it is a little behind.
        client.online = false;
        client.have = client.isSeeder() ? client.have : Math.max(0, client.have - 40 * PIECE);
      }
      case 2 -> {
        site.stop(client);
        long missing = random.nextInt(3) == 0 ? client.have : random.nextInt(50) * PIECE;
        client.checkFiles(missing, site.now + 200 + random.nextInt(600));
      }
      default -> {
        site.stop(client);
        site.start(client, false);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void honestClientsAreNotFound(long seed) throws StorageException {
    SimulatedSite site = site(seed, CheatSettings.DEFAULTS);
    run(site, new Random(seed));
    site.compareBooks();

    assertEquals("", unexpected(site, Set.of()));
    assertEquals(0, site.refused);
    assertTrue(site.announces > 30_000, site.announces + " announces");
    long moved = site.clients.stream().mapToLong(client -> client.downloaded).sum();
    assertTrue(moved > 1000 * GIB, moved + " bytes");
  }

  /** What was found beside those who brought content along and those who are known to lie. */
  private String unexpected(SimulatedSite site, Set<Long> cheats) throws StorageException {
    return site.found().stream()
        .filter(finding -> !cheats.contains(finding.user()))
        .filter(
            finding ->
                !finding.rule().equals(BeganCompleteRule.NAME)
                    || !broughtAlong.contains(place(finding.user(), finding.torrent())))
        .map(Finding::toString)
        .collect(Collectors.joining("\n"));
  }

  private static long place(long user, long torrent) {
    return user * 1000 + torrent;
  }

  private static Set<String> rulesThatFound(SimulatedSite site, long user) throws StorageException {
    return site.found().stream()
        .filter(finding -> finding.user() == user)
        .map(Finding::rule)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void join(SimulatedSite site, SimulatedClient cheat) {
    site.clients.add(cheat);
    site.start(cheat, false);
  }

  /** Each kind of cheat once, with users of their own. */
  private void joinCheats(SimulatedSite site, Random random) {
    long quiet = TORRENTS - 1;
    long mib = 1 << 20;
    join(site, SimulatedCheats.moreUpload(TO_NOBODY, quiet, size(quiet), size(quiet), mib, random));
    join(site, SimulatedCheats.moreUpload(TOO_FAST, 3, size(3), size(3), 2000 * mib, random));
    join(site, SimulatedCheats.hiddenDownload(HIDES, 17, size(17), random));
    join(site, SimulatedCheats.growingLeft(GROWS, 6, size(6), random));
    join(site, SimulatedCheats.passedAround(EVERYWHERE, 7, size(7), random));
    for (long torrent = 9; torrent <= 16; torrent++) {
      join(site, SimulatedCheats.moreUpload(A_LITTLE, torrent, size(torrent), 0, 3 * mib, random));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void eachKindOfCheatIsFoundAndNobodyElse(long seed) throws StorageException {
    SimulatedSite site = site(seed, CheatSettings.DEFAULTS);
    joinCheats(site, new Random(seed + 100));
    run(site, new Random(seed));
    UnbalancedSwarms unbalanced = site.compareBooks();

    assertTrue(rulesThatFound(site, TO_NOBODY).contains(UploadToNobodyRule.NAME));
    assertTrue(rulesThatFound(site, TOO_FAST).contains(SpeedRule.NAME));
    assertEquals(Set.of(HiddenDownloadRule.NAME), rulesThatFound(site, HIDES));
    assertTrue(rulesThatFound(site, GROWS).contains(GrowingLeftRule.NAME));
    assertTrue(rulesThatFound(site, EVERYWHERE).contains(ManyAddressesRule.NAME));
    assertTrue(rulesThatFound(site, A_LITTLE).contains(UnbalancedSwarms.NAME));
    assertTrue(unbalanced.unbalanced() >= 8, unbalanced.unbalanced() + " swarms");
    assertEquals("", unexpected(site, CHEATS));
    assertEquals(0, site.refused);
    for (Finding finding : site.found()) {
      assertTrue(new JsonObject(finding.evidence()).size() > 3, finding.evidence());
    }
  }

  @Test
  void whereRulesActCheatsGetNothingAndTheOthersAll() throws StorageException {
    CheatSettings act = CheatSettings.all(RuleMode.ACT);
    SimulatedSite site =
        site(
            21,
            new CheatSettings(
                act.speed(),
                act.uploadToNobody(),
                act.growingLeft(),
                act.hiddenDownload(),
                new CheatSettings.BeganComplete(RuleMode.WATCH),
                act.manyAddresses(),
                act.unbalancedSwarms()));
    joinCheats(site, new Random(121));
    run(site, new Random(21));

    assertTrue(site.refused > 0);
    long withheld = 0;
    long credited = 0;
    for (CreditLine line : site.store.written()) {
      if (line.reason() == CreditLine.Reason.WITHHELD) {
        assertTrue(CHEATS.contains(line.user()), line::toString);
        assertEquals(0, line.creditedUploaded());
        withheld++;
      } else if (line.user() == TOO_FAST) {
        credited += line.creditedUploaded();
      }
    }
    assertTrue(credited < 10 * GIB, credited + " bytes");
    assertTrue(withheld > 50, withheld + " lines");
  }
}

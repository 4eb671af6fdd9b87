package io.skep.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.AddressFamilies;
import io.skep.bittorrent.AnnounceBuilder;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.PeerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a snapshot brings back, and what it doesn't. */
class SwarmSnapshotTest {
  private static final long NOW = 1_700_000_000;

  private final Path folder;
  private final Path file;

  SwarmSnapshotTest(@TempDir Path folder) {
    this.folder = folder;
    this.file = folder.resolve("swarms.snapshot");
  }

  private static Set<String> lines(CaffeineSwarmStore store, long now) throws Exception {
    return SnapshotLines.of(SnapshotLines.write(store, now));
  }

  private static CaffeineSwarmStore store(boolean accounting) {
    return new CaffeineSwarmStore(Samples.limits(accounting));
  }

  /** A store after many announces of all kinds, spread over more than a peer's time to live. */
  private static CaffeineSwarmStore filled(boolean accounting, long seed) {
    CaffeineSwarmStore store = store(accounting);
    Random random = new Random(seed);
    RandomAnnounces announces =
        new RandomAnnounces(
            random, RandomAnnounces.infoHashes(30), RandomAnnounces.addresses(0, 150));
    for (int i = 0; i < 6_000; i++) {
      store.announce(announces.next(), 5, NOW - 3_000 + i / 2);
    }
    return store;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everythingComesBack(boolean accounting) throws Exception {
    CaffeineSwarmStore before = filled(accounting, 1);
    before.sweep(NOW);

    SwarmSnapshot.Counts written = SwarmSnapshot.write(before, file, NOW);
    CaffeineSwarmStore after = store(accounting);
    SwarmSnapshot.Counts read = SwarmSnapshot.read(after, file, NOW);

    assertEquals(written, read);
    assertEquals(NOW, read.writtenAt());
    assertTrue(read.swarms() == 30 && read.peers() > 1_000, read::toString);
    SnapshotLines.assertSame(lines(before, NOW), lines(after, NOW));
    Recount.assertEqualsTotals(after, "after");
    Recount.assertEqualsMembers(after, NOW);
    assertEquals(before.totals().seeders(), after.totals().seeders());
    assertEquals(before.totals().leechers(), after.totals().leechers());
    for (SwarmStore.Summary summary : before.summaries()) {
      assertEquals(
          members(before, summary), members(after, summary), summary.infoHash().toString());
    }
    assertEquals(Set.copyOf(before.summaries()), Set.copyOf(after.summaries()));
    before.tiers().forEach((name, tier) -> assertEquals(tier.asMap().keySet(), keys(after, name)));
  }

  private static Set<?> keys(CaffeineSwarmStore store, String tier) {
    var cache = store.tiers().get(tier);
    return cache == null ? Set.of() : cache.asMap().keySet();
  }

  private static Set<Peer> members(SwarmStore store, SwarmStore.Summary summary) {
    return Set.copyOf(store.members(summary.infoHash(), 0, Integer.MAX_VALUE, NOW).peers());
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 4, 5})
  void theStoreGoesOnAsIfNothingHadHappened(long seed) throws Exception {
    CaffeineSwarmStore before = filled(true, seed);
    SwarmSnapshot.write(before, file, NOW);
    CaffeineSwarmStore after = store(true);
    SwarmSnapshot.read(after, file, NOW);
    before.sweep(NOW);
    Random random = new Random(seed);
    RandomAnnounces announces =
        new RandomAnnounces(
            random, RandomAnnounces.infoHashes(40), RandomAnnounces.addresses(0, 200));

    for (int i = 0; i < 1_500; i++) {
      AnnounceRequest announce = announces.next();
      // Who is expired by the way, and when, is each store's own affair.
      before.sweep(NOW + i);
      after.sweep(NOW + i);
      assertEquals(
          before.announce(announce, 0, NOW + i).counts().downloaded(),
          after.announce(announce, 0, NOW + i).counts().downloaded());
    }
    before.sweep(NOW + 1_500);
    after.sweep(NOW + 1_500);

    SnapshotLines.assertSame(lines(before, NOW + 1_500), lines(after, NOW + 1_500));
    Recount.assertEqualsTotals(after, "after");
  }

  @ParameterizedTest
  @CsvSource({"true, false", "false, true"})
  void aFileOfTheOtherKindBringsWhatFits(boolean writing, boolean reading) throws Exception {
    CaffeineSwarmStore before = filled(writing, 2);
    before.sweep(NOW);
    SwarmSnapshot.write(before, file, NOW);
    CaffeineSwarmStore after = store(reading);

    SwarmSnapshot.Counts read = SwarmSnapshot.read(after, file, NOW);

    assertEquals(30, read.swarms());
    SnapshotLines.assertSame(
        withoutAccounts(lines(before, NOW)), withoutAccounts(lines(after, NOW)));
    Recount.assertEqualsTotals(after, "after");
  }

  private static Set<String> withoutAccounts(Set<String> lines) {
    return lines.stream()
        .map(line -> line.replaceAll(" (null|SnapshotAccount.*)$", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void theClientsSecretComesBackToo() throws Exception {
    CaffeineSwarmStore before = store(true);
    AnnounceRequest announce =
        new AnnounceRequest(
            Samples.infoHash(1),
            new PeerId(1, 2, 3),
            Samples.ipv6(1),
            Event.STARTED,
            4,
            5,
            6,
            0,
            0x89ABCDEF,
            50,
            AddressFamilies.BOTH,
            false,
            "");
    before.announce(announce, 0, NOW);

    Set<String> lines = lines(before, NOW);

    assertTrue(lines.toString().contains("key=" + 0x89ABCDEF + ","), lines::toString);
  }

  @Test
  void whoIsSilentForTooLongByNowIsLeftOut() throws Exception {
    CaffeineSwarmStore before = store(true);
    before.announce(new AnnounceBuilder(Samples.infoHash(1), Samples.ipv4(1)).build(), 0, NOW);
    before.announce(
        new AnnounceBuilder(Samples.infoHash(1), Samples.ipv4(2)).build(), 0, NOW + 100);
    before.announce(new AnnounceBuilder(Samples.infoHash(2), Samples.ipv4(1)).build(), 0, NOW);
    SwarmSnapshot.write(before, file, NOW + 150);
    CaffeineSwarmStore after = store(true);

    SwarmSnapshot.Counts read = SwarmSnapshot.read(after, file, NOW + Samples.TTL + 1);

    assertEquals(new SwarmSnapshot.Counts(1, 1, 2, 0, NOW + 150), read);
    List<Peer> peers = after.members(Samples.infoHash(1), 0, 9, NOW + Samples.TTL + 1).peers();
    assertEquals(1, peers.size());
    assertEquals(NOW + 100, peers.get(0).lastSeen());
    assertEquals(1, after.totals().torrents());
  }

  @Test
  void anEmptySwarmIsRememberedForItsCompletions() throws Exception {
    CaffeineSwarmStore before = store(true);
    AnnounceBuilder peer = new AnnounceBuilder(Samples.infoHash(1), Samples.ipv4(1)).seeder();
    before.announce(peer.event(Event.COMPLETED).build(), 0, NOW);
    before.announce(peer.event(Event.STOPPED).build(), 0, NOW);
    SwarmSnapshot.write(before, file, NOW);

    CaffeineSwarmStore soon = store(true);
    SwarmSnapshot.read(soon, file, NOW + Samples.RETENTION);
    assertEquals(1, soon.counts(Samples.infoHash(1)).downloaded());
    CaffeineSwarmStore late = store(true);
    SwarmSnapshot.read(late, file, NOW + Samples.RETENTION + 1);
    assertEquals(List.of(), late.summaries());
  }

  @Test
  void aClockThatWasPutBackKeepsNobodyForLonger() throws Exception {
    CaffeineSwarmStore before = store(true);
    before.announce(new AnnounceBuilder(Samples.infoHash(1), Samples.ipv4(1)).build(), 0, NOW);
    SwarmSnapshot.write(before, file, NOW + 100);
    CaffeineSwarmStore after = store(true);

    SwarmSnapshot.read(after, file, NOW - 5_000);

    Peer peer = after.members(Samples.infoHash(1), 0, 9, NOW - 5_000).peers().get(0);
    assertEquals(NOW - 5_100, peer.lastSeen());
    after.sweep(NOW - 5_100 + Samples.TTL);
    assertEquals(1, after.totals().leechers());
    after.sweep(NOW - 5_100 + Samples.TTL + 1);
    assertEquals(0, after.totals().leechers());
  }

  @Test
  void swarmsThatAreThereAlreadyStayAsTheyAre() throws Exception {
    CaffeineSwarmStore before = filled(true, 9);
    SwarmSnapshot.write(before, file, NOW);
    CaffeineSwarmStore after = store(true);
    after.announce(
        new AnnounceBuilder(Samples.infoHash(1), Samples.ipv4(999)).seeder().build(), 0, NOW);

    SwarmSnapshot.Counts read = SwarmSnapshot.read(after, file, NOW);

    assertEquals(29, read.swarms());
    assertTrue(read.leftOut() > 0);
    assertEquals(1, after.members(Samples.infoHash(1), 0, 999, NOW).peers().size());
    Recount.assertEqualsTotals(after, "after");
  }

  @Test
  void aPeerThatIsThereTwiceIsTakenOnce() {
    CaffeineSwarmStore after = store(true);
    SnapshotRestore restore = new SnapshotRestore(after, NOW);
    restore.begin(NOW);
    for (int i = 0; i < 2; i++) {
      restore.swarm(
          Samples.infoHash(1), new SwarmCopy(NOW, NOW, 0, false, false, Swarm.noBuckets()));
      for (Role role : Role.values()) {
        restore.peer(role, Samples.ipv4(1), 0, null);
        restore.peer(role, Samples.ipv6(1), 0, null);
        restore.peer(role, Samples.ipv4(1), 0, null);
      }
      restore.endOfSwarm();
    }

    assertEquals(new SwarmSnapshot.Counts(1, 2, 0, 16, NOW), restore.counts());
    assertEquals(2, after.members(Samples.infoHash(1), 0, 9, NOW).peers().size());
    Recount.assertEqualsTotals(after, "after");
    Recount.assertEqualsMembers(after, NOW);
  }

  @Test
  void aSmallerStoreTakesWhatItHasRoomFor() throws Exception {
    CaffeineSwarmStore before = filled(true, 10);
    SwarmSnapshot.write(before, file, NOW);
    CaffeineSwarmStore after = new CaffeineSwarmStore(Samples.limits(400, 20, true));

    SwarmSnapshot.Counts read = SwarmSnapshot.read(after, file, NOW);

    assertTrue(read.leftOut() > 0);
    after.tiers().values().forEach(tier -> tier.cleanUp());
    assertTrue(after.totals().seeders() + after.totals().leechers() <= 400);
    Recount.assertEqualsTotals(after, "after");
  }

  @Test
  void whatIsDamagedAnywhereIsRefusedAndNothingTaken() throws Exception {
    CaffeineSwarmStore before = store(true);
    before.announce(new AnnounceBuilder(Samples.infoHash(1), Samples.ipv4(1)).build(), 0, NOW);
    before.announce(new AnnounceBuilder(Samples.infoHash(2), Samples.ipv6(1)).build(), 0, NOW);
    SwarmSnapshot.write(before, file, NOW);
    byte[] sound = Files.readAllBytes(file);

    for (int i = 0; i < sound.length; i++) {
      byte[] flipped = sound.clone();
      flipped[i] ^= 0x10;
      assertRefused(flipped);
      assertRefused(Arrays.copyOf(sound, i));
    }
    assertRefused(Arrays.copyOf(sound, sound.length + 1));
    assertRefused(SnapshotLines.signed(sound));
  }

  private void assertRefused(byte[] bytes) throws IOException {
    Files.write(file, bytes);
    CaffeineSwarmStore after = store(true);
    IOException refused =
        assertThrows(IOException.class, () -> SwarmSnapshot.read(after, file, NOW));
    assertTrue(
        String.valueOf(refused.getMessage()).startsWith(file + " can't be used: "),
        refused::toString);
    assertEquals(List.of(), after.summaries());
  }

  @Test
  void thereIsNoneAtTheFirstStart() {
    assertThrows(NoSuchFileException.class, () -> SwarmSnapshot.read(store(true), file, NOW));
  }

  @Test
  void nobodyButTheOwnerReadsItAndTheFormerOneIsReplacedWhole() throws Exception {
    SwarmSnapshot.write(filled(true, 1), file, NOW);
    long before = Files.size(file);

    SwarmSnapshot.write(store(true), file, NOW);

    assertTrue(Files.size(file) < before);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    try (var files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void whereItCannotBeWrittenTheFormerOneStays() throws Exception {
    SwarmSnapshot.write(filled(true, 1), file, NOW);
    byte[] before = Files.readAllBytes(file);
    Path unfinished = folder.resolve("swarms.snapshot.part");
    Files.createDirectories(unfinished.resolve("in the way"));

    assertThrows(IOException.class, () -> SwarmSnapshot.write(store(true), file, NOW));

    assertTrue(Arrays.equals(before, Files.readAllBytes(file)));
    assertFalse(Files.isRegularFile(unfinished));
  }
}

package io.skep.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.RequestException;
import io.skep.tracker.Admission;
import io.skep.tracker.Admitted;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Loads on Skep's own tracker. */
class LoadRunTest {
  private static OwnTracker tracker;

  /** How a load asks. */
  enum Way {
    UDP,
    KEPT_ALIVE,
    PIPELINED,
    ONE_EACH;

    Loads load(OwnTracker asked) {
      Loads load = new Loads(this == UDP ? asked.udp() : asked.http());
      load.pipeline = this == PIPELINED ? 8 : 1;
      load.connectionPerRequest = this == ONE_EACH;
      return load;
    }
  }

  @BeforeAll
  static void start() throws Exception {
    tracker = new OwnTracker(Admission.OPEN);
  }

  @AfterAll
  static void stop() throws Exception {
    tracker.close();
  }

  @ParameterizedTest
  @EnumSource
  void everythingIsAnsweredAndRight(Way way) throws Exception {
    Loads load = way.load(tracker);
    load.scrape = 0.2;
    LoadResult result = load.run();
    assertEquals(List.of(), result.findings());
    LoadResult.Line announces = result.line(Kind.ANNOUNCE);
    LoadResult.Line scrapes = result.line(Kind.SCRAPE);
    assertEquals(load.requests, announces.sent() + scrapes.sent());
    assertEquals(load.requests, result.answered());
    assertEquals(announces.sent(), announces.answered());
    assertTrue(scrapes.sent() > 200, () -> "scrapes: " + scrapes.sent());
    assertTrue(announces.latency().p50() > 0, announces::toString);
    assertTrue(announces.latency().max() >= announces.latency().p99(), announces::toString);
    assertTrue(announces.bytes() > 20 && scrapes.bytes() > 20, announces::toString);
    assertTrue(announces.peers() > 1 && announces.peers() <= load.numwant, announces::toString);
    assertTrue(result.answersPerSecond() > 0);
  }

  @ParameterizedTest
  @EnumSource
  void aFilledTrackerHoldsEveryPeerOnce(Way way) throws Exception {
    try (OwnTracker empty = new OwnTracker(Admission.OPEN)) {
      Loads load = way.load(empty);
      load.threads = 2;
      load.fills = true;
      load.requests = 1;
      LoadResult result = load.run();
      assertEquals(load.peers, result.filled());
      assertEquals(List.of(), result.findings());
      assertEquals(load.peers, empty.totals().seeders() + empty.totals().leechers(), 1);
      assertEquals(load.torrents, empty.totals().torrents());
      assertEquals(load.peers / 2.0, empty.totals().seeders(), 60);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsSentIsWhatIsPlanned(Way way) throws Exception {
    Set<AnnounceRequest> seen = ConcurrentHashMap.newKeySet();
    try (OwnTracker empty = new OwnTracker(recording(seen))) {
      Loads load = way.load(empty);
      load.fills = true;
      load.requests = 1;
      load.passkeys = List.of("one", "two");
      assertEquals(0, load.run().wrong());
      LoadPlan plan = load.plan();
      PeerPlan peers = new PeerPlan(plan.crowd(), plan.addresses(), plan.sources());
      for (int i = 0; i < load.peers; i++) {
        int peer = i;
        PeerAddress address =
            PeerAddress.of(
                Target.sourceAddress(peers.address(peers.source(peer))), peers.port(peer));
        AnnounceRequest sent =
            seen.stream()
                .filter(request -> request.peerId().equals(peers.peerId(peer)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("peer " + peer + " has not announced"));
        assertEquals(address, sent.address());
        assertEquals(peers.key(peer), sent.key());
        assertEquals(peers.infoHash(peers.torrent(peer)), sent.infoHash());
        assertEquals(peers.isSeeder(peer), sent.isSeeder());
        assertEquals(load.numwant, sent.numwant());
        assertEquals(peer % 2 == 0 ? "one" : "two", sent.passkey());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void countersGoOnWhereAnEarlierLoadLeftThem(Way way) throws Exception {
    Set<AnnounceRequest> seen = ConcurrentHashMap.newKeySet();
    try (OwnTracker empty = new OwnTracker(recording(seen))) {
      Loads load = way.load(empty);
      load.runningFor = Duration.ofHours(1);
      assertEquals(0, load.run().wrong());
    }
    List<AnnounceRequest> going =
        seen.stream()
            .filter(request -> request.isSeeder() && request.event() == Event.NONE)
            .toList();
    assertFalse(going.isEmpty());
    going.forEach(
        request -> assertTrue(request.uploaded() >= 3600L * 16 * 1024, request::toString));
  }

  @ParameterizedTest
  @EnumSource
  void refusalsAreToldInTheTrackersWords(Way way) throws Exception {
    try (OwnTracker closed = new OwnTracker(refusing("only for bees"))) {
      LoadResult result = way.load(closed).run();
      assertEquals(0, result.answered());
      assertEquals(
          List.of(new LoadResult.Finding(Flaw.REFUSED, "only for bees", 2000)), result.findings());
    }
  }

  @ParameterizedTest
  @EnumSource
  void anOpenLoopKeepsToItsPlan(Way way) throws Exception {
    Loads load = way.load(tracker);
    load.rate = 500;
    load.requests = 250;
    LoadResult result = load.run();
    assertEquals(List.of(), result.findings());
    assertEquals(250, result.answered());
    assertTrue(result.seconds() > 0.45, () -> "took " + result.seconds());
  }

  @Test
  void aRateThatNobodyKeepsUpWithIsToldOf() throws Exception {
    Loads load = new Loads(tracker.udp());
    load.rate = Pace.MAX_RATE;
    load.requests = Long.MAX_VALUE;
    load.duration = Duration.ofMillis(300);
    LoadResult result = load.run();
    assertTrue(result.unsent() > 0);
    LoadResult.Latency latency = result.line(Kind.ANNOUNCE).latency();
    // Who waits for longer and longer behind the plan shows in the latency.
    assertTrue(latency.max() > 50_000, latency::toString);
  }

  @Test
  void partsAreToldInTheirOrder() throws Exception {
    Loads load = new Loads(tracker.udp());
    load.fills = true;
    load.peers = 100_000;
    List<LoadProgress.Part> parts = new ArrayList<>();
    new LoadRun(load.plan(), OptionalLong.empty(), progress -> parts.add(progress.part())).run();
    assertTrue(parts.contains(LoadProgress.Part.FILLING), parts::toString);
    List<LoadProgress.Part> sorted = new ArrayList<>(parts);
    sorted.sort(null);
    assertEquals(sorted, parts);
  }

  @Test
  void itCanBeStopped() throws Exception {
    Loads load = new Loads(tracker.udp());
    load.requests = Long.MAX_VALUE;
    Set<LoadProgress.Part> parts = EnumSet.noneOf(LoadProgress.Part.class);
    LoadRun[] run = new LoadRun[1];
    run[0] =
        new LoadRun(
            load.plan(),
            OptionalLong.of(ProcessHandle.current().pid()),
            progress -> {
              if (!parts.add(progress.part())) {
                run[0].stop();
              }
            });
    LoadResult result = run[0].run();
    assertTrue(result.seconds() < 30);
    assertTrue(result.answered() > 0);
    LoadResult.ServerCost cost = result.server();
    assertTrue(cost != null && cost.cores() > 0, () -> "cost " + cost);
  }

  private static Admission recording(Set<AnnounceRequest> seen) {
    return new Admission() {
      @Override
      public Future<Admitted> admit(AnnounceRequest request, PeerAddress from, long now) {
        seen.add(request);
        return Future.succeededFuture(Admitted.ANYBODY);
      }

      @Override
      public boolean serves(InfoHash infoHash) {
        return true;
      }
    };
  }

  private static Admission refusing(String words) {
    return new Admission() {
      @Override
      public Future<Admitted> admit(AnnounceRequest request, PeerAddress from, long now) {
        return Future.failedFuture(RequestException.refused(words));
      }

      @Override
      public boolean serves(InfoHash infoHash) {
        return true;
      }
    };
  }
}

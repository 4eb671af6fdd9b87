package io.skep.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.AnnounceBuilder;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.AnnounceResponse;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.RequestException;
import io.skep.bittorrent.ScrapeRequest;
import io.skep.bittorrent.ScrapeResponse;
import io.skep.bittorrent.SwarmCounts;
import io.skep.swarm.CaffeineSwarmStore;
import io.skep.swarm.SwarmLimits;
import io.skep.swarm.SwarmStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules of an announce and a scrape. */
class TrackerTest {
  private static final InfoHash SWARM = new InfoHash(1, 2, 3);
  private static final InfoHash OTHER_SWARM = new InfoHash(1, 2, 4);
  private static final PeerAddress CALLER = PeerAddress.ipv4(0x0A000001, 6881);
  private static final PeerAddress SOCKET = PeerAddress.ipv4(0xC0000201, 40_000);
  private static final long NOW = 1_800_000_000L;
  private static final AnnounceRules RULES = new AnnounceRules(1800, 900, 30, 50);

  private final SwarmStore swarms =
      new CaffeineSwarmStore(new SwarmLimits(10_000, 1000, 1800, 2700, 86_400, false));
  private final Tracker tracker = new Tracker(RULES, Admission.OPEN, swarms);

  /** Admits as it is told, and serves one swarm. */
  private record Guard(Future<Void> verdict, Set<AnnounceRequest> asked) implements Admission {
    @Override
    public Future<Admitted> admit(AnnounceRequest request, PeerAddress from, long now) {
      asked.add(request);
      return verdict.map(Admitted.ANYBODY);
    }

    @Override
    public boolean serves(InfoHash infoHash) {
      return infoHash.equals(SWARM);
    }
  }

  private static AnnounceBuilder caller() {
    return new AnnounceBuilder(SWARM, CALLER);
  }

  private AnnounceResponse announce(AnnounceBuilder announce) {
    Future<AnnounceResponse> answer = tracker.announce(announce.build(), SOCKET, NOW);
    assertTrue(answer.succeeded(), "what is in memory is answered at once");
    return answer.result();
  }

  private void fill(int peers) {
    for (int i = 0; i < peers; i++) {
      PeerAddress address = PeerAddress.ipv4(0x0B000000 + i, 6881);
      swarms.announce(new AnnounceBuilder(SWARM, address).build(), 0, NOW);
    }
  }

  @Test
  void theAnswerSaysTheRulesTheCountsAndWhereTheCallerIsSeen() {
    fill(3);
    AnnounceResponse answer = announce(caller().event(Event.COMPLETED).seeder());
    assertEquals(1800, answer.interval());
    assertEquals(900, answer.minInterval());
    assertEquals(new SwarmCounts(1, 3, 1, 3), answer.counts());
    assertEquals(3, answer.peers().size());
    assertEquals(SOCKET, answer.externalAddress());
  }

  @Test
  void theSwarmKnowsTheAddressOfTheRequestNotThatOfTheSocket() {
    announce(caller());
    assertEquals(CALLER, swarms.members(SWARM, 0, 1, NOW).peers().get(0).address());
  }

  @Test
  void whoDoesNotSayHowManyItWantsGetsTheDefault() {
    fill(200);
    assertEquals(30, announce(caller()).peers().size());
    assertEquals(30, announce(caller().numwant(Integer.MIN_VALUE)).peers().size());
  }

  @Test
  void nobodyGetsMoreThanTheMaximum() {
    fill(200);
    assertEquals(49, announce(caller().numwant(49)).peers().size());
    assertEquals(50, announce(caller().numwant(51)).peers().size());
    assertEquals(50, announce(caller().numwant(Integer.MAX_VALUE)).peers().size());
  }

  @Test
  void whoWantsNoneGetsNone() {
    fill(200);
    AnnounceResponse answer = announce(caller().numwant(0));
    assertEquals(0, answer.peers().size());
    assertEquals(201, answer.counts().incomplete());
  }

  @Test
  void whoIsRefusedIsToldWhyAndNotTakenIn() {
    RequestException reason = RequestException.refused("torrent is not allowed");
    AnnounceRequest request = caller().build();
    Set<AnnounceRequest> asked = new HashSet<>();
    Tracker guarded = new Tracker(RULES, new Guard(Future.failedFuture(reason), asked), swarms);
    Future<AnnounceResponse> answer = guarded.announce(request, SOCKET, NOW);
    assertTrue(answer.failed());
    assertSame(reason, answer.cause());
    assertEquals(Set.of(request), asked);
    assertEquals(SwarmCounts.EMPTY, swarms.counts(SWARM));
  }

  @Test
  void anAnnounceWaitsForAVerdictThatTakesTime() {
    Promise<Void> verdict = Promise.promise();
    Tracker guarded = new Tracker(RULES, new Guard(verdict.future(), new HashSet<>()), swarms);
    Future<AnnounceResponse> answer = guarded.announce(caller().build(), SOCKET, NOW);
    assertFalse(answer.isComplete());
    assertEquals(SwarmCounts.EMPTY, swarms.counts(SWARM));
    verdict.complete();
    assertTrue(answer.succeeded());
    assertEquals(new SwarmCounts(0, 1, 0, 1), answer.result().counts());
  }

  @Test
  void whoIsRefusedOnceItIsInIsOutAgainIfItIsKnown() {
    RequestException fault = RequestException.refused("no");
    for (RequestException reason : List.of(fault.leaving(), fault)) {
      fill(2);
      announce(caller());
      Tracker guarded =
          new Tracker(RULES, new Guard(Future.failedFuture(reason), new HashSet<>()), swarms);
      AnnounceRequest again = caller().build();
      assertSame(reason, guarded.announce(again, SOCKET, NOW + 9).cause());
      int members = reason.isLeaving() ? 2 : 3;
      assertEquals(new SwarmCounts(0, members, 0, members), swarms.counts(SWARM));
    }
  }

  /** As by a rule for cheats. */
  @Test
  void whoIsRefusedByTheBooksIsNotToldToOthers() {
    RequestException reason = RequestException.refused("too fast");
    fill(2);
    announce(caller());
    Tracker strict = heard(Future.failedFuture(reason));
    assertSame(reason, strict.announce(caller().build(), SOCKET, NOW + 9).cause());
    assertEquals(new SwarmCounts(0, 2, 0, 2), swarms.counts(SWARM));
  }

  @Test
  void aStopThatCouldNotBeNotedDoesNotTakeOutWhoHasComeBack() {
    Promise<Void> noted = Promise.promise();
    announce(caller());
    Tracker slow = heard(noted.future());
    Future<AnnounceResponse> answer =
        slow.announce(caller().event(Event.STOPPED).build(), SOCKET, NOW + 1);
    announce(caller().event(Event.STARTED));
    noted.fail(RequestException.retryLater("not now", 1));
    assertTrue(answer.failed());
    assertEquals(new SwarmCounts(0, 1, 0, 1), swarms.counts(SWARM));
  }

  private Tracker heard(Future<Void> noted) {
    return new Tracker(RULES, Admission.OPEN, swarms, (who, request, counts, now) -> noted);
  }

  @Test
  void aVerdictThatTakesTimeCanBeARefusal() {
    RequestException reason = RequestException.retryLater("try again later", 5);
    Promise<Void> verdict = Promise.promise();
    Tracker guarded = new Tracker(RULES, new Guard(verdict.future(), new HashSet<>()), swarms);
    Future<AnnounceResponse> answer = guarded.announce(caller().build(), SOCKET, NOW);
    verdict.fail(reason);
    assertSame(reason, answer.cause());
    assertEquals(SwarmCounts.EMPTY, swarms.counts(SWARM));
  }

  /** Meanwhile others have announced, later by the clock than the one that waited. */
  @Test
  void anAnnounceThatHadToWaitForgetsNobody() {
    Promise<Void> verdict = Promise.promise();
    Tracker guarded = new Tracker(RULES, new Guard(verdict.future(), new HashSet<>()), swarms);
    Future<AnnounceResponse> answer = guarded.announce(caller().build(), SOCKET, NOW);
    PeerAddress other = PeerAddress.ipv4(0x0B000000, 6881);
    tracker.announce(new AnnounceBuilder(SWARM, other).build(), SOCKET, NOW + 3);
    verdict.complete();
    assertEquals(new SwarmCounts(0, 2, 0, 2), answer.result().counts());
    assertEquals(1, answer.result().peers().size());
  }

  @Test
  void aScrapeIsAnsweredInItsOrder() {
    fill(2);
    ScrapeRequest request = new ScrapeRequest(List.of(OTHER_SWARM, SWARM, OTHER_SWARM), "");
    List<ScrapeResponse.Swarm> answer = tracker.scrape(request, SOCKET, NOW).result().swarms();
    ScrapeResponse.Swarm empty = new ScrapeResponse.Swarm(OTHER_SWARM, SwarmCounts.EMPTY, true);
    ScrapeResponse.Swarm full = new ScrapeResponse.Swarm(SWARM, new SwarmCounts(0, 2, 0, 2), true);
    assertEquals(List.of(empty, full, empty), answer);
  }

  @Test
  void aScrapeOfATorrentThatIsNotServedTellsNothingOfIt() {
    swarms.announce(new AnnounceBuilder(OTHER_SWARM, CALLER).build(), 0, NOW);
    Tracker guarded =
        new Tracker(RULES, new Guard(Future.succeededFuture(), new HashSet<>()), swarms);
    List<ScrapeResponse.Swarm> answer =
        guarded.scrape(new ScrapeRequest(List.of(OTHER_SWARM), ""), SOCKET, NOW).result().swarms();
    assertEquals(List.of(new ScrapeResponse.Swarm(OTHER_SWARM, SwarmCounts.EMPTY, false)), answer);
  }

  @Test
  void aFullScrapeHasEverySwarmThatIsServed() {
    swarms.announce(new AnnounceBuilder(OTHER_SWARM, CALLER).build(), 0, NOW);
    fill(2);
    assertEquals(
        Set.of(
            new ScrapeResponse.Swarm(SWARM, new SwarmCounts(0, 2, 0, 2), true),
            new ScrapeResponse.Swarm(OTHER_SWARM, new SwarmCounts(0, 1, 0, 1), true)),
        Set.copyOf(tracker.scrapeAll().swarms()));
    Tracker guarded =
        new Tracker(RULES, new Guard(Future.succeededFuture(), new HashSet<>()), swarms);
    assertEquals(
        List.of(new ScrapeResponse.Swarm(SWARM, new SwarmCounts(0, 2, 0, 2), true)),
        guarded.scrapeAll().swarms());
  }
}

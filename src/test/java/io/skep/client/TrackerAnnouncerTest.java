package io.skep.client;

import static io.skep.client.Announces.INFO_HASH;
import static io.skep.client.ScriptedTrackers.INTERVAL;
import static io.skep.client.ScriptedTrackers.MIN_INTERVAL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerId;
import io.skep.bittorrent.PeerList;
import io.skep.bittorrent.RequestException;
import io.skep.client.TrackerStatus.State;
import io.skep.protocol.TrackerAnswer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrackerAnnouncerTest {
  private static final Duration A_MOMENT = Duration.ofMillis(2);
  private static final String ONE = "http://one/announce/secret";
  private static final String TWO = "http://two/announce";

  private final ManualTimers timers = new ManualTimers();
  private final ScriptedTrackers trackers = new ScriptedTrackers();
  private final List<PeerAddress> found = new ArrayList<>();
  private final List<PeerAddress> seenAs = new ArrayList<>();
  private final List<TrackerStatus> changes = new ArrayList<>();
  private AnnounceCounters counters = new AnnounceCounters(0, 0, 1_000, 0, 50);

  private TrackerAnnouncer announcer(List<List<String>> tiers, InfoHash... infoHashes) {
    AnnounceSubject subject =
        new AnnounceSubject(tiers, List.of(infoHashes), new PeerId(1, 2, 3), 6881, () -> counters);
    TrackerAnnouncer.Listener listener =
        new TrackerAnnouncer.Listener() {
          @Override
          public void found(List<PeerAddress> peers) {
            found.addAll(peers);
          }

          @Override
          public void seenAs(PeerAddress ourAddress) {
            seenAs.add(ourAddress);
          }

          @Override
          public void changed(TrackerStatus status) {
            changes.add(status);
          }
        };
    return new TrackerAnnouncer(timers, trackers, new Random(1), subject, listener);
  }

  private TrackerAnnouncer started(String... urls) {
    TrackerAnnouncer announcer =
        announcer(List.of(urls).stream().map(List::of).toList(), INFO_HASH);
    announcer.start();
    return announcer;
  }

  @Test
  void startedThenAtIntervalsWithTheCountersOfTheMoment() {
    started(ONE);
    AnnounceRequest first = trackers.take().get(0).request();
    assertEquals(Event.STARTED, first.event());
    assertEquals(INFO_HASH, first.infoHash());
    assertEquals(new PeerId(1, 2, 3), first.peerId());
    assertEquals(6881, first.address().port());
    assertEquals(1_000, first.left());
    assertEquals(50, first.numwant());
    assertNotEquals(0, first.key());
    counters = new AnnounceCounters(7, 600, 400, 9, 20);
    timers.pass(Duration.ofSeconds(INTERVAL));
    assertEquals(List.of(), trackers.words());
    timers.pass(A_MOMENT);
    AnnounceRequest second = trackers.take().get(0).request();
    assertEquals(Event.NONE, second.event());
    assertEquals(7, second.uploaded());
    assertEquals(600, second.downloaded());
    assertEquals(400, second.left());
    assertEquals(9, second.corrupt());
    assertEquals(20, second.numwant());
    assertEquals(first.key(), second.key());
  }

  @Test
  void startedIsRepeatedUntilItIsAccepted() {
    trackers.answer("one", ScriptedTrackers.unreachable());
    started(ONE);
    timers.pass(Duration.ofMinutes(2));
    assertTrue(trackers.take().stream().allMatch(asked -> asked.event() == Event.STARTED));
    trackers.answer("one", ScriptedTrackers.good());
    timers.pass(Duration.ofMinutes(4));
    assertEquals(List.of("one STARTED"), trackers.words());
    timers.pass(Duration.ofSeconds(INTERVAL));
    assertEquals(List.of("one NONE"), trackers.words());
  }

  @Test
  void whoCannotBeReachedIsAskedEverMoreSeldom() {
    trackers.answer("one", ScriptedTrackers.unreachable());
    started(ONE);
    assertEquals(List.of("one STARTED"), trackers.words());
    timers.pass(Duration.ofSeconds(10));
    assertEquals(List.of(), trackers.words());
    timers.pass(Duration.ofSeconds(10));
    assertEquals(List.of("one STARTED"), trackers.words());
    timers.pass(Duration.ofHours(2));
    trackers.take();
    timers.pass(Duration.ofHours(24));
    int aDay = trackers.take().size();
    // Every 30 minutes, a quarter more or less.
    assertTrue(aDay >= 38 && aDay <= 64, aDay + " announces");
    assertEquals(State.FAILED, changes.get(0).state());
    assertEquals("http://one:80", changes.get(0).tracker());
    assertEquals("nobody is there", changes.get(0).words());
  }

  @Test
  void theNextTierIsAskedOnlyWhenAllOfATierFailed() {
    trackers.answer("one", ScriptedTrackers.unreachable());
    trackers.answer("two", ScriptedTrackers.unreachable());
    TrackerAnnouncer announcer =
        announcer(List.of(List.of(ONE, TWO), List.of("http://three/announce")), INFO_HASH);
    announcer.start();
    List<String> asked = trackers.words();
    assertEquals(
        List.of("one STARTED", "two STARTED"), asked.subList(0, 2).stream().sorted().toList());
    assertEquals("three STARTED", asked.get(2));
    assertEquals(3, asked.size());
    trackers.answer("one", ScriptedTrackers.good());
    trackers.answer("two", ScriptedTrackers.good());
    timers.pass(Duration.ofSeconds(INTERVAL).plus(A_MOMENT));
    assertEquals(List.of(asked.get(0)), trackers.words());
  }

  @Test
  void whoAnswersComesFirstInItsTier() {
    trackers.answer("one", ScriptedTrackers.unreachable());
    TrackerAnnouncer announcer = announcer(List.of(List.of(ONE, TWO)), INFO_HASH);
    announcer.start();
    trackers.take();
    trackers.answer("one", ScriptedTrackers.good());
    timers.pass(Duration.ofSeconds(INTERVAL).plus(A_MOMENT));
    assertEquals(List.of("two NONE"), trackers.words());
    assertEquals("http://two:80", announcer.statuses().get(0).tracker());
  }

  @Test
  void aTierIsShuffled() {
    List<String> tier = List.of(ONE, TWO, "http://three/announce");
    for (int seed = 0; ; seed++) {
      List<List<String>> shuffled = TrackerTiers.shuffle(List.of(tier), new Random(seed));
      assertEquals(tier.stream().sorted().toList(), shuffled.get(0).stream().sorted().toList());
      if (!shuffled.get(0).equals(tier)) {
        return;
      }
      assertTrue(seed < 100, "it never is");
    }
  }

  @Test
  void noTrackerTwice() {
    started(ONE, ONE, " " + ONE);
    assertEquals(List.of("one STARTED"), trackers.words());
  }

  @Test
  void whomWeFailOverToHearsStartedFirstAndAllHearStopped() {
    counters = new AnnounceCounters(1, 2, 3, 4, 50);
    TrackerAnnouncer announcer = started(ONE, TWO);
    trackers.answer("one", ScriptedTrackers.unreachable());
    timers.pass(Duration.ofSeconds(INTERVAL).plus(A_MOMENT));
    assertEquals(List.of("one STARTED", "one NONE", "two STARTED"), trackers.words());
    trackers.answer("one", ScriptedTrackers.good());
    counters = new AnnounceCounters(100, 200, 300, 400, 50);
    assertTrue(announcer.stop().succeeded());
    List<ScriptedTrackers.Asked> last = trackers.take();
    assertEquals("[one STOPPED, two STOPPED]", last.toString());
    AnnounceRequest stopped = last.get(1).request();
    assertEquals(100, stopped.uploaded());
    assertEquals(200, stopped.downloaded());
    assertEquals(300, stopped.left());
    assertEquals(400, stopped.corrupt());
    assertEquals(0, stopped.numwant());
    assertEquals(AnnouncePatience.LEAVING, last.get(0).patience());
    assertEquals(0, timers.waiting());
  }

  @Test
  void onlyWhoHasOthersBehindItMustHurry() {
    started(ONE);
    assertEquals(AnnouncePatience.ALONE, trackers.take().get(0).patience());
    started(ONE, TWO);
    assertEquals(AnnouncePatience.IN_TURN, trackers.take().get(0).patience());
    started(ONE, "wss://three/announce");
    assertEquals(AnnouncePatience.ALONE, trackers.take().get(0).patience());
  }

  @Test
  void completedOnceAndAtOnce() {
    TrackerAnnouncer announcer = started(ONE);
    counters = new AnnounceCounters(0, 1_000, 0, 0, 0);
    announcer.completed();
    timers.pass(A_MOMENT);
    List<ScriptedTrackers.Asked> asked = trackers.take();
    assertEquals("[one STARTED, one COMPLETED]", asked.toString());
    assertEquals(0, asked.get(1).request().left());
    timers.pass(Duration.ofSeconds(INTERVAL).plus(A_MOMENT));
    assertEquals(List.of("one NONE"), trackers.words());
    announcer.stop();
    assertEquals(List.of("one STOPPED"), trackers.words());
  }

  @Test
  void completedWaitsForAnAcceptedStarted() {
    trackers.answer("one", ScriptedTrackers.unreachable());
    TrackerAnnouncer announcer = started(ONE);
    announcer.completed();
    timers.pass(Duration.ofSeconds(5));
    assertEquals(List.of("one STARTED"), trackers.words());
    trackers.answer("one", ScriptedTrackers.good());
    timers.pass(Duration.ofMinutes(1));
    assertEquals(List.of("one STARTED", "one COMPLETED"), trackers.words());
  }

  @Test
  void completedIsRepeatedUntilItIsAccepted() {
    TrackerAnnouncer announcer = started(ONE);
    trackers.answer("one", ScriptedTrackers.unreachable());
    announcer.completed();
    timers.pass(Duration.ofSeconds(5));
    trackers.answer("one", ScriptedTrackers.good());
    timers.pass(Duration.ofMinutes(1));
    assertEquals(List.of("one STARTED", "one COMPLETED", "one COMPLETED"), trackers.words());
  }

  @Test
  void whoWasCompleteAtTheStartNeverSaysCompleted() {
    counters = new AnnounceCounters(0, 0, 0, 0, 0);
    TrackerAnnouncer announcer = started(ONE);
    timers.pass(Duration.ofSeconds(INTERVAL).plus(A_MOMENT));
    announcer.stop();
    List<ScriptedTrackers.Asked> asked = trackers.take();
    assertEquals("[one STARTED, one NONE, one STOPPED]", asked.toString());
    assertEquals(0, asked.get(0).request().left());
  }

  @Test
  void stoppedRightAfterCompletedIsSaidAfterIt() {
    TrackerAnnouncer announcer = started(ONE);
    announcer.completed();
    assertTrue(announcer.stop().succeeded());
    assertEquals(List.of("one STARTED", "one COMPLETED", "one STOPPED"), trackers.words());
  }

  @Test
  void stoppedWaitsForTheCompletedThatIsUnderWay() {
    TrackerAnnouncer announcer = started(ONE);
    Promise<TrackerAnswer> answer = Promise.promise();
    trackers.answer("one", answer.future());
    announcer.completed();
    timers.pass(A_MOMENT);
    Future<Void> stopped = announcer.stop();
    assertEquals(List.of("one STARTED", "one COMPLETED"), trackers.words());
    trackers.answer("one", ScriptedTrackers.good());
    ScriptedTrackers.good().onComplete(answer);
    assertEquals(List.of("one STOPPED"), trackers.words());
    assertTrue(stopped.succeeded());
  }

  @Test
  void stoppedIsSaidToWhoKeepsSilentToo() {
    TrackerAnnouncer announcer = started(ONE);
    trackers.answer("one", Promise.<TrackerAnswer>promise().future());
    announcer.completed();
    timers.pass(A_MOMENT);
    trackers.take();
    Future<Void> stopped = announcer.stop();
    timers.pass(Duration.ofSeconds(1));
    assertEquals(List.of("one STOPPED"), trackers.words());
    assertFalse(stopped.isComplete());
    timers.pass(Duration.ofSeconds(4));
    assertTrue(stopped.succeeded());
  }

  @Test
  void whoNeverAcceptedUsIsNotWaitedForLong() {
    trackers.answer("one", Promise.<TrackerAnswer>promise().future());
    TrackerAnnouncer announcer = started(ONE);
    Future<Void> stopped = announcer.stop();
    assertFalse(stopped.isComplete());
    timers.pass(Duration.ofSeconds(1));
    assertTrue(stopped.succeeded());
    assertEquals(List.of("one STARTED"), trackers.words());
  }

  @Test
  void aStartedThatIsAcceptedLateIsTakenBack() {
    Promise<TrackerAnswer> answer = Promise.promise();
    trackers.answer("one", answer.future());
    TrackerAnnouncer announcer = started(ONE);
    Future<Void> stopped = announcer.stop();
    trackers.answer("one", ScriptedTrackers.good());
    ScriptedTrackers.good().onComplete(answer);
    assertEquals(List.of("one STARTED", "one STOPPED"), trackers.words());
    assertTrue(stopped.succeeded());
    assertEquals(stopped, announcer.stop());
    assertEquals(List.of(), trackers.words());
  }

  @Test
  void stopFailsNeverAndWithoutStartSaysNothing() {
    TrackerAnnouncer announcer = started(ONE);
    trackers.answer("one", ScriptedTrackers.unreachable());
    assertTrue(announcer.stop().succeeded());
    trackers.take();
    assertTrue(announcer(List.of(List.of(TWO)), INFO_HASH).stop().succeeded());
    assertEquals(List.of(), trackers.words());
  }

  @Test
  void peersAreAskedForEarlyButNotBeforeTheMinInterval() {
    TrackerAnnouncer announcer = started(ONE);
    trackers.take();
    announcer.needPeers();
    timers.pass(Duration.ofSeconds(MIN_INTERVAL));
    announcer.needPeers();
    assertEquals(List.of(), trackers.words());
    timers.pass(A_MOMENT);
    assertEquals(List.of("one NONE"), trackers.words());
    timers.pass(Duration.ofSeconds(INTERVAL - 1));
    assertEquals(List.of(), trackers.words());
    timers.pass(Duration.ofSeconds(2));
    assertEquals(List.of("one NONE"), trackers.words());
  }

  @Test
  void withoutMinIntervalTwoMinutesAreOne() {
    trackers.answer(
        "one",
        Future.succeededFuture(
            ScriptedTrackers.answer(INTERVAL, OptionalInt.empty(), PeerList.EMPTY)));
    TrackerAnnouncer announcer = started(ONE);
    announcer.needPeers();
    trackers.take();
    timers.pass(Duration.ofMinutes(2));
    assertEquals(List.of(), trackers.words());
    timers.pass(A_MOMENT);
    assertEquals(List.of("one NONE"), trackers.words());
  }

  @Test
  void anIntervalBelowTheMinIntervalAndOneOfYearsAreBounded() {
    trackers.answer(
        "one",
        Future.succeededFuture(ScriptedTrackers.answer(5, OptionalInt.of(90), PeerList.EMPTY)));
    started(ONE);
    trackers.take();
    timers.pass(Duration.ofSeconds(90));
    assertEquals(List.of(), trackers.words());
    trackers.answer(
        "one",
        Future.succeededFuture(
            ScriptedTrackers.answer(Integer.MAX_VALUE, OptionalInt.empty(), PeerList.EMPTY)));
    timers.pass(A_MOMENT);
    assertEquals(List.of("one NONE"), trackers.words());
    timers.pass(Duration.ofDays(1).plus(A_MOMENT));
    assertEquals(List.of("one NONE"), trackers.words());
  }

  @Test
  void aRefusalIsRepeatedAfterTheMinutesItNames() {
    trackers.answer("one", ScriptedTrackers.refused(RequestException.retryLater("too busy", 7)));
    started(ONE);
    trackers.take();
    timers.pass(Duration.ofMinutes(7));
    assertEquals(List.of(), trackers.words());
    timers.pass(A_MOMENT);
    assertEquals(List.of("one STARTED"), trackers.words());
    assertEquals(State.REFUSED, changes.get(0).state());
    assertEquals("too busy", changes.get(0).words());
    assertEquals(OptionalLong.of(7 * 60), changes.get(0).nextAnnounceSeconds());
  }

  @Test
  void whoRefusesForGoodIsNeverAskedAgain() {
    trackers.answer("one", ScriptedTrackers.refused(RequestException.refused("not here")));
    TrackerAnnouncer announcer = started(ONE);
    trackers.take();
    announcer.needPeers();
    announcer.completed();
    timers.pass(Duration.ofDays(7));
    assertTrue(announcer.stop().succeeded());
    assertEquals(List.of(), trackers.words());
    assertEquals(OptionalLong.empty(), announcer.statuses().get(0).nextAnnounceSeconds());
  }

  @Test
  void urlsThatCannotBeAskedAreTold() {
    TrackerAnnouncer announcer =
        started("wss://web/announce/secret", "udp://noport", "no URL/secret", ONE);
    assertEquals(List.of("one STARTED"), trackers.words());
    List<TrackerStatus> statuses = announcer.statuses();
    assertEquals(State.UNSUPPORTED, statuses.get(0).state());
    assertEquals("wss://web", statuses.get(0).tracker());
    assertTrue(statuses.get(0).words().contains("http://"), statuses.get(0).words());
    assertEquals("a udp:// URL needs a port", statuses.get(1).words());
    assertEquals(State.UNSUPPORTED, statuses.get(2).state());
    assertEquals(State.WORKING, statuses.get(3).state());
    assertEquals(3, statuses.get(3).tier());
    assertFalse(statuses.toString().contains("secret"), statuses.toString());
  }

  @Test
  void whatATrackerSaysIsHeard() {
    PeerAddress ours = PeerAddress.ipv4(0x01020304, 0);
    PeerList peers = new PeerList(new byte[] {1, 2, 3, 4, 5, 6}, new byte[0], new byte[0]);
    TrackerAnswer answer =
        new TrackerAnswer(
            60,
            OptionalInt.empty(),
            OptionalInt.of(8),
            OptionalInt.of(9),
            OptionalInt.empty(),
            peers,
            ours,
            "beware",
            "id 1");
    trackers.answer("one", Future.succeededFuture(answer));
    TrackerAnnouncer announcer = started(ONE);
    assertEquals(List.of(ours), seenAs);
    assertEquals(List.of(PeerAddress.ipv4(0x01020304, 0x0506)), found);
    TrackerStatus working =
        new TrackerStatus(
            "http://one:80",
            0,
            State.WORKING,
            "beware",
            OptionalInt.of(8),
            OptionalInt.of(9),
            OptionalLong.of(60));
    assertEquals(List.of(working), changes);
    timers.pass(Duration.ofSeconds(20));
    assertEquals(OptionalLong.of(40), announcer.statuses().get(0).nextAnnounceSeconds());
    trackers.answer("one", ScriptedTrackers.good());
    timers.pass(Duration.ofSeconds(40).plus(A_MOMENT));
    timers.pass(Duration.ofSeconds(INTERVAL).plus(A_MOMENT));
    List<String> ids = trackers.take().stream().map(ScriptedTrackers.Asked::trackerId).toList();
    assertEquals(List.of("", "id 1", "id 1"), ids);
  }

  @Test
  void anAnswerWithTooManyPeersIsCut() {
    PeerList peers = new PeerList(new byte[6 * 5_000], new byte[0], new byte[0]);
    trackers.answer(
        "one", Future.succeededFuture(ScriptedTrackers.answer(60, OptionalInt.empty(), peers)));
    started(ONE);
    assertEquals(1_000, found.size());
  }

  @Test
  void aHybridTorrentAnnouncesBothSwarmsUnderOneKey() {
    InfoHash second = Announces.hash(2);
    trackers.answer(
        "one",
        request ->
            request.infoHash().equals(second)
                ? ScriptedTrackers.refused(RequestException.refused("unknown"))
                : ScriptedTrackers.good());
    TrackerAnnouncer announcer = announcer(List.of(List.of(ONE)), INFO_HASH, second);
    announcer.start();
    List<ScriptedTrackers.Asked> asked = trackers.take();
    assertEquals(INFO_HASH, asked.get(0).request().infoHash());
    assertEquals(second, asked.get(1).request().infoHash());
    assertEquals(asked.get(0).request().key(), asked.get(1).request().key());
    assertEquals(1, announcer.statuses().size());
    assertEquals(State.WORKING, announcer.statuses().get(0).state());
    announcer.alsoAnnounce(second);
    assertEquals(List.of(), trackers.words());
    announcer.alsoAnnounce(Announces.hash(3));
    announcer.completed();
    timers.pass(A_MOMENT);
    announcer.stop();
    assertEquals(
        List.of("one STARTED", "one COMPLETED", "one COMPLETED", "one STOPPED", "one STOPPED"),
        trackers.words());
  }

  @Test
  void aTrackerThatComesBackIsTalkedToAgainWithoutBotheringOthersTooSoon() {
    trackers.answer("one", ScriptedTrackers.unreachable());
    TrackerAnnouncer announcer = started(ONE, TWO, "http://three/announce");
    assertEquals(List.of("one STARTED", "two STARTED"), trackers.words());
    timers.pass(Duration.ofMinutes(1));
    announcer.needPeers();
    timers.pass(Duration.ofSeconds(MIN_INTERVAL));
    assertEquals(List.of("one STARTED", "two NONE"), trackers.words());
    trackers.answer("one", ScriptedTrackers.good());
    timers.pass(Duration.ofSeconds(INTERVAL));
    assertEquals(List.of("one STARTED"), trackers.words());
    trackers.answer("one", ScriptedTrackers.unreachable());
    announcer.completed();
    timers.pass(A_MOMENT);
    assertEquals(List.of("one COMPLETED", "two COMPLETED"), trackers.words());
  }

  @Test
  void nobodyIsAskedInALoopWhenAllFail() {
    trackers.answer("one", ScriptedTrackers.unreachable());
    TrackerAnnouncer announcer = started(ONE, TWO);
    trackers.take();
    timers.pass(Duration.ofSeconds(MIN_INTERVAL - 10));
    announcer.completed();
    trackers.answer("two", ScriptedTrackers.unreachable());
    timers.pass(Duration.ofHours(1));
    int asked = trackers.take().size();
    assertTrue(asked >= 4 && asked < 40, asked + " announces");
  }

  @Test
  void withoutTrackersThereIsNothingToDo() {
    TrackerAnnouncer announcer = started();
    announcer.needPeers();
    announcer.completed();
    assertEquals(List.of(), announcer.statuses());
    assertEquals(0, timers.waiting());
    assertTrue(announcer.stop().succeeded());
  }
}

package io.skep.swarm;

import static io.skep.swarm.Samples.INTERVAL;
import static io.skep.swarm.Samples.RETENTION;
import static io.skep.swarm.Samples.TTL;
import static io.skep.swarm.Samples.infoHash;
import static io.skep.swarm.Samples.ipv4;
import static io.skep.swarm.Samples.ipv6;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.AddressFamilies;
import io.skep.bittorrent.AnnounceBuilder;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerId;
import io.skep.bittorrent.PeerList;
import io.skep.bittorrent.SwarmCounts;
import io.skep.swarm.SwarmStore.Answer;
import io.skep.swarm.SwarmStore.Summary;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link SwarmStore} does. */
abstract class SwarmStoreContract {
  private static final InfoHash SWARM = infoHash(1);
  private static final InfoHash OTHER_SWARM = infoHash(2);
  private static final long T = 1_800_000_000L;

  private final boolean accounting;
  private SwarmStore store;

  SwarmStoreContract(boolean accounting) {
    this.accounting = accounting;
  }

  abstract SwarmStore store(SwarmLimits limits);

  @BeforeEach
  void begin() {
    store = store(Samples.limits(accounting));
  }

  private static AnnounceBuilder peer(PeerAddress address) {
    return new AnnounceBuilder(SWARM, address);
  }

  private Answer announce(AnnounceBuilder caller, int wanted, long now) {
    return store.announce(caller.build(), wanted, now);
  }

  private Answer announce(AnnounceBuilder caller) {
    return announce(caller, 50, T);
  }

  private static Set<String> told(Answer answer) {
    return Samples.addresses(answer.peers());
  }

  private static Set<String> these(PeerAddress... addresses) {
    return Stream.of(addresses)
        .map(PeerAddress::toString)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void assertCounts(int complete, int incomplete, int downloaded, int downloaders) {
    assertEquals(
        new SwarmCounts(complete, incomplete, downloaded, downloaders), store.counts(SWARM));
  }

  @Test
  void everyPeerIsShownOnceWithItsFigures() {
    Set<String> expected = new TreeSet<>();
    for (int i = 0; i < 300; i++) {
      InfoHash swarm = i % 3 == 0 ? OTHER_SWARM : SWARM;
      PeerAddress address = i % 2 == 0 ? ipv4(i) : ipv6(i);
      AnnounceBuilder caller = new AnnounceBuilder(swarm, address).counters(i, 2L * i, i % 5);
      Role role = i % 5 == 0 ? Role.SEEDER : Role.LEECHER;
      announce(caller);
      long uploaded = accounting ? i : 0;
      expected.add(swarm + " " + address + " " + role + " " + uploaded + " " + 2 * uploaded);
    }
    Set<String> shown = new TreeSet<>();

    store.forEachPeer(
        (swarm, address, role, uploaded, downloaded) ->
            assertTrue(
                shown.add(swarm + " " + address + " " + role + " " + uploaded + " " + downloaded)));

    assertEquals(expected, shown);
  }

  // Who is counted as what.

  @Test
  void whoStartsIsALeecher() {
    Answer answer = announce(peer(ipv4(1)).event(Event.STARTED));
    assertEquals(new SwarmCounts(0, 1, 0, 1), answer.counts());
    assertCounts(0, 1, 0, 1);
    assertEquals(new Totals(1, 0, 1, 0, 0, 0), store.totals());
  }

  @Test
  void whoHasEverythingIsASeederButHasCompletedNothingHere() {
    announce(peer(ipv4(1)).event(Event.STARTED).seeder());
    assertCounts(1, 0, 0, 0);
    assertEquals(new Totals(1, 1, 0, 0, 0, 0), store.totals());
  }

  @Test
  void aRegularAnnounceTakesAnUnknownPeerIn() {
    announce(peer(ipv6(1)));
    assertCounts(0, 1, 0, 1);
  }

  @Test
  void anAnnounceThatIsRepeatedChangesNothing() {
    announce(peer(ipv4(1)).event(Event.STARTED));
    announce(peer(ipv4(1)).event(Event.STARTED));
    announce(peer(ipv4(1)));
    assertCounts(0, 1, 0, 1);
  }

  @Test
  void aPartialSeedIsIncompleteButNoDownloader() {
    announce(peer(ipv4(1)).event(Event.PAUSED));
    assertCounts(0, 1, 0, 0);
    assertEquals(new Totals(1, 0, 1, 0, 0, 0), store.totals());
  }

  @Test
  void whoIsPausedAndHasEverythingIsASeeder() {
    announce(peer(ipv4(1)).event(Event.PAUSED).seeder());
    assertCounts(1, 0, 0, 0);
  }

  @Test
  void aPeerWithoutASizeYetIsALeecher() {
    announce(peer(ipv4(1)).left(AnnounceRequest.LEFT_UNKNOWN));
    assertCounts(0, 1, 0, 1);
  }

  @Test
  void aPeerHasOneRoleAtATime() {
    for (PeerAddress address : List.of(ipv4(1), ipv6(1))) {
      begin();
      announce(peer(address).event(Event.STARTED));
      assertCounts(0, 1, 0, 1);
      announce(peer(address).event(Event.PAUSED));
      assertCounts(0, 1, 0, 0);
      announce(peer(address).event(Event.COMPLETED).seeder());
      assertCounts(1, 0, 1, 0);
      announce(peer(address).event(Event.PAUSED));
      assertCounts(0, 1, 1, 0);
      announce(peer(address));
      assertCounts(0, 1, 1, 1);
      assertEquals(new Totals(1, 0, 1, 1, 0, 0), store.totals());
    }
  }

  @Test
  void portsTellPeersApart() {
    announce(peer(ipv4(1)));
    announce(peer(ipv4(1).withPort(7000)));
    announce(peer(ipv6(1)));
    announce(peer(ipv6(1).withPort(7000)));
    assertCounts(0, 4, 0, 4);
  }

  @Test
  void whoComesBackWithAnotherIdTakesItsOldPlace() {
    announce(peer(ipv4(1)).event(Event.STARTED));
    announce(peer(ipv4(1)).event(Event.STARTED).id(new PeerId(1, 2, 3)));
    assertCounts(0, 1, 0, 1);
  }

  @Test
  void swarmsHaveNothingToDoWithEachOther() {
    announce(peer(ipv4(1)).seeder());
    store.announce(new AnnounceBuilder(OTHER_SWARM, ipv4(1)).build(), 50, T);
    Answer second = store.announce(new AnnounceBuilder(OTHER_SWARM, ipv4(2)).build(), 50, T);
    assertCounts(1, 0, 0, 0);
    assertEquals(new SwarmCounts(0, 2, 0, 2), second.counts());
    assertEquals(these(ipv4(1)), told(second));
    assertEquals(new Totals(2, 1, 2, 0, 0, 0), store.totals());
  }

  // Completions.

  @Test
  void aCompletionThatComesTwiceCountsOnce() {
    announce(peer(ipv4(1)));
    Answer first = announce(peer(ipv4(1)).event(Event.COMPLETED).seeder());
    Answer second = announce(peer(ipv4(1)).event(Event.COMPLETED).seeder());
    assertEquals(new SwarmCounts(1, 0, 1, 0), first.counts());
    assertEquals(first.counts(), second.counts());
    assertEquals(1, store.totals().completed());
  }

  @Test
  void aSeederThatWasKnownAsOneHasNotCompleted() {
    announce(peer(ipv4(1)).seeder());
    announce(peer(ipv4(1)).event(Event.COMPLETED).seeder());
    assertCounts(1, 0, 0, 0);
    assertEquals(0, store.totals().completed());
  }

  @Test
  void theCompletionOfAPeerThatWasNotKnownCounts() {
    announce(peer(ipv4(1)).event(Event.COMPLETED).seeder());
    assertCounts(1, 0, 1, 0);
  }

  @Test
  void whoSaysCompletedButMissesSomethingHasNotCompleted() {
    announce(peer(ipv4(1)).event(Event.COMPLETED).left(1));
    assertCounts(0, 1, 0, 1);
  }

  @Test
  void whoFetchesAgainCompletesAgain() {
    announce(peer(ipv4(1)).event(Event.COMPLETED).seeder());
    announce(peer(ipv4(1)).event(Event.STOPPED).seeder());
    announce(peer(ipv4(1)).event(Event.STARTED));
    announce(peer(ipv4(1)).event(Event.COMPLETED).seeder());
    assertCounts(1, 0, 2, 0);
    assertEquals(2, store.totals().completed());
  }

  // Who is told of whom.

  @Test
  void aLeecherIsToldOfEverybodyButItself() {
    announce(peer(ipv4(1)));
    announce(peer(ipv4(2)).event(Event.PAUSED));
    announce(peer(ipv4(3)).seeder());
    announce(peer(ipv6(1)));
    announce(peer(ipv6(2)).event(Event.PAUSED));
    announce(peer(ipv6(3)).seeder());
    assertEquals(these(ipv4(2), ipv4(3), ipv6(1), ipv6(2), ipv6(3)), told(announce(peer(ipv4(1)))));
    assertEquals(these(ipv4(1), ipv4(2), ipv4(3), ipv6(2), ipv6(3)), told(announce(peer(ipv6(1)))));
  }

  @Test
  void whoHasAllItWantsIsToldOfLeechersOnly() {
    announce(peer(ipv4(1)));
    announce(peer(ipv4(2)).event(Event.PAUSED));
    announce(peer(ipv4(3)).seeder());
    announce(peer(ipv6(1)));
    announce(peer(ipv6(2)).event(Event.PAUSED));
    announce(peer(ipv6(3)).seeder());
    Set<String> leechers = these(ipv4(1), ipv6(1));
    assertEquals(leechers, told(announce(peer(ipv4(3)).seeder())));
    assertEquals(leechers, told(announce(peer(ipv6(3)).seeder())));
    assertEquals(leechers, told(announce(peer(ipv4(2)).event(Event.PAUSED))));
    assertEquals(leechers, told(announce(peer(ipv4(9)).seeder())));
    assertEquals(these(ipv6(1)), told(announce(peer(ipv4(1)).event(Event.COMPLETED).seeder())));
  }

  @Test
  void theFirstIsToldOfNobody() {
    assertEquals(PeerList.EMPTY, announce(peer(ipv4(1))).peers());
    assertEquals(PeerList.EMPTY, announce(peer(ipv4(1))).peers());
  }

  @Test
  void anIpv4PeerIsNotTakenForTheIpv6PeerWithTheSameLastBits() {
    PeerAddress plain = ipv4(1);
    PeerAddress mapped = new PeerAddress(1, plain.low(), plain.port());
    announce(peer(plain));
    assertEquals(these(plain), told(announce(peer(mapped))));
    assertCounts(0, 2, 0, 2);
  }

  @Test
  void noMoreAreToldThanWanted() {
    for (int i = 0; i < 75; i++) {
      announce(peer(ipv4(i)));
      announce(peer(ipv6(i)));
    }
    AnnounceBuilder caller = peer(ipv4(0));
    assertEquals(0, told(announce(caller, -1, T)).size());
    for (int wanted : new int[] {0, 1, 2, 37, 74, 75, 100, 148, 149}) {
      assertEquals(wanted, told(announce(caller, wanted, T)).size());
    }
    assertEquals(149, told(announce(caller, 150, T)).size());
    assertEquals(149, told(announce(caller, Integer.MAX_VALUE, T)).size());
  }

  @Test
  void onlyFamiliesOfUseAreTold() {
    announce(peer(ipv4(1)));
    announce(peer(ipv4(2)));
    announce(peer(ipv6(1)));
    announce(peer(ipv6(2)));
    assertEquals(these(ipv4(2)), told(announce(peer(ipv4(1)).families(AddressFamilies.IPV4))));
    assertEquals(
        these(ipv6(1), ipv6(2)), told(announce(peer(ipv4(1)).families(AddressFamilies.IPV6))));
    assertEquals(these(ipv6(2)), told(announce(peer(ipv6(1)).families(AddressFamilies.IPV6))));
    assertEquals(
        these(ipv4(1), ipv4(2)), told(announce(peer(ipv6(1)).families(AddressFamilies.IPV4))));
  }

  @Test
  void theCallersOwnFamilyIsToldFirst() {
    for (int i = 1; i <= 3; i++) {
      announce(peer(ipv4(i)));
      announce(peer(ipv6(i)));
    }
    assertFamilies(2, 0, announce(peer(ipv4(1)), 2, T));
    assertFamilies(2, 2, announce(peer(ipv4(1)), 4, T));
    assertFamilies(0, 2, announce(peer(ipv6(1)), 2, T));
    assertFamilies(2, 2, announce(peer(ipv6(1)), 4, T));
  }

  private static void assertFamilies(int ipv4, int ipv6, Answer answer) {
    assertEquals(ipv4, answer.peers().ipv4().length / PeerList.IPV4_LENGTH);
    assertEquals(ipv6, answer.peers().ipv6().length / PeerList.IPV6_LENGTH);
  }

  @Test
  void idsAreToldWhereTheyAreAskedForAndKept() {
    announce(peer(ipv6(1)).id(new PeerId(6, 6, 6)));
    announce(peer(ipv4(1)).id(new PeerId(4, 4, 4)));
    Map<String, PeerId> kept =
        accounting
            ? Map.of(
                ipv4(1).toString(), new PeerId(4, 4, 4), ipv6(1).toString(), new PeerId(6, 6, 6))
            : Map.of();
    for (PeerAddress caller : List.of(ipv4(2), ipv6(2))) {
      Answer answer = announce(peer(caller).wantingIds(), 2, T);
      Map<String, PeerId> ids = new HashMap<>();
      for (PeerList.Entry entry : answer.peers().entries()) {
        if (entry.id() != null) {
          ids.put(entry.address().toString(), entry.id());
        }
      }
      assertEquals(2, answer.peers().size());
      assertEquals(kept, ids);
      announce(peer(caller).event(Event.STOPPED));
    }
    assertEquals(0, announce(peer(ipv4(3))).peers().ids().length);
  }

  @Test
  void aClientIsKeptUnderBothItsAddresses() {
    PeerId id = new PeerId(7, 7, 7);
    announce(peer(ipv4(1)).id(id));
    Answer answer = announce(peer(ipv6(1)).id(id));
    assertEquals(new SwarmCounts(0, 2, 0, 2), answer.counts());
    assertEquals(accounting ? Set.of() : these(ipv4(1)), told(answer));
    Answer again = announce(peer(ipv4(1)).id(id));
    assertEquals(accounting ? Set.of() : these(ipv6(1)), told(again));
    assertEquals(these(ipv4(1), ipv6(1)), told(announce(peer(ipv4(2)))));
  }

  // Who leaves.

  @Test
  void whoStopsIsGoneAndToldOfNobody() {
    announce(peer(ipv4(1)));
    announce(peer(ipv6(1)).seeder());
    Answer answer = announce(peer(ipv4(1)).event(Event.STOPPED));
    assertEquals(new Answer(new SwarmCounts(1, 0, 0, 0), PeerList.EMPTY), answer);
    assertEquals(these(ipv6(1)), told(announce(peer(ipv4(2)))));
    announce(peer(ipv4(2)).event(Event.STOPPED));
    announce(peer(ipv6(1)).event(Event.STOPPED).seeder());
    assertCounts(0, 0, 0, 0);
    assertEquals(new Totals(0, 0, 0, 0, 0, 0), store.totals());
  }

  @Test
  void whoStopsInAnotherRoleThanItWasKnownInIsGone() {
    announce(peer(ipv4(1)).seeder());
    announce(peer(ipv4(1)).event(Event.STOPPED).left(5));
    assertCounts(0, 0, 0, 0);
  }

  @Test
  void whoWasNotThereCanStop() {
    announce(peer(ipv4(1)));
    announce(peer(ipv4(2)).event(Event.STOPPED));
    announce(peer(ipv4(1)).event(Event.STOPPED));
    announce(peer(ipv4(1)).event(Event.STOPPED));
    assertCounts(0, 0, 0, 0);
    assertEquals(new Totals(0, 0, 0, 0, 0, 0), store.totals());
  }

  @Test
  void whoStopsInASwarmThatIsNotKnownMakesNone() {
    Answer answer = announce(peer(ipv4(1)).event(Event.STOPPED));
    assertEquals(new Answer(SwarmCounts.EMPTY, PeerList.EMPTY), answer);
    assertEquals(List.of(), store.summaries());
  }

  // Who is silent.

  @Test
  void whoIsSilentForLongerThanAllowedIsForgottenWithTheNextAnnounce() {
    announce(peer(ipv4(1)));
    announce(peer(ipv6(1)).seeder());
    Answer atTheLimit = announce(peer(ipv4(2)), 50, T + TTL);
    assertEquals(these(ipv4(1), ipv6(1)), told(atTheLimit));
    assertEquals(new SwarmCounts(1, 2, 0, 2), atTheLimit.counts());
    Answer beyond = announce(peer(ipv4(2)), 50, T + TTL + 1);
    assertEquals(Set.of(), told(beyond));
    assertEquals(new SwarmCounts(0, 1, 0, 1), beyond.counts());
    assertEquals(new Totals(1, 0, 1, 0, 2, 0), store.totals());
  }

  @Test
  void whoIsSilentForLongerThanAllowedIsForgottenByTheSweep() {
    announce(peer(ipv4(1)));
    announce(peer(ipv4(2)).event(Event.PAUSED));
    announce(peer(ipv6(1)).seeder());
    store.sweep(T + TTL);
    assertCounts(1, 2, 0, 1);
    store.sweep(T + TTL + 1);
    assertCounts(0, 0, 0, 0);
    assertEquals(new Totals(0, 0, 0, 0, 3, 0), store.totals());
  }

  @Test
  void theSweepReachesEveryPeerOfALargeSwarm() {
    for (int i = 0; i < 2000; i++) {
      announce(peer(ipv4(i)), 0, T + i / 1000);
    }
    store.sweep(T + TTL + 1);
    assertCounts(0, 1000, 0, 1000);
    store.sweep(T + TTL + 2);
    assertCounts(0, 0, 0, 0);
    assertEquals(2000, store.totals().expired());
  }

  @Test
  void eachAnnounceProlongsAPeersStay() {
    announce(peer(ipv4(1)));
    announce(peer(ipv4(1)), 50, T + TTL);
    store.sweep(T + 2 * TTL);
    assertCounts(0, 1, 0, 1);
    store.sweep(T + 2 * TTL + 1);
    assertCounts(0, 0, 0, 0);
  }

  @Test
  void whoReturnsAfterItWasForgottenIsNew() {
    announce(peer(ipv4(1)).event(Event.COMPLETED).seeder());
    announce(peer(ipv4(1)).seeder(), 50, T + TTL + 1);
    assertCounts(1, 0, 1, 0);
    assertEquals(new Totals(1, 1, 0, 1, 1, 0), store.totals());
  }

  @Test
  void aCallThatComesLateForgetsNobody() {
    announce(peer(ipv4(1)), 50, T + 5);
    announce(peer(ipv6(1)), 50, T + 5);
    Answer late = announce(peer(ipv4(2)), 50, T);
    assertEquals(these(ipv4(1), ipv6(1)), told(late));
    store.sweep(T + 1);
    assertCounts(0, 3, 0, 3);
    assertEquals(0, store.totals().expired());
    for (Peer peer : store.members(SWARM, 0, 9, T).peers()) {
      assertTrue(peer.lastSeen() >= T && peer.lastSeen() <= T + 5, peer::toString);
    }
  }

  // Swarms that come and go.

  @Test
  void aSwarmThatIsNotKnownHasNobody() {
    assertEquals(SwarmCounts.EMPTY, store.counts(SWARM));
    SwarmStore.Members members = store.members(SWARM, 0, 10, T);
    assertEquals(new Summary(SWARM, SwarmCounts.EMPTY, 0), members.summary());
    assertEquals(List.of(), members.peers());
    assertEquals(new Totals(0, 0, 0, 0, 0, 0), store.totals());
    store.forEach((infoHash, counts) -> assertNull(infoHash));
    store.sweep(T);
  }

  @Test
  void anEmptySwarmIsForgotten() {
    announce(peer(ipv4(1)));
    announce(peer(ipv4(1)).event(Event.STOPPED));
    store.sweep(T);
    assertEquals(List.of(), store.summaries());
  }

  @Test
  void aSwarmWithAMemberIsNotForgotten() {
    announce(peer(ipv4(1)));
    store.sweep(T + TTL);
    assertEquals(List.of(new Summary(SWARM, new SwarmCounts(0, 1, 0, 1), T)), store.summaries());
  }

  @Test
  void completionsAreRememberedForAWhileWhenNobodyIsLeft() {
    announce(peer(ipv4(1)).event(Event.COMPLETED).seeder());
    announce(peer(ipv4(1)).event(Event.STOPPED).seeder(), 50, T + 60);
    store.sweep(T + 60 + RETENTION);
    assertCounts(0, 0, 1, 0);
    store.sweep(T + 60 + RETENTION + 1);
    assertCounts(0, 0, 0, 0);
    assertEquals(List.of(), store.summaries());
    assertEquals(1, store.totals().completed());
  }

  @Test
  void whoReturnsWithinThatTimeFindsTheCompletions() {
    announce(peer(ipv4(1)).event(Event.COMPLETED).seeder());
    store.sweep(T + RETENTION);
    assertEquals(0, store.totals().torrents());
    announce(peer(ipv4(2)), 50, T + RETENTION);
    assertCounts(0, 1, 1, 1);
    assertEquals(1, store.totals().torrents());
  }

  // Swarms that are full.

  @Test
  void aFullSwarmTakesNobodyInButToldOfItsPeersEverybodyIs() {
    store = store(Samples.limits(1 << 20, 2, accounting));
    announce(peer(ipv4(1)));
    announce(peer(ipv6(1)));
    Answer third = announce(peer(ipv4(2)));
    assertEquals(new SwarmCounts(0, 2, 0, 2), third.counts());
    assertEquals(these(ipv4(1), ipv6(1)), told(third));
    assertEquals(new Totals(1, 0, 2, 0, 0, 1), store.totals());
  }

  @Test
  void membersOfAFullSwarmAreServedAsBefore() {
    store = store(Samples.limits(1 << 20, 2, accounting));
    announce(peer(ipv4(1)));
    announce(peer(ipv4(2)));
    announce(peer(ipv4(2)).event(Event.COMPLETED).seeder());
    assertCounts(1, 1, 1, 1);
    announce(peer(ipv4(1)).event(Event.STOPPED));
    announce(peer(ipv4(3)));
    assertCounts(1, 1, 1, 1);
    assertEquals(new Totals(1, 1, 1, 1, 0, 0), store.totals());
  }

  @Test
  void whoIsNotTakenInHasCompletedNothing() {
    store = store(Samples.limits(1 << 20, 1, accounting));
    announce(peer(ipv4(1)));
    announce(peer(ipv4(2)).event(Event.COMPLETED).seeder());
    announce(peer(ipv4(2)).event(Event.COMPLETED).seeder());
    assertCounts(0, 1, 0, 1);
    assertEquals(new Totals(1, 0, 1, 0, 0, 2), store.totals());
  }

  @Test
  void theSilentMakeRoom() {
    store = store(Samples.limits(1 << 20, 1, accounting));
    announce(peer(ipv4(1)));
    announce(peer(ipv4(2)), 50, T + TTL + 1);
    assertCounts(0, 1, 0, 1);
    assertEquals(new Totals(1, 0, 1, 0, 1, 0), store.totals());
  }

  // What a person sees.

  @Test
  void membersAreShownWithWhatTheySaid() {
    announce(peer(ipv4(1)).event(Event.STARTED).id(new PeerId(1, 1, 1)));
    announce(peer(ipv4(1)).id(new PeerId(-2, -2, -2)).counters(10, 20, 0), 50, T + INTERVAL);
    announce(peer(ipv6(1)).event(Event.PAUSED).counters(1L << 60, 2, 3), 50, T + 5 + INTERVAL);
    Peer.Account first = new Peer.Account(new PeerId(-2, -2, -2), 10, 20, 0, T);
    Peer.Account second =
        new Peer.Account(AnnounceBuilder.idOf(ipv6(1)), 1L << 60, 2, 3, T + 5 + INTERVAL);
    SwarmStore.Members members = store.members(SWARM, 0, 10, T + 2000);
    assertEquals(
        Set.of(
            new Peer(ipv4(1), Role.SEEDER, T + INTERVAL, accounting ? first : null),
            new Peer(ipv6(1), Role.PARTIAL_SEED, T + 5 + INTERVAL, accounting ? second : null)),
        Set.copyOf(members.peers()));
    assertEquals(
        new Summary(SWARM, new SwarmCounts(1, 1, 0, 0), T + 5 + INTERVAL), members.summary());
  }

  @Test
  void membersAreShownPageByPage() {
    Set<PeerAddress> shown = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      announce(peer(ipv4(i)));
      announce(peer(ipv6(i)).seeder());
    }
    for (int offset = 0; offset < 100; offset += 30) {
      List<Peer> page = store.members(SWARM, offset, 30, T).peers();
      assertEquals(Math.min(30, 100 - offset), page.size());
      page.forEach(peer -> assertTrue(shown.add(peer.address()), "shown twice"));
    }
    assertEquals(100, shown.size());
    assertEquals(List.of(), store.members(SWARM, 100, 30, T).peers());
    assertEquals(List.of(), store.members(SWARM, 0, 0, T).peers());
  }

  @Test
  void eachSwarmIsShownOnce() {
    Map<InfoHash, SwarmCounts> expected = new HashMap<>();
    for (int i = 0; i < 40; i++) {
      for (int p = 0; p <= i % 3; p++) {
        Answer answer =
            store.announce(new AnnounceBuilder(infoHash(i), ipv4(p)).seeder().build(), 0, T + i);
        expected.put(infoHash(i), answer.counts());
      }
    }
    Map<InfoHash, SwarmCounts> visited = new HashMap<>();
    store.forEach((infoHash, counts) -> assertNull(visited.put(infoHash, counts)));
    assertEquals(expected, visited);
    Map<InfoHash, SwarmCounts> summarized = new HashMap<>();
    for (Summary summary : store.summaries()) {
      assertNull(summarized.put(summary.infoHash(), summary.counts()));
      assertEquals(T + summary.infoHash().low(), summary.lastAnnounce());
    }
    assertEquals(expected, summarized);
    assertEquals(40, store.totals().torrents());
    assertNotNull(expected.get(infoHash(0)));
  }
}

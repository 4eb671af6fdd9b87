package io.skep.ledger;

import static io.skep.bittorrent.Event.NONE;
import static io.skep.bittorrent.Event.STARTED;
import static io.skep.bittorrent.Event.STOPPED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.AnnounceBuilder;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.AnnounceResponse;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.swarm.CaffeineSwarmStore;
import io.skep.swarm.Peer;
import io.skep.swarm.SwarmLimits;
import io.skep.tracker.Admission;
import io.skep.tracker.Admitted;
import io.skep.tracker.AnnounceRules;
import io.skep.tracker.Departures;
import io.skep.tracker.Tracker;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** At how many addresses one client is in the swarms of a torrent, a hybrid here. */
class DeparturesTest {
  private static final InfoHash V1 = new InfoHash(1, 2, 3);
  private static final InfoHash V2 = new InfoHash(4, 5, 6);
  private static final List<InfoHash> BOTH = List.of(V1, V2);
  private static final int MANY = 100;

  private final CaffeineSwarmStore swarms =
      new CaffeineSwarmStore(new SwarmLimits(10_000, 1000, 1800, 2400, 86_400, true));
  private final MemoryLedgerStore store = new MemoryLedgerStore();
  private final HeldEntries sink = new HeldEntries(store);
  private final Tracker tracker;
  private long now = 1_000_000;

  private record Member(Future<Admitted> who) implements Admission {
    @Override
    public Future<Admitted> admit(AnnounceRequest request, PeerAddress from, long now) {
      return who;
    }

    @Override
    public boolean serves(InfoHash infoHash) {
      return true;
    }
  }

  DeparturesTest() throws Exception {
    Ledger ledger =
        Ledger.open(
            store,
            new MemoryMultiplierStore(),
            sink,
            CheatRules.NONE,
            new HitAndRuns(store, HitAndRunRules.NONE, torrent -> true, torrent -> -1),
            LedgerSetup.RULES,
            Departures.from(swarms, torrent -> torrent == LedgerSetup.TORRENT ? BOTH : List.of()),
            now);
    tracker =
        new Tracker(
            new AnnounceRules(1800, 900, 30, 50),
            new Member(
                Future.succeededFuture(new Admitted(LedgerSetup.USER, LedgerSetup.TORRENT, ""))),
            swarms,
            ledger);
  }

  private static PeerAddress host(int number, int port) {
    return PeerAddress.ipv4(0x0A000000 + number, port);
  }

  private Future<AnnounceResponse> says(
      InfoHash swarm, PeerAddress address, int key, Event event, long uploaded) {
    AnnounceRequest request =
        new AnnounceBuilder(swarm, address).event(event).key(key).counters(uploaded, 0, 9).build();
    Future<AnnounceResponse> answer = tracker.announce(request, address, now);
    sink.commit();
    return answer;
  }

  private Set<PeerAddress> members(InfoHash swarm) {
    Set<PeerAddress> addresses = new HashSet<>();
    for (Peer peer : swarms.members(swarm, 0, 1000, now).peers()) {
      addresses.add(peer.address());
    }
    return addresses;
  }

  @Test
  void aClientIsAtOnePortOfAHost() {
    for (int port = 1; port <= MANY; port++) {
      says(V1, host(1, port), 7, NONE, 0);
    }
    assertEquals(Set.of(host(1, MANY)), members(V1));
  }

  @Test
  void anAddressIsLeftInBothSwarmsOfAHybrid() {
    for (int port = 1; port <= MANY; port++) {
      says(port % 2 == 0 ? V1 : V2, host(1, port), 7, NONE, 0);
    }
    assertEquals(Set.of(host(1, MANY)), members(V1));
    assertEquals(Set.of(), members(V2));
  }

  @Test
  void aClientIsAtFewHosts() {
    for (int number = 1; number <= MANY; number++) {
      says(V1, host(number, 6881), 7, NONE, 0);
    }
    Set<PeerAddress> members = members(V1);
    assertEquals(SessionAddresses.MAX, members.size());
    assertTrue(members.contains(host(MANY, 6881)), members.toString());
  }

  @Test
  void whatComesLateIsNoWayRoundThat() {
    says(V1, host(1, 6881), 7, STARTED, 1000);
    for (int port = 1; port <= MANY; port++) {
      says(V1, host(1, port), 7, NONE, 10);
    }
    assertEquals(Set.of(host(1, MANY)), members(V1));
  }

  @Test
  void norIsADatabaseThatIsAway() {
    says(V1, host(1, 6881), 7, NONE, 0);
    sink.setRoom(false);
    for (int port = 1; port <= MANY; port++) {
      assertTrue(says(V1, host(1, port), 7, NONE, 0).succeeded());
      assertTrue(says(V1, host(1, port), 1000 + port, NONE, 0).failed(), "nobody knows that one");
    }
    assertEquals(Set.of(), members(V1), "the last word was that of one that is not known");
    says(V1, host(1, 5), 7, NONE, 0);
    assertEquals(Set.of(host(1, 5)), members(V1));
  }

  @Test
  void whoStopsLeavesEverywhere() {
    PeerAddress ipv6 = new PeerAddress(0x20010db8_00000000L, 1, 6881);
    for (int key = 1; key <= MANY; key++) {
      says(V1, host(1, key), key, STARTED, 0);
      says(V2, host(1, key), key, STARTED, 0);
      says(V1, ipv6, key, STARTED, 0);
      says(V1, host(2, 6881), key, STOPPED, 0);
    }
    assertEquals(Set.of(), members(V1));
    assertEquals(Set.of(), members(V2));
  }

  @Test
  void whatWasSentBeforeTheStopBringsNobodyBack() {
    says(V1, host(1, 6881), 7, STARTED, 0);
    says(V1, host(1, 6881), 7, STOPPED, 500);
    says(V1, host(1, 6881), 7, NONE, 400);
    assertEquals(Set.of(), members(V1));
    sink.setRoom(false);
    assertTrue(says(V1, host(1, 6881), 7, NONE, 900).failed());
    sink.setRoom(true);
    says(V1, host(1, 6881), 7, STARTED, 0);
    assertEquals(Set.of(host(1, 6881)), members(V1));
  }

  /** IPv4 and IPv6, both info-hashes, HTTP and UDP, which may show another key. */
  @Test
  void oneHonestClientIsFoundInAllPlaces() {
    PeerAddress ipv6 = new PeerAddress(0x20010db8_00000000L, 1, 6881);
    for (int round = 0; round < 5; round++) {
      for (InfoHash swarm : BOTH) {
        for (PeerAddress address : List.of(host(1, 6881), ipv6)) {
          says(swarm, address, 7, round == 0 ? STARTED : NONE, round * 1000L);
          says(swarm, address, 8, round == 0 ? STARTED : NONE, round * 1000L);
        }
      }
      now += 1800;
    }
    assertEquals(Set.of(host(1, 6881), ipv6), members(V1));
    assertEquals(Set.of(host(1, 6881), ipv6), members(V2));
  }

  @Test
  void aClientThatMovesToAnotherPortLeavesNothingBehind() {
    says(V1, host(1, 6881), 7, STARTED, 0);
    now += 60;
    says(V1, host(1, 6882), 7, NONE, 10);
    assertEquals(Set.of(host(1, 6882)), members(V1));
  }

  @Test
  void theOtherClientsOfAUserStay() {
    for (int client = 1; client <= 5; client++) {
      AnnounceRequest request =
          new AnnounceBuilder(V1, host(1, 6880 + client))
              .key(client)
              .id(new TestClient(client, client, 1).peerId())
              .build();
      tracker.announce(request, request.address(), now);
    }
    assertEquals(5, members(V1).size());
  }
}

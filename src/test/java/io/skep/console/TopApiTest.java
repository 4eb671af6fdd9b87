package io.skep.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.SwarmCounts;
import io.skep.storage.UserRole;
import io.skep.tracker.Admitted;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init") // What is started before each test.
class TopApiTest {
  private static final InfoHash FETCHED =
      InfoHash.parse("00000000000000000000000000000000000000a1");

  private PrivateConsole console;
  private long alice;
  private long bob;

  @BeforeEach
  void twoHaveFetchedAndNotSeeded() throws Exception {
    console = new PrivateConsole();
    ApiClient api = console.client();
    api.addTorrent(FETCHED.toString(), "fetched");
    alice = fetch(api.addUser("alice"));
    bob = fetch(api.addUser("bob"));
    console.clock.addAndGet(11 * 86_400);
    console.parts.hitAndRuns().refresh(console.clock.get());
  }

  @AfterEach
  void stop() {
    console.close();
  }

  private long fetch(JsonObject user) {
    announce(user.getLong("id"), Event.STARTED, 0, 1000);
    announce(user.getLong("id"), Event.COMPLETED, 1000, 0);
    return user.getLong("id");
  }

  private void announce(long user, Event event, long downloaded, long left) {
    long torrent = console.parts.torrents().find(FETCHED).orElseThrow().id();
    PeerAddress from = PeerAddress.ipv4(0x0A010100 + (int) user, 7000);
    RunningConsole.await(
        console
            .parts
            .ledger()
            .announced(
                new Admitted(user, torrent, ""),
                Announces.of(FETCHED, from, event, 0, downloaded, left),
                SwarmCounts.EMPTY,
                console.clock.get()));
  }

  private List<Long> whoIsIn(String by, Set<String> scopes, long user) {
    ApiClient api = console.client(console.token(by + scopes + user, scopes, user, 0));
    return api.items("/top?by=" + by).stream()
        .map(one -> one.getJsonObject("user").getLong("id"))
        .toList();
  }

  @Test
  void whoHasFailedToSeedIsForThoseWhoRunTheSite() {
    Set<String> moderator = Roles.scopes(UserRole.MODERATOR);

    assertEquals(List.of(alice, bob), whoIsIn("hit_and_runs", moderator, 0));
  }

  @Test
  void aMemberIsToldOfTheOwnFailuresAlone() {
    Set<String> member = Roles.scopes(UserRole.MEMBER);

    assertEquals(List.of(bob), whoIsIn("hit_and_runs", member, bob));
    assertEquals(List.of(), whoIsIn("hit_and_runs", Set.of("stats:read"), 0));
    assertEquals(List.of(alice, bob), whoIsIn("downloaded", member, bob));
  }
}

package io.skep.ledger;

import static io.skep.bittorrent.Event.COMPLETED;
import static io.skep.bittorrent.Event.NONE;
import static io.skep.bittorrent.Event.PAUSED;
import static io.skep.bittorrent.Event.STARTED;
import static io.skep.bittorrent.Event.STOPPED;
import static io.skep.ledger.LedgerSetup.CLIENT;
import static io.skep.ledger.LedgerSetup.PATIENCE;
import static io.skep.ledger.LedgerSetup.RULES;
import static io.skep.ledger.LedgerSetup.TORRENT;
import static io.skep.ledger.LedgerSetup.USER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.SwarmCounts;
import io.skep.storage.StorageException;
import io.skep.tracker.Admitted;
import io.vertx.core.Future;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the books say of users, sessions, seeding and completions. */
class LedgerAccountsTest {
  private static final TestClient OTHER = new TestClient(2, 22, 2);

  private final LedgerSetup books = new LedgerSetup();

  private int downloads() {
    return books.ledger.otherDownloads(USER, 1, books.now);
  }

  @Test
  void downloadsAreTorrentsThatALivingSessionFetches() {
    books.says(USER, 1, CLIENT, STARTED, 0, 0, 5);
    books.says(USER, 2, CLIENT, STARTED, 0, 0, 5);
    books.says(USER, 2, OTHER, STARTED, 0, 0, 5);
    books.says(USER, 3, CLIENT, STARTED, 0, 0, 0);
    books.says(USER, 4, CLIENT, PAUSED, 0, 0, 5);
    books.says(8, 5, CLIENT, STARTED, 0, 0, 5);
    assertEquals(1, downloads());
    assertEquals(2, books.ledger.otherDownloads(USER, 77, books.now));

    books.says(USER, 2, CLIENT, STOPPED, 0, 0, 5);
    assertEquals(1, downloads(), "the other client is still there");
    books.says(USER, 2, OTHER, COMPLETED, 0, 5, 0);
    assertEquals(0, downloads());
  }

  @Test
  void whoHasNotStoppedIsThere() {
    AnnounceRequest leaving = CLIENT.says(STOPPED, 0, 0, 5);
    assertFalse(books.ledger.isThere(USER, 1, leaving));
    books.says(USER, 1, CLIENT, STARTED, 0, 0, 5);
    assertTrue(books.ledger.isThere(USER, 1, leaving));
    assertFalse(books.ledger.isThere(USER, 2, leaving));
    assertFalse(books.ledger.isThere(USER, 1, OTHER.says(STOPPED, 0, 0, 5)));
    books.says(USER, 1, CLIENT, STOPPED, 0, 0, 5);
    assertFalse(books.ledger.isThere(USER, 1, leaving));
  }

  @Test
  void aDownloadThatGoesSilentIsNoneAnyMore() {
    books.says(USER, 2, CLIENT, STARTED, 0, 0, 5);
    books.now += 100;
    books.says(USER, 3, CLIENT, STARTED, 0, 0, 5);
    books.now += PATIENCE - 100;
    assertEquals(2, downloads());
    books.now += 1;
    assertEquals(1, downloads());
    books.says(USER, 2, CLIENT, NONE, 0, 0, 5);
    assertEquals(2, downloads());
  }

  @Test
  void oneThatIsHeardOfDoesNotHideASilentOne() {
    books.says(USER, 2, CLIENT, STARTED, 0, 0, 5);
    books.now += 100;
    books.says(USER, 3, CLIENT, STARTED, 0, 0, 5);
    books.now += 100;
    books.says(USER, 2, CLIENT, NONE, 0, 0, 5);
    books.now += PATIENCE - 50;
    assertEquals(1, downloads());
  }

  @Test
  void whoIsGivenNoPeersFetchesNothing() {
    books.ledger.announced(
        new Admitted(USER, 2, "all slots are taken"),
        CLIENT.says(STARTED, 0, 0, 5),
        SwarmCounts.EMPTY,
        books.now);
    assertEquals(0, downloads());

    books.says(USER, 2, CLIENT, NONE, 0, 0, 5);
    assertEquals(1, downloads());
  }

  @Test
  void downloadsAreKnownAfterARestart() {
    books.says(USER, 3, CLIENT, STARTED, 0, 0, 5);
    books.now += 100;
    books.says(USER, 2, CLIENT, STARTED, 0, 0, 5);
    books.says(USER, 4, CLIENT, STARTED, 0, 0, 0);
    books.sink.commit();
    books.reopen();
    assertEquals(2, downloads());
    books.now += PATIENCE;
    assertEquals(1, downloads());
  }

  @Test
  void sessionsBesidesItsOwn() {
    books.says(CLIENT, STARTED, 0, 0, 5);
    books.says(OTHER, STARTED, 0, 0, 5);

    assertEquals(
        1, books.ledger.otherSessions(USER, TORRENT, CLIENT.says(NONE, 0, 0, 5), books.now));
    TestClient third = new TestClient(3, 33, 3);
    assertEquals(
        2, books.ledger.otherSessions(USER, TORRENT, third.says(NONE, 0, 0, 5), books.now));
    books.says(OTHER, STOPPED, 0, 0, 5);
    assertEquals(
        0, books.ledger.otherSessions(USER, TORRENT, CLIENT.says(NONE, 0, 0, 5), books.now));
    books.now += PATIENCE + 1;
    assertEquals(
        0, books.ledger.otherSessions(USER, TORRENT, third.says(NONE, 0, 0, 5), books.now));
    assertEquals(0, books.ledger.otherSessions(5, 5, third.says(NONE, 0, 0, 5), books.now));
  }

  private int addresses(TestClient client) {
    return books.ledger.otherAddresses(USER, TORRENT, client.says(NONE, 0, 0, 5), books.now);
  }

  @Test
  void bothFamiliesOfASessionAreOneHost() {
    books.says(CLIENT, STARTED, 0, 0, 5);
    books.says(CLIENT.at(-1), STARTED, 0, 0, 5);
    TestClient third = new TestClient(3, 33, 3);

    assertEquals(0, addresses(CLIENT.at(50)), "it is the same session");
    assertEquals(1, addresses(third));
    assertEquals(0, addresses(third.at(1)));
    assertEquals(0, addresses(third.at(-1)));
    books.says(OTHER.at(1), STARTED, 0, 0, 5);
    assertEquals(1, addresses(third), "two sessions at one host");
    books.says(OTHER, STARTED, 0, 0, 5);
    assertEquals(2, addresses(third));
    books.says(OTHER, STOPPED, 0, 0, 5);
    assertEquals(1, addresses(third));
  }

  @Test
  void aCompletionCountsOnce() {
    books.says(CLIENT, STARTED, 0, 0, 5);
    books.says(CLIENT, COMPLETED, 0, 5, 0);
    assertTrue(books.lastStanding().completed());
    books.says(CLIENT.at(-1), COMPLETED, 0, 5, 0);
    books.says(OTHER, COMPLETED, 0, 5, 0);
    assertFalse(books.lastStanding().completed());
    assertEquals(1, books.ledger.books(TORRENT).snatches());
    books.sink.commit();
    books.reopen();
    books.says(new TestClient(3, 33, 3), COMPLETED, 0, 5, 0);
    assertEquals(1, books.ledger.books(TORRENT).snatches());
    books.says(8, TORRENT, CLIENT, COMPLETED, 0, 5, 0);
    assertEquals(2, books.ledger.books(TORRENT).snatches());
  }

  @Test
  void nothingLeftAnyMoreIsACompletionToo() {
    books.says(CLIENT, STARTED, 0, 0, 5);
    books.says(CLIENT, NONE, 0, 5, 0);
    assertTrue(books.lastStanding().completed());

    books.says(8, TORRENT, OTHER, STARTED, 0, 0, Long.MAX_VALUE);
    books.says(8, TORRENT, OTHER, NONE, 0, 5, 0);
    assertFalse(books.lastStanding().completed(), "it may have had everything before");
    books.says(9, TORRENT, OTHER, COMPLETED, 0, 5, 5);
    assertFalse(books.lastStanding().completed(), "there is something left");
  }

  @Test
  void aCompletionThatComesLateCountsToo() {
    books.says(CLIENT, NONE, 10, 10, 0);
    Future<Void> late = books.says(CLIENT, COMPLETED, 9, 10, 0);

    assertTrue(books.lastStanding().completed());
    assertFalse(late.isComplete());
    assertEquals(1, books.ledger.books(TORRENT).snatches());
    books.assertTotals(10, 10);
  }

  @Test
  void seedingIsWallTimeHoweverManySeed() {
    books.says(CLIENT, STARTED, 0, 0, 0);
    books.now += 1000;
    books.says(OTHER, STARTED, 0, 0, 0);
    books.says(CLIENT, NONE, 0, 0, 0);
    assertEquals(1000, books.lastStanding().seedSeconds());
    books.now += 500;
    books.says(OTHER, NONE, 0, 0, 0);
    assertEquals(500, books.lastStanding().seedSeconds());
    books.says(CLIENT, STOPPED, 0, 0, 0);
    assertEquals(0, books.lastStanding().seedSeconds());
    books.now += 100;
    books.says(CLIENT, STARTED, 0, 0, 0);
    assertEquals(0, books.lastStanding().seedSeconds(), "it had stopped");
  }

  @Test
  void whoIsSilentForTooLongDoesNotSeed() {
    books.says(CLIENT, STARTED, 0, 0, 0);
    books.now += PATIENCE;
    books.says(CLIENT, NONE, 0, 0, 0);
    assertEquals(PATIENCE, books.lastStanding().seedSeconds());
    books.now += PATIENCE + 1;
    books.says(CLIENT, NONE, 0, 0, 5);
    assertEquals(0, books.lastStanding().seedSeconds());
    books.now += 10;
    books.says(CLIENT, NONE, 0, 0, 0);
    assertEquals(0, books.lastStanding().seedSeconds(), "it was no seed at the former");
  }

  @Test
  void seedingGoesOnOverARestart() {
    books.says(CLIENT, STARTED, 0, 0, 0);
    books.now += 1000;
    books.says(OTHER, STARTED, 0, 0, 5);
    books.sink.commit();
    books.reopen();
    books.now += 500;
    books.says(CLIENT, NONE, 0, 0, 0);

    assertEquals(500, books.lastStanding().seedSeconds(), "what may have counted does not again");
  }

  @Test
  void theRulesSeeWhatWasBefore() {
    books.says(8, TORRENT, OTHER, STARTED, 0, 0, 5);
    books.now += 10;
    books.says(CLIENT, STARTED, 3, 4, 100);
    Observation first = books.observed.get(1);
    assertTrue(first.firstOfSession());
    assertEquals(-1, first.previousLeft());
    assertEquals(3, first.uploadedDelta());
    assertEquals(4, first.downloadedDelta());
    assertEquals(books.now - 10, first.lastOtherLeecher());
    assertEquals(1, first.addresses());
    assertFalse(first.everSeeded());

    books.now += 100;
    books.says(CLIENT.at(5), COMPLETED, 10, 20, 0);
    Observation second = books.observed.get(2);
    assertFalse(second.firstOfSession());
    assertEquals(100, second.previousLeft());
    assertEquals(7, second.uploadedDelta());
    assertEquals(16, second.downloadedDelta());
    assertEquals(100, second.seconds());
    assertEquals(20, second.sessionDownloaded());
    assertEquals(2, second.addresses());
    assertFalse(second.everSeeded());

    books.says(8, TORRENT, OTHER, STOPPED, 0, 0, 5);
    assertEquals(books.now, books.observed.get(3).lastOtherLeecher(), "it became complete now");
    books.says(CLIENT, NONE, 10, 20, 0);
    assertTrue(books.observed.get(4).everSeeded());
    assertEquals(1, books.observed.get(4).seconds());
    assertEquals(books.now, books.observed.get(4).lastOtherLeecher());
    books.now += 300;
    books.says(CLIENT, STARTED, 0, 0, 0);
    assertEquals(-1, books.observed.get(5).previousLeft(), "the counters have begun again");
  }

  @Test
  void theDeadGiveWayToTheLiving() {
    for (int i = 1; i <= UserTorrent.MAX_SESSIONS; i++) {
      books.says(new TestClient(i, i, 1), STARTED, 0, 0, 5);
    }
    TestClient more = new TestClient(99, 99, 1);
    assertTrue(books.says(more, STARTED, 0, 0, 5).failed());
    assertEquals(1, books.ledger.counts().crowded());
    books.says(new TestClient(5, 5, 1), STOPPED, 0, 0, 5);
    books.now += RULES.maxDelaySeconds();
    assertTrue(books.says(more, STARTED, 0, 0, 5).failed(), "what it sent may come again");
    books.now += 1;
    assertTrue(books.says(more, STARTED, 0, 0, 5).succeeded());

    List<SessionView> sessions = books.ledger.sessions(USER, TORRENT, books.now);
    assertEquals(UserTorrent.MAX_SESSIONS, sessions.size());
    assertTrue(sessions.stream().noneMatch(view -> view.row().key() == 5));
    assertEquals(UserTorrent.MAX_SESSIONS, books.ledger.counts().sessions());
  }

  @Test
  void aHostileUserCantFillTheMemory() {
    for (int i = 1; i <= 10 * UserTorrent.MAX_SESSIONS; i++) {
      books.now += PATIENCE;
      books.says(new TestClient(i, i, 1), STARTED, 0, 0, 5);
    }
    assertEquals(UserTorrent.MAX_SESSIONS, books.ledger.counts().sessions());
    books.sink.commit();
    books.reopen();
    assertEquals(UserTorrent.MAX_SESSIONS, books.ledger.counts().sessions());
  }

  @Test
  void norByManyTorrents() {
    int torrents = Account.MANY_SESSIONS / UserTorrent.MAX_SESSIONS + 10;
    for (int torrent = 1; torrent <= torrents; torrent++) {
      for (int i = 1; i <= UserTorrent.MAX_SESSIONS; i++) {
        books.says(USER, torrent, new TestClient(i, i, 1), STOPPED, 0, 0, 5);
        books.now++;
      }
      books.sink.lose();
    }

    assertEquals(
        Account.MANY_SESSIONS + 10 * Account.FEW_SESSIONS, books.ledger.counts().sessions());
  }

  @Test
  void nobodyFillsTheBooksWithStops() {
    int written = 0;
    int torrents = 5000;
    for (int i = 0; i < 2 * Account.BEGINNINGS_AT_ONCE; i++) {
      books.says(USER, 1 + i % torrents, new TestClient(i, i, 1), STOPPED, 1, 0, 5);
      written += books.sink.size();
      books.sink.lose();
    }
    assertEquals(Account.BEGINNINGS_AT_ONCE, written);
    TestClient more = new TestClient(-1, -1, 1);
    assertTrue(books.says(8, 1, more, STARTED, 0, 0, 5).succeeded(), "another user");
    assertTrue(books.says(USER, 1, more, STARTED, 0, 0, 5).failed());
    books.now += 1;
    assertTrue(books.says(USER, 1, more, STARTED, 0, 0, 5).succeeded(), "one a second");
    assertTrue(books.says(USER, 1, more, NONE, 5, 0, 5).succeeded(), "it has begun");
  }

  @Test
  void nobodyFillsOneTorrentWithThem() {
    for (int i = 0; i < 10 * UserTorrent.MAX_SESSIONS; i++) {
      books.says(new TestClient(i, i, 1), STOPPED, 1, 0, 5);
    }
    assertEquals(UserTorrent.MAX_SESSIONS, books.sink.size());
    books.now += RULES.maxDelaySeconds() + 1;
    books.says(new TestClient(-1, -1, 1), STOPPED, 1, 0, 5);
    assertEquals(UserTorrent.MAX_SESSIONS + 1, books.sink.size());
  }

  /** A seedbox that starts again: its client has another key and another peer id then. */
  @Test
  void aSeedboxMayStartAgain() {
    for (int start = 1; start <= 5; start++) {
      TestClient client = new TestClient(start, start, 1);
      for (int torrent = 1; torrent <= 10_000; torrent++) {
        assertTrue(books.says(USER, torrent, client, STARTED, 0, 0, 0).succeeded());
      }
      for (int torrent = 1; torrent <= 10_000; torrent++) {
        books.says(USER, torrent, client, STOPPED, 0, 0, 0);
      }
      books.sink.lose();
    }
    assertEquals(0, books.ledger.counts().crowded());
  }

  @Test
  void sessionsAreForgottenInTheEnd() throws StorageException {
    books.says(CLIENT, STARTED, 0, 0, 5);
    books.now += 100;
    books.says(OTHER, STARTED, 0, 0, 5);
    books.sink.commit();
    books.now += RULES.keepSeconds();
    books.ledger.sweep(books.now);
    assertEquals(1, books.ledger.counts().sessions());
    assertEquals(OTHER.peerId(), books.onlySession().peerId());
    books.now += 1;
    books.ledger.sweep(books.now);
    assertEquals(0, books.ledger.counts().sessions());
    books.reopen();
    assertEquals(0, books.ledger.counts().sessions());
  }

  @Test
  void peopleSeeSessions() {
    books.says(CLIENT, STARTED, 0, 0, 5);
    books.says(CLIENT.at(-1), STARTED, 0, 0, 5);
    books.says(8, 1, OTHER, STOPPED, 0, 0, 5);

    SessionView view = books.ledger.sessions(USER, TORRENT, books.now).get(0);
    assertEquals(List.of(CLIENT.at(-1).address(), CLIENT.address()), view.addresses());
    assertTrue(view.living());
    assertFalse(books.ledger.sessions(8, 0, books.now).get(0).living());
    assertEquals(2, books.ledger.sessions(0, 0, books.now).size());
    assertEquals(1, books.ledger.sessions(0, 1, books.now).size());
    books.now += PATIENCE + 1;
    view = books.ledger.sessions(USER, TORRENT, books.now).get(0);
    assertFalse(view.living());
    assertEquals(List.of(), view.addresses());
  }
}

package io.skep.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.AddressFamilies;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.RequestException;
import io.skep.bittorrent.ScrapeRequest;
import io.skep.storage.NewTorrent;
import io.skep.storage.NewUser;
import io.skep.storage.Torrent;
import io.skep.storage.User;
import io.skep.storage.UserRole;
import io.skep.storage.UserState;
import io.skep.tracker.Accounts;
import io.skep.tracker.Admitted;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PrivateAdmissionTest {
  private static final long NOW = 1_700_000_000;
  private static final InfoHash A = InfoHash.parse("a".repeat(40));
  private static final InfoHash A2 = InfoHash.parse("a2".repeat(20));
  private static final InfoHash B = InfoHash.parse("b".repeat(40));
  private static final InfoHash C = InfoHash.parse("c".repeat(40));
  private static final PeerAddress FROM = PeerAddress.ipv4(0xC0000201, 6881);
  private static final long GIB = 1L << 30;

  private final Users users;
  private final Torrents torrents;
  private final Passkeys passkeys;
  private final Books books = new Books();
  private final User bee;
  private final Torrent hybrid;
  private final Torrent other;

  PrivateAdmissionTest() throws Exception {
    users = Users.load(new MemoryUsers(), () -> NOW);
    torrents = Torrents.load(new MemoryTorrents(), () -> NOW);
    passkeys = new Passkeys(users, new MemoryTorrentPasskeys(), new byte[32]);
    bee = users.add("bee", UserRole.MEMBER);
    hybrid =
        torrents.addMissing(List.of(new NewTorrent(List.of(A, A2), "h", 1, 1, "", 0, NOW))).get(0);
    other = torrents.register(B, "other", 0);
  }

  private PrivateAdmission admission(AccessRules rules) {
    return new PrivateAdmission(
        passkeys,
        torrents,
        new ClientRules(List.of(), List.of("-XL")),
        rules,
        books,
        new PasskeyGuesses(5, () -> NOW));
  }

  private static AnnounceRequest announce(
      InfoHash hash, String passkey, Event event, long left, String peerId) {
    return new AnnounceRequest(
        hash,
        ClientRulesTest.peerId(peerId),
        FROM,
        event,
        0,
        0,
        left,
        0,
        0,
        -1,
        AddressFamilies.BOTH,
        false,
        passkey);
  }

  private static AnnounceRequest announce(InfoHash hash, String passkey) {
    return announce(hash, passkey, Event.NONE, 1, "-TR3000-");
  }

  private static Future<Admitted> ask(PrivateAdmission admission, AnnounceRequest request) {
    Future<Admitted> answer = admission.admit(request, FROM, NOW);
    assertTrue(answer.isComplete(), "what is in memory is answered at once");
    return answer;
  }

  /** Its words and after how many minutes to come again. */
  private static String refusal(Future<?> answer) {
    assertTrue(answer.failed());
    RequestException refusal = (RequestException) answer.cause();
    assertTrue(refusal.reason().length() <= 250 && refusal.reason().lines().count() == 1);
    return refusal.retryMinutes() + " " + refusal.reason();
  }

  private String refusal(AnnounceRequest request) {
    return refusal(ask(admission(AccessRules.NONE), request));
  }

  private Admitted admitted(AccessRules rules, AnnounceRequest request) {
    Future<Admitted> answer = ask(admission(rules), request);
    assertTrue(answer.succeeded(), () -> String.valueOf(answer.cause()));
    return answer.result();
  }

  private Admitted admitted(AnnounceRequest request) {
    return admitted(AccessRules.NONE, request);
  }

  private void setState(UserState state) throws Exception {
    users.change(
        bee.id(),
        user ->
            new User(user.id(), user.name(), user.role(), state, user.passkey(), user.createdAt()));
  }

  /** As Transmission announces over UDP once it has announced over HTTP. */
  @Test
  void whoHasShownAPasskeyIsKnownWithoutIt() throws Exception {
    PrivateAdmission admission = admission(AccessRules.NONE);
    AnnounceRequest silent = announce(A, "");
    assertTrue(ask(admission, silent).failed());
    AnnounceRequest shown = announce(A, passkeys.forTorrent(bee, hybrid.id()));
    assertTrue(admission.admit(shown, FROM.withPort(0), NOW).succeeded());

    assertEquals(new Admitted(bee.id(), hybrid.id(), ""), ask(admission, silent).result());
    assertEquals(
        new Admitted(bee.id(), hybrid.id(), ""), ask(admission, announce(A2, "")).result());
    assertEquals(2, admission.recentClients(), "by either hash");
    String unknown = refusal(ask(admission(AccessRules.NONE), announce(A, "")));
    assertEquals(unknown, refusal(ask(admission, announce(B, ""))));
    assertEquals(unknown, refusal(ask(admission, announce(A, "", Event.NONE, 1, "-TR3000-other"))));
    assertEquals(
        unknown, refusal(admission.admit(silent, PeerAddress.ipv4(0xC0000202, 6881), NOW)));
    assertTrue(admission.admit(silent, FROM.withPort(9), NOW).succeeded(), "ports differ");
    String overHttp = refusal(admission.admit(silent, FROM.withPort(0), NOW));
    assertEquals(unknown, overHttp, "over HTTP a client can show it");

    users.rotatePasskey(bee.id());
    assertEquals("0 unknown passkey: fetch the .torrent anew", refusal(ask(admission, silent)));
  }

  @Test
  void whatWasShownOnceHoldsAsLongAsTheRegistryIsTheSame() throws Exception {
    PrivateAdmission admission = admission(AccessRules.NONE);
    AnnounceRequest request = announce(B, passkeys.forTorrent(bee, other.id()));
    Admitted expected = new Admitted(bee.id(), other.id(), "");
    assertEquals(expected, ask(admission, request).result());
    assertEquals(expected, ask(admission, request).result());
    assertTrue(ask(admission, announce(B, "x".repeat(32))).failed(), "another passkey");
    assertEquals(expected, ask(admission, request).result());

    setState(UserState.DISABLED);
    assertTrue(ask(admission, request).failed());
    setState(UserState.ACTIVE);
    assertEquals(expected, ask(admission, request).result());

    passkeys.revoke(bee.id(), other.id());
    assertTrue(ask(admission, request).failed());
    AnnounceRequest anew = announce(B, passkeys.forTorrent(bee, other.id()));
    assertEquals(expected, ask(admission, anew).result());

    torrents.delete(other.id(), "a duplicate");
    assertTrue(ask(admission, anew).failed());
  }

  /** Who is let in to leave, for its last counters, is not let in to stay the next time. */
  @Test
  void whoMayOnlyLeaveIsNotRemembered() throws Exception {
    PrivateAdmission admission = admission(AccessRules.NONE);
    setState(UserState.DISABLED);
    String passkey = users.find(bee.id()).orElseThrow().passkey();
    assertTrue(ask(admission, announce(A, passkey, Event.STOPPED, 1, "-TR3000-")).succeeded());

    assertTrue(ask(admission, announce(A, passkey)).failed());
    assertTrue(ask(admission, announce(A, "")).failed());
  }

  @Test
  void aUserIsLetInByEitherHashAndEitherPasskey() {
    Admitted expected = new Admitted(bee.id(), hybrid.id(), "");

    assertEquals(expected, admitted(announce(A, bee.passkey())));
    assertEquals(expected, admitted(announce(A2, bee.passkey())));
    String derived = passkeys.forTorrent(bee, hybrid.id());
    assertEquals(expected, admitted(announce(A, derived)));
    assertEquals(expected, admitted(announce(A2, derived)));
    assertEquals(other.id(), admitted(announce(B, bee.passkey())).torrent());
  }

  @Test
  void whoIsNotKnownHearsNothingElse() throws Exception {
    assertEquals(
        "0 this tracker is private: fetch the .torrent anew, with your passkey in it",
        refusal(announce(A, "")));
    for (InfoHash hash : List.of(A, C)) {
      for (Event event : Event.values()) {
        assertEquals(
            "0 unknown passkey: fetch the .torrent anew",
            refusal(announce(hash, "x".repeat(32), event, 1, "-XL0000-")));
      }
    }
    String revoked = passkeys.forTorrent(bee, hybrid.id());
    passkeys.revoke(bee.id(), hybrid.id());
    assertEquals("0 unknown passkey: fetch the .torrent anew", refusal(announce(A, revoked)));
    users.rotatePasskey(bee.id());
    assertEquals("0 unknown passkey: fetch the .torrent anew", refusal(announce(A, bee.passkey())));
  }

  @Test
  void aTorrentsPasskeyIsForThatTorrent() {
    String derived = passkeys.forTorrent(bee, other.id());

    assertEquals(
        "0 the passkey is for another torrent: fetch the .torrent anew",
        refusal(announce(A, derived)));
    assertEquals(
        "0 the passkey is for another torrent: fetch the .torrent anew",
        refusal(announce(A, derived, Event.STOPPED, 1, "-TR3000-")));
  }

  @Test
  void aDisabledUserMayOnlyLeave() throws Exception {
    setState(UserState.DISABLED);

    assertEquals("60 your account is disabled", refusal(announce(A, bee.passkey())));
    assertEquals("60 your account is disabled", refusal(announce(C, bee.passkey())));
    assertEquals(
        new Admitted(bee.id(), hybrid.id(), ""),
        admitted(announce(A, bee.passkey(), Event.STOPPED, 1, "-TR3000-")));
    books.there = false;
    assertEquals(
        "60 your account is disabled",
        refusal(announce(A, bee.passkey(), Event.STOPPED, 1, "-TR3000-")));
    setState(UserState.ACTIVE);
    assertEquals("", admitted(announce(A, bee.passkey())).warning());
  }

  @Test
  void onlyWhatIsRegisteredIsServed() throws Exception {
    assertEquals("10 unregistered torrent", refusal(announce(C, bee.passkey())));
    assertEquals(
        "10 unregistered torrent",
        refusal(announce(C, bee.passkey(), Event.STOPPED, 1, "-TR3000-")));

    torrents.register(C, "c", 0);
    assertEquals(3, admitted(announce(C, bee.passkey())).torrent());
    torrents.delete(3, "a copy of B");
    assertEquals("0 torrent was deleted: a copy of B", refusal(announce(C, bee.passkey())));
    assertEquals(3, admitted(announce(C, bee.passkey(), Event.STOPPED, 1, "-X")).torrent());
    books.there = false;
    assertEquals(
        "0 torrent was deleted: a copy of B",
        refusal(announce(C, bee.passkey(), Event.STOPPED, 1, "-X")));
    torrents.restore(3);
    assertEquals(3, admitted(announce(C, bee.passkey())).torrent());
  }

  @Test
  void whatIsServedIsRegisteredAndNotDeleted() throws Exception {
    PrivateAdmission admission = admission(AccessRules.NONE);
    assertTrue(admission.serves(A));
    assertTrue(admission.serves(A2));
    assertFalse(admission.serves(C));
    torrents.delete(hybrid.id(), "why");
    assertFalse(admission.serves(A));
    assertFalse(admission.serves(A2));
  }

  @Test
  void aClientThatIsKeptOutMayStillLeave() {
    for (Event event : Event.values()) {
      AnnounceRequest request = announce(A, bee.passkey(), event, 0, "-XL0012-");
      if (event == Event.STOPPED) {
        assertEquals("", admitted(request).warning());
      } else {
        assertEquals("0 client is not allowed on this tracker", refusal(request));
      }
    }
  }

  /** Whose refusal ends its place in the swarm; a stranger must not end that of another. */
  @Test
  void whoIsKnownLeavesWhenItIsRefused() throws Exception {
    AccessRules rules = new AccessRules(2, 3, 0, 0, 0, 0, 0, 0);
    torrents.delete(torrents.register(C, "c", 0).id(), "a copy of B");
    assertTrue(leaves(rules, announce(C, bee.passkey())));
    assertTrue(leaves(rules, announce(A, bee.passkey(), Event.NONE, 0, "-XL0012-")));
    books.sessions = 2;
    assertTrue(leaves(rules, announce(A, bee.passkey())));
    books.sessions = 0;
    books.addresses = 3;
    assertTrue(leaves(rules, announce(A, bee.passkey())));
    setState(UserState.DISABLED);
    assertTrue(leaves(rules, announce(A, bee.passkey())));

    assertFalse(leaves(rules, announce(A, "")));
    assertFalse(leaves(rules, announce(A, "x".repeat(32))));
    setState(UserState.ACTIVE);
    assertFalse(leaves(rules, announce(A, passkeys.forTorrent(bee, other.id()))));
  }

  private boolean leaves(AccessRules rules, AnnounceRequest request) {
    return ((RequestException) ask(admission(rules), request).cause()).isLeaving();
  }

  @Test
  void sessionsAndAddressesAreCounted() {
    AccessRules rules = new AccessRules(2, 3, 0, 0, 0, 0, 0, 0);
    AnnounceRequest request = announce(A, bee.passkey(), Event.STARTED, 0, "-TR3000-");
    books.sessions = 1;
    books.addresses = 2;
    assertEquals("", admitted(rules, request).warning());

    books.addresses = 3;
    assertEquals(
        "10 too many addresses in this torrent, at most 3: stop one client, or wait until it is"
            + " given up",
        refusal(ask(admission(rules), request)));
    books.sessions = 2;
    assertEquals(
        "10 too many clients in this torrent, at most 2: stop one of them, or wait until it is"
            + " given up",
        refusal(ask(admission(rules), request)));
    assertEquals("", admitted(rules, request.withEvent(Event.STOPPED)).warning());
    assertEquals("", admitted(AccessRules.NONE, request).warning());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0    | 0 | 0 |
          600  | 1000 | 5 |
          599  | 1000 | 5 | your ratio is 0.59 and must be at least 0.60: seed what you have
          0    | 1000 | 5 | your ratio is 0.00 and must be at least 0.60: seed what you have
          -5   | 1000 | 5 | your ratio is -0.01 and must be at least 0.60: seed what you have
          0    | 5    | 5 |
          2    | 6    | 5 | your ratio is 0.33 and must be at least 0.60: seed what you have
          0    | -10  | 5 |
          """)
  void theRatioMustBeGoodOnceSomethingWasTaken(long up, long down, long free, String words) {
    AccessRules rules = new AccessRules(0, 0, 0, 0.6, free, 0, 0, 0);
    books.uploaded = up;
    books.downloaded = down;

    assertEquals(words == null ? "" : words, admitted(rules, announce(A, bee.passkey())).warning());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0     | wait 3 h for this torrent
          3601  | wait 2 h for this torrent
          7200  | wait 1 h for this torrent
          7201  | wait 60 min for this torrent
          10799 | wait 1 min for this torrent
          10800 |
          99999 |
          -50   | wait 3 h for this torrent
          """)
  void whoGaveLittleWaits(long age, String words) {
    AccessRules rules = new AccessRules(0, 0, 0, 0, 0, 3 * 3600, 0.5, 0);
    books.uploaded = GIB;
    books.downloaded = 4 * GIB;
    Future<Admitted> answer = admission(rules).admit(announce(A, bee.passkey()), FROM, NOW + age);

    assertEquals(
        words == null ? "" : "your ratio is 0.25, below 0.50: " + words + ", or seed what you have",
        answer.result().warning());
    books.uploaded = 2 * GIB;
    assertEquals("", admitted(rules, announce(A, bee.passkey())).warning());
    books.downloaded = 0;
    books.uploaded = 0;
    assertEquals("", admitted(rules, announce(A, bee.passkey())).warning(), "a newcomer");
  }

  @Test
  void aLongWaitIsToldInDays() {
    AccessRules rules = new AccessRules(0, 0, 0, 0, 0, 10 * 86_400, 0.5, 0);
    books.downloaded = 1;

    assertEquals(
        "your ratio is 0.00, below 0.50: wait 10 days for this torrent, or seed what you have",
        admitted(rules, announce(A, bee.passkey())).warning());
  }

  @Test
  void soManyMayBeFetchedAtOnce() {
    AccessRules rules = new AccessRules(0, 0, 2, 0, 0, 0, 0, 0);
    books.downloads = 1;
    assertEquals("", admitted(rules, announce(A, bee.passkey())).warning());
    books.downloads = 2;
    assertEquals(
        "you are fetching 2 torrents and may fetch 2 at once: wait until one is complete, or stop"
            + " one",
        admitted(rules, announce(A, bee.passkey())).warning());
  }

  @Test
  void whoRunsTooOftenFetchesNoMore() {
    AccessRules rules = new AccessRules(0, 0, 0, 0, 0, 0, 0, 3);
    books.hitAndRuns = 3;
    assertEquals("", admitted(rules, announce(A, bee.passkey())).warning());
    books.hitAndRuns = 4;
    assertEquals(
        "you have 4 torrents not seeded enough and may have 3: seed what you fetched",
        admitted(rules, announce(A, bee.passkey())).warning());
  }

  @Test
  void whoMayNotLeechIsTold() throws Exception {
    setState(UserState.NO_LEECH);

    assertEquals(
        "you may seed but not fetch: ask this tracker's staff",
        admitted(announce(A, bee.passkey())).warning());
    assertTrue(admitted(announce(A, bee.passkey())).isRestricted());
  }

  @ParameterizedTest
  @EnumSource(Event.class)
  void seedsAndThoseWhoLeaveAreNotRestricted(Event event) throws Exception {
    setState(UserState.NO_LEECH);
    AccessRules rules = new AccessRules(0, 0, 1, 9, 0, 9999, 9, 1);
    books.downloaded = GIB;
    books.downloads = 9;
    books.hitAndRuns = 9;

    assertEquals("", admitted(rules, announce(A, bee.passkey(), event, 0, "-TR3000-")).warning());
    for (long left : new long[] {1, AnnounceRequest.LEFT_UNKNOWN}) {
      assertEquals(
          event != Event.STOPPED,
          admitted(rules, announce(A, bee.passkey(), event, left, "-TR3000-")).isRestricted());
    }
  }

  @Test
  void whoGuessesIsSentAwayAndOthersFromThereAreNot() throws Exception {
    PrivateAdmission admission = admission(AccessRules.NONE);
    User ant =
        users
            .addMissing(
                List.of(new NewUser("ant", UserRole.MEMBER, UserState.ACTIVE, "short-passkey", 0)))
            .get(0);
    for (int i = 0; i < 5; i++) {
      assertEquals(
          "0 unknown passkey: fetch the .torrent anew",
          refusal(ask(admission, announce(A, "guess_" + i + "0000"))));
    }
    String words = "2 too many wrong passkeys from your network: check your announce URLs";
    assertEquals(words, refusal(ask(admission, announce(A, "guess_6000"))));
    assertEquals(words, refusal(ask(admission, announce(A, ant.passkey()))), "it may be a guess");
    assertEquals(
        words,
        refusal(admission.admitScrape(new ScrapeRequest(List.of(A), ant.passkey()), FROM, NOW)));
    assertTrue(ask(admission, announce(A, bee.passkey())).succeeded());
    assertTrue(ask(admission, announce(A, passkeys.forTorrent(bee, 1))).succeeded());
    PeerAddress elsewhere = PeerAddress.ipv4(0x7F000001, 1);
    assertTrue(admission.admit(announce(A, ant.passkey()), elsewhere, NOW).succeeded());
  }

  @Test
  void aScrapeNeedsAPasskey() throws Exception {
    PrivateAdmission admission = admission(AccessRules.NONE);
    assertTrue(scrape(admission, bee.passkey()).succeeded());
    assertTrue(scrape(admission, passkeys.forTorrent(bee, other.id())).succeeded());
    assertEquals(
        "0 this tracker is private: scrape it over HTTP with your passkey, or announce first",
        refusal(scrape(admission, "")));
    assertEquals(
        "0 unknown passkey: fetch the .torrent anew", refusal(scrape(admission, "y".repeat(32))));
    setState(UserState.NO_LEECH);
    assertTrue(scrape(admission, bee.passkey()).succeeded());
    setState(UserState.DISABLED);
    assertEquals("60 your account is disabled", refusal(scrape(admission, bee.passkey())));
  }

  /** As over UDP, where a scrape has no passkey. */
  @Test
  void aScrapeIsKnownByAnAnnounceFromThere() throws Exception {
    PrivateAdmission admission = admission(AccessRules.NONE);
    assertTrue(ask(admission, announce(A, passkeys.forTorrent(bee, hybrid.id()))).succeeded());
    assertTrue(scrape(admission, "").succeeded());
    assertTrue(scrape(admission, "", PeerAddress.ipv4(0xC0000202, 6881)).failed());

    PeerAddress home = new PeerAddress(0x20010db800000001L, 1, 6881);
    assertTrue(admission.admit(announce(A, bee.passkey()), home, NOW).succeeded());
    assertTrue(scrape(admission, "", new PeerAddress(home.high(), 2, 6881)).succeeded());
    assertTrue(scrape(admission, "", new PeerAddress(home.high() + 1, 1, 6881)).failed());

    setState(UserState.DISABLED);
    assertEquals("60 your account is disabled", refusal(scrape(admission, "")));
    setState(UserState.ACTIVE);
    assertTrue(scrape(admission, "").succeeded());
    users.rotatePasskey(bee.id());
    assertTrue(scrape(admission, "").failed());
  }

  private static Future<Void> scrape(PrivateAdmission admission, String passkey) {
    return scrape(admission, passkey, FROM);
  }

  private static Future<Void> scrape(PrivateAdmission admission, String passkey, PeerAddress from) {
    return admission.admitScrape(new ScrapeRequest(List.of(A), passkey), from, NOW);
  }

  /** A flood of refused announces must cost nothing. */
  @Test
  void theSameRefusalIsGivenAgain() {
    PrivateAdmission admission = admission(AccessRules.NONE);
    for (AnnounceRequest request :
        List.of(
            announce(A, ""),
            announce(C, bee.passkey()),
            announce(A, bee.passkey(), Event.NONE, 1, "-XL0000-"))) {
      assertSame(ask(admission, request), ask(admission, request));
    }
  }

  @Test
  void aPasskeyIsInNoWords() {
    String wrong = "z".repeat(32);
    assertFalse(refusal(announce(A, wrong)).contains(wrong));
    assertFalse(refusal(announce(C, bee.passkey())).contains(bee.passkey()));
  }

  @Test
  void figuresAreWrittenInOneWay() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      books.uploaded = 1;
      books.downloaded = 3;
      assertEquals(
          "your ratio is 0.33 and must be at least 1.00: seed what you have",
          admitted(new AccessRules(0, 0, 0, 1, 0, 0, 0, 0), announce(A, bee.passkey())).warning());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void rulesThatAreNoneAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new AccessRules(-1, 0, 0, 0, 0, 0, 0, 0));
    assertThrows(
        IllegalArgumentException.class, () -> new AccessRules(0, 0, 0, Double.NaN, 0, 0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new AccessRules(0, 0, 0, 0, 0, 0, -0.1, 0));
  }

  @Test
  void booksOfWhichNothingIsKnownRestrictNobody() {
    PrivateAdmission admission =
        new PrivateAdmission(
            passkeys,
            torrents,
            new ClientRules(List.of(), List.of()),
            new AccessRules(1, 1, 1, 1, 0, 1, 1, 1),
            Accounts.NONE,
            new PasskeyGuesses(5, () -> NOW));

    assertEquals("", ask(admission, announce(A, bee.passkey())).result().warning());
  }

  /** What an announce asks for after a change has returned, on whatever thread, is refused. */
  @Test
  void changesHoldOnEveryThreadAtOnce() throws Exception {
    PrivateAdmission admission = admission(AccessRules.NONE);
    int many = 100;
    for (int i = 1; i <= many; i++) {
      torrents.register(new InfoHash(i, i, i), "t" + i, 0);
      users.add("u" + i, UserRole.MEMBER);
    }
    AtomicInteger gone = new AtomicInteger();
    ExecutorService readers = Executors.newFixedThreadPool(2);
    List<java.util.concurrent.Future<Integer>> answers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      answers.add(readers.submit(() -> askUntil(admission, gone, many)));
    }
    for (int i = 1; i <= many; i++) {
      torrents.delete(torrents.find(new InfoHash(i, i, i)).orElseThrow().id(), "gone");
      User user = users.named("u" + i).orElseThrow();
      users.change(
          user.id(),
          old -> new User(old.id(), old.name(), old.role(), UserState.DISABLED, old.passkey(), 0));
      gone.set(i);
    }
    for (java.util.concurrent.Future<Integer> answer : answers) {
      assertTrue(answer.get(20, TimeUnit.SECONDS) > 0);
    }
    readers.shutdown();
  }

  private int askUntil(PrivateAdmission admission, AtomicInteger gone, int many) {
    int asked = 0;
    int i = 0;
    while (asked == 0 || i < many) {
      i = gone.get();
      if (i > 0) {
        User user = users.named("u" + i).orElseThrow();
        assertEquals(
            "60 your account is disabled", refusal(ask(admission, announce(A, user.passkey()))));
        assertEquals(
            "0 torrent was deleted: gone",
            refusal(ask(admission, announce(new InfoHash(i, i, i), bee.passkey()))));
        asked++;
      }
      ask(admission, announce(new InfoHash(i + 1, i + 1, i + 1), bee.passkey()));
    }
    return asked;
  }
}

package io.skep.storage;

import static io.skep.storage.Batches.correction;
import static io.skep.storage.Batches.lines;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever text comes, it is kept as it is or refused with a sentence. */
class HostileTextTest extends DatabaseContract {
  private static final List<String> KEPT =
      List.of(
          "'; DROP TABLE users; --",
          "\"; DELETE FROM credit_lines; --",
          "') ON CONFLICT DO NOTHING; UPDATE users SET role = 'ADMIN'; --",
          "' OR '1'='1",
          "?",
          "$1",
          "${bytes}",
          "%s %n {0}",
          "\\'; \\0 \\",
          "$$; SELECT pg_sleep(9); $$",
          "/* */ -- # ;",
          "line\nand\r\nline\tand \u001b[31m",
          "\u202Eright to left\u200B \uFEFF \uFFFD \uFFFF",
          "e\u0301 and é, 𝒮𝓀𝑒𝓅, 🐝👩\u200D🚀, \uD800\uDC00",
          "ß ı İ ς ﬃ Ａ",
          " spaces ",
          "x".repeat(100_000));

  private static final List<String> REFUSED =
      List.of("a\0b", "\0", "half \uD83D", "\uDC1D half", "\uDC1D\uD83D");

  @Test
  void everyFieldKeepsWhatItIsGiven() throws Exception {
    List<User> users = new ArrayList<>();
    for (int i = 0; i < KEPT.size(); i++) {
      String text = KEPT.get(i);
      users.add(
          database
              .users()
              .insert(new NewUser(text, UserRole.MEMBER, UserState.ACTIVE, "key" + text, 1)));
      database.tokens().insert(new Token(0, text, new byte[32], Set.of("a:b"), 0, 0, 0));
      database
          .multipliers()
          .insert(new Multiplier(0, Multiplier.Subject.SITE, 0, 100, 100, 0, 1, text));
      Torrent torrent =
          database
              .torrents()
              .insert(
                  new NewTorrent(List.of(TorrentStoreTest.hash(i)), text, 1, 1, text, 1, 1), null);
      database
          .torrents()
          .update(
              new Torrent(
                  torrent.id(),
                  torrent.infoHashes(),
                  text,
                  1,
                  1,
                  text,
                  1,
                  1,
                  false,
                  new Torrent.Deletion(1, text)));
      database
          .findings()
          .put(
              List.of(
                  new Finding(0, text, true, 1, 1, i, i, 1, text, Finding.Decision.OPEN, "", "")));
      database.findings().decide(i + 1, Finding.Decision.CONFIRMED, text, text);
      database.ledger().commit(lines(correction(i, 1, 1, 1, text)));
      assertEquals(text, database.setting(text, () -> text));
    }

    reopen();

    List<User> found = new ArrayList<>();
    database.users().forEach(found::add);
    assertEquals(users, found);
    assertEquals(KEPT, found.stream().map(User::name).toList());
    assertEquals(KEPT, database.tokens().all().stream().map(Token::name).toList());
    assertEquals(KEPT, database.multipliers().all().stream().map(Multiplier::note).toList());
    List<String> torrents = new ArrayList<>();
    database
        .torrents()
        .forEach(
            torrent -> {
              torrents.add(torrent.name());
              assertEquals(torrent.name(), torrent.license());
              assertEquals(new Torrent.Deletion(1, torrent.name()), torrent.deleted());
            });
    assertEquals(KEPT, torrents);
    for (String text : KEPT) {
      List<Finding> findings =
          database.findings().find(new FindingStore.Query(text, 0, 0, Optional.empty(), 0, 9));
      assertEquals(1, findings.size());
      assertEquals(text, findings.get(0).evidence());
      assertEquals(text, findings.get(0).decidedBy());
      assertEquals(text, findings.get(0).note());
      assertEquals(text, database.setting(text, () -> "other"));
    }
    assertEquals(
        KEPT,
        database
            .ledger()
            .lines(new LedgerStore.LineQuery(1, 0, 0, Long.MAX_VALUE, false, 0, 99))
            .stream()
            .map(CreditLine::note)
            .toList());
    assertEquals(List.of(), database.ledger().check());
  }

  private interface Call {
    void run(String text) throws StorageException;
  }

  @Test
  void whatOneDatabaseCantKeepIsRefusedByBoth() throws Exception {
    List<Call> calls =
        List.of(
            text -> database.users().insert(UserStoreTest.user(text, "")),
            text -> database.users().insert(UserStoreTest.user("ada", text)),
            text -> database.users().insertMissing(List.of(UserStoreTest.user(text, ""))),
            text -> database.torrents().insert(TorrentStoreTest.torrent(text), null),
            text -> database.tokens().insert(new Token(0, text, new byte[1], Set.of(), 0, 0, 0)),
            text -> database.tokens().insert(new Token(0, "t", new byte[1], Set.of(text), 0, 0, 0)),
            text ->
                database
                    .multipliers()
                    .insert(new Multiplier(0, Multiplier.Subject.SITE, 0, 1, 1, 0, 1, text)),
            text -> database.findings().decide(1, Finding.Decision.OPEN, text, ""),
            text ->
                database
                    .findings()
                    .find(new FindingStore.Query(text, 0, 0, Optional.empty(), 0, 1)),
            text -> database.ledger().commit(lines(correction(1, 1, 1, 1, text))),
            text -> database.setting("name", () -> text));
    for (Call call : calls) {
      for (String text : REFUSED) {
        StorageException refused = assertThrows(StorageException.class, () -> call.run(text));
        assertFalse(refused instanceof StorageUnavailableException, refused.getMessage());
      }
    }
    assertEquals(0, number("SELECT count(*) FROM users"));
  }

  @Test
  void errorsDontShowWhatWasInTheStatement() throws Exception {
    database.users().insert(UserStoreTest.user("ada", "hush-hush"));
    StorageException taken =
        assertThrows(
            StorageException.class,
            () ->
                database
                    .users()
                    .insertMissing(
                        List.of(
                            UserStoreTest.user("b", "1"), UserStoreTest.user("c", "hush-hush"))));
    StorageException nobodys =
        assertThrows(
            StorageException.class,
            () -> database.ledger().commit(lines(correction(1, 0, 1, 1, "hush-hush"))));
    execute("DROP TABLE settings");
    StorageException broken =
        assertThrows(StorageException.class, () -> database.setting("hush-hush", () -> ""));

    for (StorageException shown : List.of(taken, nobodys, broken)) {
      java.io.StringWriter trace = new java.io.StringWriter();
      shown.printStackTrace(new java.io.PrintWriter(trace));
      assertFalse(trace.toString().contains("hush-hush"), trace.toString());
    }
  }
}

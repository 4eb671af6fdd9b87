package io.skep.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.RequestException;
import io.skep.ledger.FaultyLedgerStore.Fault;
import io.skep.server.Waiting;
import io.skep.storage.JournalEntry;
import io.skep.storage.LedgerBatch;
import io.skep.storage.SessionRow;
import io.skep.storage.StorageException;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the writer promises, one promise at a time. */
class LedgerWriterTest {
  private static final int HOUR = 3_600_000;
  private static final LedgerWriterOptions PATIENT =
      new LedgerWriterOptions(1_000, HOUR, HOUR, 5, HOUR);
  private static final LedgerWriterOptions PROMPT = new LedgerWriterOptions(1_000, 5, 5, 5, HOUR);

  private final Path folder;
  private final MemoryLedgerStore books = new MemoryLedgerStore();
  private final FaultyLedgerStore store = new FaultyLedgerStore(books);
  private volatile long second = 1_000;
  private final List<LedgerWriter> open = new ArrayList<>();
  private final LogLines outageLog = new LogLines(StorageOutage.class);
  private final LogLines rejectedLog = new LogLines(RejectedFile.class);
  private final LogLines threadLog = new LogLines(WriterThread.class);
  private final LogLines replayLog = new LogLines(Replay.class);

  LedgerWriterTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void closeAll() {
    store.setFault(Fault.NONE);
    store.release();
    open.forEach(LedgerWriter::close);
    outageLog.close();
    rejectedLog.close();
    threadLog.close();
    replayLog.close();
  }

  private LedgerWriter open(LedgerWriterOptions options) throws Exception {
    return open(options, 20_000);
  }

  private LedgerWriter open(LedgerWriterOptions options, int closeMillis) throws Exception {
    return open(options, WriterSizes.DEFAULT, closeMillis);
  }

  private LedgerWriter open(LedgerWriterOptions options, WriterSizes sizes, int closeMillis)
      throws Exception {
    Backoff backoff =
        new Backoff(TimeUnit.MILLISECONDS.toNanos(1), TimeUnit.MILLISECONDS.toNanos(8));
    LedgerWriter writer =
        LedgerWriter.open(store, options, sizes, folder, () -> second, backoff, closeMillis);
    open.add(writer);
    return writer;
  }

  @Test
  void whoWaitsIsAnsweredOnceItIsCommittedAndOthersGoWithIt() throws Exception {
    LedgerWriter writer = open(PATIENT);

    writer.write(Entries.announce(1, 100, 100, 10));
    assertEquals(3, writer.status().queued());
    Waiting.on(writer.writeDurably(Entries.announce(2, 50, 50, 11)));

    assertEquals(150, Entries.uploaded(books));
    assertEquals(2, Entries.sessions(books).size());
    assertEquals(0, writer.status().queued());
    assertEquals(1, writer.status().commits());
    assertEquals(6, writer.status().rows());
  }

  @Test
  void whatNobodyWaitsForIsCommittedSoon() throws Exception {
    LedgerWriter writer = open(PROMPT);

    writer.write(Entries.announce(1, 100, 100, 10));

    Waiting.until("it is committed", () -> writer.status().commits() == 1);
    assertEquals(100, Entries.uploaded(books));
  }

  @Test
  void whereManyWaitTheyAreGatheredAndWhoIsWaitedForIsNoted() throws Exception {
    LedgerWriter writer = openCrowded();

    Waiting.on(writer.writeDurably(Entries.announce(7, 3, 2, 11)));

    assertEquals(List.of(), Entries.sessions(books));
    assertEquals(0, Entries.uploaded(books));
    List<PendingSession> noted = noted();
    assertEquals(1, noted.size());
    assertEquals(Entries.session(7, 3, 11), noted.get(0).session());
    assertEquals(List.of(Entries.line(7, 3, 11)), noted.get(0).lines());
    assertEquals(3L * WriterSizes.DEFAULT.many(), writer.status().queued());
    assertEquals(1, writer.status().commits());
    assertEquals(0, writer.status().rows());
  }

  @Test
  void whatIsNotedIsBookedOnceWithWhatCameLater() throws Exception {
    LedgerWriter writer = openCrowded();
    Waiting.on(writer.writeDurably(Entries.announce(7, 3, 2, 11)));
    writer.write(Entries.announce(7, 6, 3, 12));
    Waiting.on(writer.writeDurably(Entries.announce(7, 10, 4, 13)));
    writer.write(Entries.announce(7, 15, 5, 14));
    assertEquals(2, noted().size());

    writer.close();

    assertEquals(List.of(), noted());
    assertEquals(WriterSizes.DEFAULT.many() + 14, Entries.uploaded(books));
    assertEquals(15, sessionOf(7).uploaded());
    assertEquals(0, writer.status().queued());
  }

  /** Only what was noted survives; the client's next announce brings the rest again. */
  @Test
  void whatIsNotedIsBookedByTheNextStartWhereTheTrackerIsKilled() throws Exception {
    LedgerWriter killed = openCrowded();
    Waiting.on(killed.writeDurably(Entries.announce(7, 3, 2, 11)));
    Waiting.on(killed.writeDurably(Entries.announce(7, 6, 3, 12)));
    Waiting.on(killed.writeDurably(Entries.announce(8, 4, 3, 13)));
    killed.write(Entries.announce(7, 10, 4, 14));
    store.setFault(Fault.AWAY_BEFORE);
    killed.close();
    Files.delete(folder.resolve("ledger.pending"));
    store.setFault(Fault.NONE);

    open(PATIENT);

    assertEquals(6 + 4, Entries.uploaded(books));
    assertEquals(List.of(6L, 4L), uploadedOfSessions());
    assertEquals(List.of(), noted());
  }

  /** The file has what is in the journal too, and it counts once. */
  @Test
  void whatIsNotedGoesIntoTheFileWithWhatCameLater() throws Exception {
    LedgerWriter writer = openCrowded();
    Waiting.on(writer.writeDurably(Entries.announce(7, 3, 2, 11)));
    store.setFault(Fault.AWAY_AFTER);
    Future<Void> unknown = writer.writeDurably(Entries.announce(7, 6, 3, 12));
    Waiting.until("it is noticed", () -> !writer.isStorageUp());
    writer.write(Entries.announce(7, 10, 4, 13));
    writer.close();
    assertThrows(RequestException.class, () -> Waiting.on(unknown));
    store.setFault(Fault.NONE);
    assertEquals(2, noted().size());

    open(PATIENT);

    assertEquals(WriterSizes.DEFAULT.many() + 9, Entries.uploaded(books));
    assertEquals(10, sessionOf(7).uploaded());
    assertEquals(List.of(), noted());
  }

  @Test
  void whatTheJournalRefusesIsBooked() throws Exception {
    LedgerWriter writer = openCrowded();
    Waiting.on(writer.writeDurably(Entries.announce(7, 3, 2, 11)));
    store.setFaults(batch -> batch.noted().isEmpty() ? Fault.NONE : Fault.REFUSED);

    Waiting.on(writer.writeDurably(Entries.announce(7, 6, 3, 12)));

    assertEquals(List.of(Entries.session(7, 6, 12)), Entries.sessions(books));
    assertEquals(6, Entries.uploaded(books));
    assertEquals(List.of(), noted());
  }

  @Test
  void whatIsNotedAndCannotBeBookedIsPutAsideOnce() throws Exception {
    LedgerWriter writer = openCrowded();
    Waiting.on(writer.writeDurably(Entries.announce(7, 3, 2, 11)));
    store.setFaults(batch -> holds(batch, 7) ? Fault.REFUSED : Fault.NONE);

    writer.close();
    open(PATIENT);

    assertEquals(List.of(), noted());
    assertEquals(WriterSizes.DEFAULT.many() - 1, Entries.uploaded(books));
    assertEquals(1, Files.readAllLines(folder.resolve("ledger.rejected")).size());
    assertEquals(1, writer.status().rejected());
  }

  /** Where a backup has taken the database's place, the file is of another run than the journal. */
  @Test
  void theFileTakesOutOfTheJournalWhatItHoldsAndNothingOfAnotherRun() throws Exception {
    MemoryLedgerStore backup = new MemoryLedgerStore();
    killAfterNote(new FaultyLedgerStore(backup), 8);
    Files.delete(folder.resolve("ledger.pending"));
    second = 1_001;
    killAfterNote(store, 7);

    LedgerWriter.open(backup, PATIENT, folder, () -> second).close();

    assertEquals(List.of(7L, 8L), Entries.sessions(backup).stream().map(SessionRow::id).toList());
    assertEquals(2 + 2, Entries.uploaded(backup));
  }

  /** One that leaves a note, and a file that has it too. */
  private void killAfterNote(FaultyLedgerStore database, long session) throws Exception {
    Backoff backoff = new Backoff(1, 1);
    LedgerWriter writer =
        LedgerWriter.open(
            database, PATIENT, new WriterSizes(1, 30), folder, () -> second, backoff, 20_000);
    Waiting.on(writer.writeDurably(Entries.announce(session, 3, 2, 11)));
    database.setFault(Fault.AWAY_BEFORE);
    writer.close();
  }

  /** It is one row that waits all the time, and one more entry each time. */
  @Test
  void theJournalHasABoundHoweverOftenTheSameClientIsWaitedFor() throws Exception {
    LedgerWriter writer =
        open(new LedgerWriterOptions(100, HOUR, HOUR, 0, HOUR), new WriterSizes(1, 30), 20_000);
    int most = 0;
    long mostTold = 0;
    for (int i = 1; i <= 200; i++) {
      Waiting.on(writer.writeDurably(Entries.announce(7, i, 1, i)));
      most = Math.max(most, entries().size());
      mostTold = Math.max(mostTold, writer.status().noted());
    }

    assertTrue(most <= 50, most + " entries");
    assertTrue(mostTold > 0, "none is told of");
    writer.close();
    assertEquals(0, writer.status().noted());
    assertEquals(200, Entries.uploaded(books));
    assertEquals(List.of(), noted());
  }

  /** Few wait at any time, since each transaction takes them all; but it would be one each. */
  @Test
  void whereMuchComesInASecondItIsNotedThoughFewWait() throws Exception {
    LedgerWriter writer = open(PATIENT, new WriterSizes(30, 30), 20_000);
    int written = 0;
    while (writer.status().noted() == 0) {
      assertTrue(written < 5_000, "none is noted");
      written++;
      Waiting.on(writer.writeDurably(Entries.announce(7, written, 1, 10)));
    }

    assertTrue(writer.status().queued() < 30, "many wait");
    writer.close();
    assertEquals(written, Entries.uploaded(books));
    assertEquals(List.of(), noted());
  }

  /** Rows of one user lie beside each other in the tables. */
  @Test
  void aFlushGoesThroughTheUsersOneAfterTheOther() throws Exception {
    LedgerWriter writer = open(PATIENT, new WriterSizes(1_000, 30), 20_000);
    List<Long> users = new CopyOnWriteArrayList<>();
    store.setFaults(
        batch -> {
          batch.lines().forEach(line -> users.add(line.user()));
          return Fault.NONE;
        });
    for (int i = 0; i < 100; i++) {
      writer.write(Entries.announce(1 + i * 37 % 100, 1, 1, 10));
    }

    writer.close();

    assertEquals(100, users.size());
    assertEquals(users.stream().sorted().toList(), users);
    assertEquals(10, writer.status().commits());
  }

  /** And what is left of the flush and older is noted with it, or else it would be overwritten. */
  @Test
  void whoIsWaitedForDuringAFlushIsNotedBetweenItsParts() throws Exception {
    LedgerWriter writer =
        open(new LedgerWriterOptions(600, HOUR, HOUR, 5, HOUR), new WriterSizes(10, 30), 20_000);
    AtomicInteger commits = new AtomicInteger();
    List<Future<Void>> waits = new CopyOnWriteArrayList<>();
    List<Integer> notes = new CopyOnWriteArrayList<>();
    store.setFaults(
        batch -> {
          if (!batch.noted().isEmpty()) {
            notes.add(commits.get());
          }
          if (commits.incrementAndGet() == 2) {
            waits.add(writer.writeDurably(Entries.announce(100, 3, 2, 11)));
          }
          return Fault.NONE;
        });
    for (int i = 1; i <= 100; i++) {
      writer.write(Entries.announce(i, 1, 1, 10));
    }
    Waiting.until("somebody waits", () -> !waits.isEmpty());

    Waiting.on(waits.get(0));

    Waiting.until("the flush is over", () -> writer.status().rows() >= 300);
    assertEquals(List.of(2), notes);
    writer.close();
    assertEquals(102, Entries.uploaded(books));
    assertEquals(3, sessionOf(100).uploaded());
    assertEquals(List.of(), noted());
  }

  /** Whoever made it looks at the history next. */
  @Test
  void aPersonsCorrectionIsBookedAtOnceHoweverManyWait() throws Exception {
    LedgerWriter writer = openCrowded();

    Waiting.on(writer.writeDurably(Entries.correction(3, 7, 10)));

    assertEquals(7, Entries.uploaded(books));
    assertEquals(List.of(), noted());
  }

  @Test
  void whatTheJournalHasThatMakesNoSenseStaysThereAndIsTold() throws Exception {
    store.commit(
        new LedgerBatch(
            "batch",
            1,
            List.of(),
            List.of(),
            List.of(),
            List.of(new JournalEntry(41, new byte[] {1, 1, 0}), new JournalEntry(42, new byte[1])),
            List.of()));

    LedgerWriter writer = openCrowded();
    Waiting.on(writer.writeDurably(Entries.announce(7, 3, 2, 11)));

    assertEquals(List.of(41L, 42L, 1_000_000_001L), entries());
    assertEquals(2, replayLog.all().size());
    assertTrue(replayLog.all().get(0).startsWith("Entry 41 of the table ledger_journal can't"));
  }

  /** So many wait that nothing is flushed for those somebody waits for. */
  private LedgerWriter openCrowded() throws Exception {
    LedgerWriter writer = open(new LedgerWriterOptions(1_000_000, HOUR, HOUR, 5, HOUR));
    for (int i = 1; i <= WriterSizes.DEFAULT.many(); i++) {
      writer.write(Entries.announce(i, 1, 1, 10));
    }
    return writer;
  }

  private List<PendingSession> noted() throws IOException {
    List<JournalEntry> entries = new ArrayList<>();
    books.forEachJournalEntry(entries::add);
    List<PendingSession> noted = new ArrayList<>();
    for (JournalEntry entry : entries) {
      noted.add(JournalFormat.read(entry.content()));
    }
    return noted;
  }

  private List<Long> entries() {
    List<Long> ids = new ArrayList<>();
    books.forEachJournalEntry(entry -> ids.add(entry.id()));
    return ids;
  }

  private List<Long> uploadedOfSessions() throws StorageException {
    return Entries.sessions(books).stream().map(SessionRow::uploaded).toList();
  }

  private SessionRow sessionOf(long id) throws StorageException {
    return Entries.sessions(books).stream().filter(row -> row.id() == id).findFirst().orElseThrow();
  }

  @Test
  void aFlushOfMoreThanATransactionGoesOnToItsEnd() throws Exception {
    LedgerWriter writer = open(new LedgerWriterOptions(1_000_000, HOUR, HOUR, 5, HOUR));
    for (int i = 1; i <= WriterSizes.DEFAULT.batch(); i++) {
      writer.write(Entries.announce(i, 1, 1, 10));
    }

    writer.close();

    assertEquals(WriterSizes.DEFAULT.batch(), Entries.uploaded(books));
    assertTrue(writer.status().commits() >= 3, writer.status().commits() + " commits");
  }

  /** What comes while it is written waits for the next one. */
  @Test
  void aFlushTakesWhatWaitedWhenItBegan() throws Exception {
    LedgerWriter writer = open(new LedgerWriterOptions(200_000, HOUR, HOUR, 5, HOUR));
    AtomicInteger commits = new AtomicInteger();
    store.setFaults(
        batch -> {
          if (commits.incrementAndGet() == 3) {
            for (int i = 1; i <= 5_000; i++) {
              writer.write(Entries.announce(100_000 + i, 1, 1, 10));
            }
          }
          return Fault.NONE;
        });

    for (int i = 1; i <= 33_334; i++) {
      writer.write(Entries.announce(i, 1, 1, 10));
    }

    Waiting.until("all of it is written", () -> writer.status().rows() >= 100_002);
    assertEquals(100_002, writer.status().rows());
    assertEquals(15_000, writer.status().queued());
  }

  /** Or else who comes in the meantime would be refused though the database is there. */
  @Test
  void aQueueThatIsHalfFullIsNotKeptWaiting() throws Exception {
    LedgerWriter writer = open(PATIENT);

    for (int i = 0; writer.status().queued() < 500 && writer.status().commits() == 0; i++) {
      writer.write(Entries.announce(i + 1, 1, 1, 10));
    }

    Waiting.until("it is committed", () -> writer.status().commits() > 0);
  }

  @Test
  void nobodyIsAnsweredBeforeTheCommit() throws Exception {
    LedgerWriter writer = open(PATIENT);
    store.setFault(Fault.HANGS);

    Future<Void> first = writer.writeDurably(Entries.announce(1, 100, 100, 10));
    store.awaitHanging();
    Future<Void> second = writer.writeDurably(Entries.announce(2, 100, 100, 10));
    assertFalse(first.isComplete());
    assertFalse(second.isComplete());
    assertEquals(2, writer.status().waiting());

    store.setFault(Fault.NONE);
    store.release();
    Waiting.on(first);
    Waiting.on(second);
    assertEquals(0, writer.status().waiting());
    assertEquals(2, writer.status().commits());
  }

  @Test
  void whoWaitsTooLongIsToldToTryAgainAndTheEntryWaitsOn() throws Exception {
    LedgerWriter writer = open(new LedgerWriterOptions(1_000, HOUR, HOUR, 5, 10));
    store.setFault(Fault.AWAY_BEFORE);

    Future<Void> late = writer.writeDurably(Entries.announce(1, 100, 100, 10));

    RequestException told = assertThrows(RequestException.class, () -> Waiting.on(late));
    assertEquals("the tracker can't note that right now, try again", told.reason());
    assertEquals(1, told.retryMinutes());
    assertEquals(3, writer.status().queued());
    assertEquals(0, writer.status().waiting());
    store.setFault(Fault.NONE);
    Waiting.until("it is written", () -> writer.status().queued() == 0);
    assertEquals(100, Entries.uploaded(books));
  }

  @Test
  void aCommitWithoutEndIsAnOutage() throws Exception {
    LedgerWriter writer = open(new LedgerWriterOptions(1_000, HOUR, HOUR, 5, 10));
    store.setFault(Fault.HANGS);

    Future<Void> late = writer.writeDurably(Entries.announce(1, 100, 100, 10));

    assertThrows(RequestException.class, () -> Waiting.on(late));
    Waiting.until("it is found out", () -> !writer.isStorageUp());
    store.setFault(Fault.NONE);
    store.release();
    Waiting.until("it is over", writer::isStorageUp);
    assertEquals(100, Entries.uploaded(books));
  }

  @Test
  void anOutageIsSurvivedInMemoryAndToldOnce() throws Exception {
    LedgerWriter writer = open(PROMPT);
    store.setFault(Fault.AWAY_BEFORE);

    writer.write(Entries.announce(1, 100, 100, 10));
    Waiting.until("it is noticed", () -> !writer.isStorageUp());
    for (int i = 2; i <= 9; i++) {
      writer.write(Entries.announce(i, 100, 100, 10));
    }
    Waiting.until("it was tried again", () -> writer.status().failures() > 3);
    assertFalse(writer.status().storageUp());
    assertEquals(27, writer.status().queued());
    store.setFault(Fault.NONE);

    Waiting.until("all is written", () -> writer.status().queued() == 0);
    Waiting.until("it is told", () -> outageLog.all().size() == 2);
    assertTrue(writer.isStorageUp());
    assertEquals(900, Entries.uploaded(books));
    assertEquals(
        "The books can't be written to the database, the tracker goes on from memory: away before",
        outageLog.all().get(0));
    assertEquals(
        "The database is back after 0 s; 27 rows of the books were kept for it",
        outageLog.all().get(1));
  }

  @Test
  void whatWasCommittedWithoutAnAnswerIsNotCommittedTwice() throws Exception {
    LedgerWriter writer = open(PATIENT);
    List<String> ids = new CopyOnWriteArrayList<>();
    AtomicInteger tries = new AtomicInteger();
    store.setFaults(
        batch -> {
          ids.add(batch.id());
          return tries.incrementAndGet() < 4 ? Fault.AWAY_AFTER : Fault.NONE;
        });

    Waiting.on(writer.writeDurably(Entries.announce(1, 100, 100, 10)));

    assertEquals(100, Entries.uploaded(books));
    assertEquals(4, ids.size());
    assertEquals(1, ids.stream().distinct().count());
  }

  @Test
  void aFaultAfterTheCommitIsNotCommittedTwice() throws Exception {
    LedgerWriter writer = open(PATIENT);
    AtomicInteger tries = new AtomicInteger();
    store.setFaults(batch -> tries.incrementAndGet() < 3 ? Fault.BUG_AFTER : Fault.NONE);

    Waiting.on(writer.writeDurably(Entries.announce(1, 100, 100, 10)));

    assertEquals(100, Entries.uploaded(books));
  }

  @Test
  void thereIsRoomUpToTheBound() throws Exception {
    LedgerWriter writer = open(new LedgerWriterOptions(30, 5, 5, 5, HOUR));
    store.setFault(Fault.AWAY_BEFORE);

    int written = 0;
    while (writer.hasRoom() && written < 100) {
      written++;
      writer.write(Entries.announce(written, 100, 100, 10));
    }

    assertEquals(10, written);
    assertEquals(30, writer.status().queued());
    assertEquals(30, writer.status().bound());
    store.setFault(Fault.NONE);
    Waiting.until("there is room again", writer::hasRoom);
    Waiting.until("all is written", () -> writer.status().queued() == 0);
    assertEquals(1_000, Entries.uploaded(books));
  }

  @Test
  void soManyMayWaitAndMoreAreToldToTryAgainAtOnce() throws Exception {
    LedgerWriter writer = open(new LedgerWriterOptions(3, HOUR, HOUR, 5, HOUR));
    store.setFault(Fault.HANGS);
    List<Future<Void>> waits = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      waits.add(writer.writeDurably(Entries.announce(1, 100, i == 0 ? 100 : 0, 10 + i)));
    }

    assertThrows(RequestException.class, () -> Waiting.on(waits.get(3)));
    assertFalse(waits.get(2).isComplete());
    store.setFault(Fault.NONE);
    store.release();
    Waiting.on(waits.get(2));
    Waiting.until("all is written", () -> writer.status().queued() == 0);
    assertEquals(13, Entries.sessions(books).get(0).lastSeen());
  }

  @Test
  void whatTheDatabaseNeverTakesIsPutAsideAndDoesNotStopTheOthers() throws Exception {
    LedgerWriter writer = open(PATIENT);
    store.setFaults(batch -> holds(batch, 5) ? Fault.REFUSED : Fault.NONE);

    for (int i = 1; i <= 8; i++) {
      writer.write(Entries.announce(i, 100, 100, 10));
    }
    writer.write(Entries.correction(3, 7, 10));
    Waiting.on(writer.writeDurably(Entries.announce(9, 100, 100, 10)));
    Waiting.until("all is dealt with", () -> writer.status().queued() == 0);

    assertEquals(807, Entries.uploaded(books));
    assertEquals(1, writer.status().rejected());
    assertTrue(writer.isStorageUp());
    List<String> aside = Files.readAllLines(folder.resolve("ledger.rejected"));
    assertEquals(1, aside.size());
    assertTrue(aside.get(0).startsWith("1000 refused: SessionRow[id=5, "), aside.get(0));
    assertTrue(aside.get(0).contains("CreditLine[at=10, "), aside.get(0));
    assertTrue(rejectedLog.all().get(0).endsWith(aside.get(0)));
    assertEquals(List.of(), outageLog.all());
  }

  @Test
  void textOfAPersonsMakesNoLineOfItsOwn() throws Exception {
    LedgerWriter writer = open(PATIENT);
    store.setFaults(batch -> batch.lines().isEmpty() ? Fault.NONE : Fault.REFUSED);

    Future<Void> never = writer.writeDurably(Entries.correction(3, 7, 10));

    assertThrows(RequestException.class, () -> Waiting.on(never));
    List<String> aside = Files.readAllLines(folder.resolve("ledger.rejected"));
    assertEquals(1, aside.size());
    assertTrue(aside.get(0).contains("note=a present"), aside.get(0));
  }

  @Test
  void aDatabaseThatTakesNothingAtAllIsAwayAndNothingIsPutAside() throws Exception {
    LedgerWriter writer = open(PROMPT);
    store.setFault(Fault.REFUSED);

    for (int i = 1; i <= 8; i++) {
      writer.write(Entries.announce(i, 100, 100, 10));
    }
    Waiting.until("it is noticed", () -> !writer.isStorageUp());
    Waiting.until("it was tried for long", () -> writer.status().failures() > 20);
    assertFalse(Files.exists(folder.resolve("ledger.rejected")));
    store.setFault(Fault.NONE);

    Waiting.until("all is written", () -> writer.status().queued() == 0);
    assertEquals(800, Entries.uploaded(books));
  }

  @Test
  void afterManyInARowTheyArePutAsideSlowly() throws Exception {
    LedgerWriter writer = open(PROMPT);
    store.setFaults(batch -> batch.sessions().isEmpty() ? Fault.NONE : Fault.REFUSED);

    for (int i = 1; i <= 110; i++) {
      writer.write(Entries.announce(i, 100, 100, 10));
    }

    Waiting.until("it is noticed", () -> !writer.isStorageUp());
    Waiting.until("they are put aside", () -> writer.status().queued() == 0);
    assertEquals(110, writer.status().rejected());
    assertEquals(1, outageLog.all().size());
    store.setFault(Fault.NONE);
    Waiting.on(writer.writeDurably(Entries.announce(200, 1, 1, 10)));
    assertTrue(writer.isStorageUp());
  }

  @Test
  void aListenerThatFailsDoesNotStopTheBooks() throws Exception {
    LedgerWriter writer = open(PATIENT);
    try (LogLines log = new LogLines(DurableWait.class)) {
      store.setFault(Fault.HANGS);
      Future<Void> first = writer.writeDurably(Entries.announce(1, 100, 100, 10));
      first.onComplete(
          done -> {
            throw new IllegalStateException("a fault of a listener's");
          });
      store.setFault(Fault.NONE);
      store.release();

      Waiting.on(writer.writeDurably(Entries.announce(2, 100, 100, 10)));
      assertEquals(200, Entries.uploaded(books));
      assertEquals(1, log.all().size(), () -> log.all().toString());
    }
  }

  @Test
  void closingCommitsWhatWaits() throws Exception {
    LedgerWriter writer = open(PATIENT);
    writer.write(Entries.announce(1, 100, 100, 10));

    writer.close();
    writer.close();

    assertEquals(100, Entries.uploaded(books));
    assertFalse(Files.exists(folder.resolve("ledger.pending")));
    assertFalse(writer.hasRoom());
    Future<Void> tooLate = writer.writeDurably(Entries.announce(1, 200, 100, 10));
    assertThrows(RequestException.class, () -> Waiting.on(tooLate));
    writer.write(Entries.announce(1, 200, 100, 10));
    assertEquals(0, writer.status().queued());
  }

  @Test
  void whatCannotBeWrittenAtTheEndIsWrittenAtTheNextStart() throws Exception {
    LedgerWriter writer = open(PATIENT);
    store.setFault(Fault.AWAY_AFTER);
    Future<Void> waits = writer.writeDurably(Entries.announce(1, 100, 100, 10));
    Waiting.until("it is noticed", () -> !writer.isStorageUp());
    writer.write(Entries.announce(1, 150, 50, 11));
    writer.write(Entries.correction(3, 7, 12));
    writer.close();
    assertThrows(RequestException.class, () -> Waiting.on(waits));
    assertTrue(Files.exists(folder.resolve("ledger.pending")));

    assertThrows(StorageException.class, () -> open(PATIENT));
    assertTrue(Files.exists(folder.resolve("ledger.pending")));
    store.setFault(Fault.NONE);
    LedgerWriter next = open(PATIENT);

    assertEquals(157, Entries.uploaded(books));
    assertEquals(150, Entries.sessions(books).get(0).uploaded());
    assertFalse(Files.exists(folder.resolve("ledger.pending")));
    next.close();
    open(PATIENT);
    assertEquals(157, Entries.uploaded(books));
  }

  @Test
  void closingDoesNotWaitForACommitWithoutEnd() throws Exception {
    LedgerWriter writer = open(PATIENT, 20);
    store.setFault(Fault.HANGS);
    Future<Void> waits = writer.writeDurably(Entries.announce(1, 100, 100, 10));
    store.awaitHanging();
    writer.write(Entries.announce(2, 50, 50, 10));

    writer.close();

    assertThrows(RequestException.class, () -> Waiting.on(waits));
    store.setFault(Fault.NONE);
    store.release();
    open(PATIENT);
    Waiting.until("the commit ends", () -> Entries.sessionsIn(books) == 2);
    assertEquals(150, Entries.uploaded(books));
  }

  private static boolean holds(LedgerBatch batch, long session) {
    return batch.sessions().stream().mapToLong(SessionRow::id).anyMatch(id -> id == session);
  }
}

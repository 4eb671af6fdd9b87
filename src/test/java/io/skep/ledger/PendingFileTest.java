package io.skep.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.ledger.FaultyLedgerStore.Fault;
import io.skep.storage.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one run leaves for the next. */
class PendingFileTest {
  private final Path folder;
  private final MemoryLedgerStore books = new MemoryLedgerStore();
  private final FaultyLedgerStore store = new FaultyLedgerStore(books);
  private final PendingFile file;
  private final LogLines log = new LogLines(Replay.class);
  private final LogLines rejectedLog = new LogLines(RejectedFile.class);

  PendingFileTest(@TempDir Path folder) {
    this.folder = folder;
    this.file = new PendingFile(folder);
  }

  @AfterEach
  void releaseTheLog() {
    log.close();
    rejectedLog.close();
  }

  private static WriteBatch batch(int firstSession, int sessions) {
    List<PendingSession> pending = new ArrayList<>();
    for (int i = 0; i < sessions; i++) {
      PendingSession one = new PendingSession(0);
      one.add(Entries.announce(firstSession + i, 100, 100, 10), false);
      one.add(Entries.announce(firstSession + i, 150, 50, 20), false);
      pending.add(one);
    }
    PendingSession correction = new PendingSession(0);
    correction.add(Entries.correction(1, -7, 30), false);
    pending.add(correction);
    return WriteBatch.of(pending, 40);
  }

  private void replay() throws StorageException, IOException {
    Replay.run(file, store, new RejectedFile(folder), () -> 1_000);
  }

  @Test
  void whatWasWrittenIsRead() throws Exception {
    List<WriteBatch> batches = List.of(batch(1, 3), batch(10, 0), batch(20, 1));

    file.write(batches);

    assertEquals(
        batches.stream().map(WriteBatch::toLedgerBatch).toList(),
        file.read().stream().map(WriteBatch::toLedgerBatch).toList());
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())));
    file.write(List.of());
    assertEquals(List.of(), file.read());
    try (var files = Files.list(folder)) {
      assertEquals(List.of(file.path()), files.toList());
    }
  }

  @Test
  void nothingIsReplayedWhereThereIsNone() throws Exception {
    replay();
    assertEquals(List.of(), log.all());
  }

  @Test
  void whatIsDamagedAnywhereIsPutAsideAndTold() throws Exception {
    file.write(List.of(batch(1, 1)));
    byte[] sound = Files.readAllBytes(file.path());

    for (int i = 0; i < sound.length; i++) {
      byte[] flipped = sound.clone();
      flipped[i] ^= 0x10;
      assertPutAside(flipped);
      assertPutAside(Arrays.copyOf(sound, i));
    }
    assertPutAside(Arrays.copyOf(sound, sound.length + 8));
    assertEquals(2 * sound.length + 1, log.all().size());
    assertTrue(log.all().get(0).contains("ledger.pending.damaged"), log.all().get(0));
  }

  private void assertPutAside(byte[] bytes) throws Exception {
    Files.write(file.path(), bytes);
    replay();
    assertEquals(List.of(), books.written());
    assertFalse(file.exists());
    assertTrue(Arrays.equals(bytes, Files.readAllBytes(folder.resolve("ledger.pending.damaged"))));
  }

  @Test
  void aFileOfANewerSkepStaysWhereItIs() throws Exception {
    file.write(List.of(batch(1, 1)));
    byte[] newer = Files.readAllBytes(file.path());
    newer[11] = 3;
    CRC32C checksum = new CRC32C();
    checksum.update(newer, 0, newer.length - 8);
    ByteBuffer.wrap(newer).putLong(newer.length - 8, checksum.getValue());
    Files.write(file.path(), newer);

    IOException refused = assertThrows(IOException.class, this::replay);

    assertTrue(String.valueOf(refused.getMessage()).contains("of version 3"));
    assertTrue(file.exists());
  }

  @Test
  void aReplayThatIsBrokenOffAnywhereIsMadeAgainAndNothingCountsTwice() throws Exception {
    for (int tries = 0; tries < 40; tries++) {
      if (!file.exists()) {
        file.write(List.of(batch(100 * tries + 1, 6), batch(100 * tries + 11, 3)));
      }
      int refused = 100 * tries + 4;
      int enough = tries;
      AtomicInteger commits = new AtomicInteger();
      store.setFaults(
          batch -> {
            boolean away = commits.incrementAndGet() > enough;
            if (batch.sessions().stream().anyMatch(row -> row.id() == refused)) {
              return away ? Fault.AWAY_BEFORE : Fault.REFUSED;
            }
            return away ? Fault.AWAY_AFTER : Fault.NONE;
          });
      long before = Entries.uploaded(books);
      boolean away = false;
      try {
        replay();
      } catch (StorageException e) {
        away = true;
        assertTrue(String.valueOf(e.getMessage()).contains("ledger.pending"));
      }
      assertEquals(away, file.exists());
      store.setFaults(
          batch ->
              batch.sessions().stream().anyMatch(row -> row.id() == refused)
                  ? Fault.REFUSED
                  : Fault.NONE);
      replay();
      assertFalse(file.exists());
      assertEquals(8 * 150 - 2 * 7, Entries.uploaded(books) - before, "broken off after " + tries);
    }
    assertTrue(Files.exists(folder.resolve("ledger.rejected")));
  }
}

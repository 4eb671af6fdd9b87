package io.skep.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteBackupTest {
  private final Path folder;

  SqliteBackupTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path file() {
    return folder.resolve("skep.db");
  }

  private List<String> names() throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  /** Copies are taken, by this process and by another, while batches are committed. */
  @Test
  void aCopyOfARunningTrackerIsConsistent() throws Exception {
    AtomicBoolean ended = new AtomicBoolean();
    AtomicLong committed = new AtomicLong();
    try (Database database = TestDatabases.sqlite(folder)) {
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(() -> write(database, committed, ended));
      try {
        for (int i = 0; i < 4; i++) {
          Path target = folder.resolve("backup" + i);
          long before = committed.get();
          if (i == 0) {
            assertEquals(
                "done", OtherProcess.run(folder, "backup", file().toString(), target.toString()));
          } else {
            database.backup(target);
          }
          long after = committed.get();
          long copied = lines(target);
          assertTrue(copied >= before && copied <= after + 50, before + " " + copied + " " + after);
          assertEquals(
              "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(target)));
        }
      } finally {
        ended.set(true);
      }
      writing.get(30, TimeUnit.SECONDS);
      assertTrue(committed.get() > 0);
    }
    assertTrue(names().stream().noneMatch(name -> name.contains(".part-")), names().toString());
  }

  /** The copy is a database of its own whose books are right. */
  private static long lines(Path copy) throws StorageException {
    try (Database database = Databases.open(new StorageOptions("jdbc:sqlite:" + copy, "", "", 1))) {
      assertEquals(List.of(), database.ledger().check());
      return database
          .ledger()
          .countLines(new LedgerStore.LineQuery(0, 0, 0, Long.MAX_VALUE, false, 0, 0));
    }
  }

  private static void write(Database database, AtomicLong committed, AtomicBoolean ended) {
    try {
      for (int at = 1; !ended.get(); at++) {
        CreditLine[] lines = new CreditLine[50];
        for (int i = 0; i < lines.length; i++) {
          lines[i] = Batches.line(at, 1 + i % 7, 1 + i % 11, at, i);
        }
        database.ledger().commit(Batches.lines(lines));
        committed.addAndGet(lines.length);
      }
    } catch (StorageException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aFileThatIsThereIsNotReplaced() throws Exception {
    Path target = folder.resolve("precious");
    Files.write(target, new byte[] {1, 2, 3});
    try (Database database = TestDatabases.sqlite(folder)) {
      StorageException refused =
          assertThrows(StorageException.class, () -> database.backup(target));
      assertEquals(target + " is there already: name a new file", refused.getMessage());
      assertThrows(StorageException.class, () -> database.backup(file()));
    }
    assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(target));
  }

  @Test
  void whatCantBeCopiedLeavesNothingBehind() throws Exception {
    Path text = folder.resolve("text");
    Files.writeString(text, "no database ".repeat(100));
    Path foreign = folder.resolve("empty");
    Files.createFile(foreign);
    for (Path source : List.of(text, foreign, folder.resolve("none"), folder)) {
      assertThrows(StorageException.class, () -> Databases.backup(source, folder.resolve("copy")));
    }
    assertThrows(
        StorageException.class,
        () -> Databases.backup(text, folder.resolve("no").resolve("folder")));
    assertEquals(List.of("empty", "text"), names());
  }

  @Test
  void aTrackerThatIsNotRunningIsCopiedToo() throws Exception {
    try (Database database = TestDatabases.sqlite(folder)) {
      database.ledger().commit(Batches.lines(Batches.line(1, 1, 1, 1, 1)));
    }
    Path target = folder.resolve("copy 'with' odd \"name\"");
    Databases.backup(file(), target);

    assertEquals(1, lines(target));
  }
}

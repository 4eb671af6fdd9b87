package io.skep.ledger;

import io.skep.storage.Database;
import io.skep.storage.LedgerStore;
import io.skep.storage.StorageException;
import io.skep.storage.TestDatabases;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The writer before SQLite. */
class LedgerWriterSqliteTest extends LedgerWriterContract {
  private final Database database;

  LedgerWriterSqliteTest(@TempDir Path folder) throws StorageException {
    super(folder);
    database = TestDatabases.sqlite(folder);
    KnownMembers.add(database, 10);
  }

  @Override
  LedgerStore books() {
    return database.ledger();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  @ParameterizedTest
  @ValueSource(ints = {101, 102, 103, 104, 105, 106})
  void everyByteCountsOnceWhateverFails(int seed) throws Exception {
    super.everyByteCountsOnceWhateverFails(seed);
  }
}

package io.skep.ledger;

import io.skep.storage.Database;
import io.skep.storage.LedgerStore;
import io.skep.storage.TestDatabases;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The writer before SQLite. */
class LedgerWriterSqliteTest extends LedgerWriterContract {
  @TempDir Path data;
  private Database database;

  @Override
  LedgerStore openBooks() throws Exception {
    database = TestDatabases.sqlite(data);
    KnownMembers.add(database, 10);
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

package io.skep.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

class SqliteFaultsTest {
  private static final SqliteFaults FAULTS = new SqliteFaults();

  @ParameterizedTest
  @EnumSource(
      value = SQLiteErrorCode.class,
      names = {
        "SQLITE_BUSY",
        "SQLITE_BUSY_SNAPSHOT",
        "SQLITE_LOCKED",
        "SQLITE_FULL",
        "SQLITE_IOERR",
        "SQLITE_IOERR_WRITE",
        "SQLITE_IOERR_FSYNC",
        "SQLITE_CANTOPEN",
        "SQLITE_READONLY",
        "SQLITE_NOMEM"
      })
  void whatMayPassIsUnavailable(SQLiteErrorCode code) {
    SQLException own = new SQLiteException("x", code);
    SQLException inBatch = new BatchUpdateException("batch entry 1", null, 0, new int[0], own);

    assertInstanceOf(StorageUnavailableException.class, FAULTS.told(own));
    assertInstanceOf(StorageUnavailableException.class, FAULTS.told(inBatch));
  }

  @ParameterizedTest
  @EnumSource(
      value = SQLiteErrorCode.class,
      names = {"SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_ERROR", "SQLITE_CONSTRAINT_CHECK"})
  void whatDoesNotPassIsAnother(SQLiteErrorCode code) {
    assertEquals(StorageException.class, FAULTS.told(new SQLiteException("x", code)).getClass());
  }

  @Test
  void aPoolThatIsEmptyForTooLongIsUnavailable() {
    assertInstanceOf(
        StorageUnavailableException.class, FAULTS.told(new SQLTransientConnectionException("x")));
  }

  @Test
  void aConflictIsNamed() {
    StorageException told =
        FAULTS.told(
            new SQLiteException(
                "[SQLITE_CONSTRAINT_UNIQUE] A UNIQUE constraint failed"
                    + " (UNIQUE constraint failed: tokens.name)",
                SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE));

    assertInstanceOf(ConflictException.class, told);
    assertEquals("another token has this name", told.getMessage());
  }
}

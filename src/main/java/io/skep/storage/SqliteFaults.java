package io.skep.storage;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** SQLite's errors, told apart by its result codes. */
final class SqliteFaults implements Faults {
  private static final String UNIQUE = "UNIQUE constraint failed: ";

  @Override
  public StorageException told(SQLException error) {
    SQLiteException own = own(error);
    if (own != null) {
      return told(own, error);
    }
    if (error instanceof SQLTransientConnectionException
        || error.getCause() instanceof InterruptedException) {
      return new StorageUnavailableException(
          "the database is busy: no connection became free in time", error);
    }
    return new StorageException("the database: " + error.getMessage(), error);
  }

  private static @org.jspecify.annotations.Nullable SQLiteException own(SQLException error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLiteException found) {
        return found;
      }
    }
    return null;
  }

  private static StorageException told(SQLiteException own, SQLException error) {
    SQLiteErrorCode code = own.getResultCode();
    return switch (code.code & 0xff) {
      case 5, 6 ->
          new StorageUnavailableException(
              "the database is locked: another program writes to it", error);
      case 7 -> new StorageUnavailableException("there is no memory for the database", error);
      case 8 ->
          new StorageUnavailableException(
              "the database can't be written to: its file or its disk is read-only", error);
      case 10 ->
          new StorageUnavailableException(
              "the database's disk reports an error (" + code.name() + ")", error);
      case 13 -> new StorageUnavailableException("the database's disk is full", error);
      case 14 ->
          new StorageUnavailableException(
              "the database's file can't be opened: look at its folder and its rights", error);
      case 11 ->
          new StorageException(
              "the database's file is damaged: restore a backup (" + code.name() + ")", error);
      case 26 -> new StorageException("the file is no SQLite database", error);
      case 19 -> constraint(own, code);
      default -> new StorageException("the database refused this: " + code.message, error);
    };
  }

  private static StorageException constraint(SQLiteException own, SQLiteErrorCode code) {
    String message = String.valueOf(own.getMessage());
    int columns = message.indexOf(UNIQUE);
    if (columns >= 0) {
      String first = message.substring(columns + UNIQUE.length()).split("[,)]", 2)[0].strip();
      return Faults.conflict(first.replace('.', '_'));
    }
    return new StorageException(
        "the database refused this: a value is not allowed (" + code.name() + ")", own);
  }
}

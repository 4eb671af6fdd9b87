package io.skep.storage;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;

/** Runs work in transactions: all of it takes effect, or nothing. */
final class Transactions {
  /** What is done in one. */
  interface Work<T> {
    T run(Transaction transaction) throws SQLException, StorageException;
  }

  /** The same without an answer. */
  interface Task {
    void run(Transaction transaction) throws SQLException, StorageException;
  }

  private final HikariDataSource writing;
  private final HikariDataSource reading;
  private final TransactionStyle style;
  private final Faults faults;

  Transactions(
      HikariDataSource writing, HikariDataSource reading, TransactionStyle style, Faults faults) {
    this.writing = writing;
    this.reading = reading;
    this.style = style;
    this.faults = faults;
  }

  /** Work that changes something. */
  <T> T write(Work<T> work) throws StorageException {
    return run(true, false, work);
  }

  /** A task that changes something. */
  void change(Task task) throws StorageException {
    write(
        transaction -> {
          task.run(transaction);
          return true;
        });
  }

  /** Work that changes something and looks at whole tables for it. */
  <T> T writeSlowly(Work<T> work) throws StorageException {
    return run(true, true, work);
  }

  /** Work that changes nothing. */
  <T> T read(Work<T> work) throws StorageException {
    return run(false, false, work);
  }

  /** Work that changes nothing and looks at whole tables. */
  <T> T scan(Work<T> work) throws StorageException {
    return run(false, true, work);
  }

  private <T> T run(boolean changing, boolean patient, Work<T> work) throws StorageException {
    HikariDataSource source = changing ? writing : reading;
    try (Connection connection = source.getConnection()) {
      boolean committed = false;
      try {
        style.begin(connection, changing, patient);
        T answer = work.run(new Transaction(connection));
        style.commit(connection);
        committed = true;
        return answer;
      } finally {
        if (!committed) {
          rollBack(source, connection);
        }
      }
    } catch (SQLException e) {
      throw faults.told(e);
    }
  }

  /** A connection that can't even do that is not used again. */
  private void rollBack(HikariDataSource source, Connection connection) {
    try {
      style.rollBack(connection);
    } catch (SQLException e) {
      source.evictConnection(connection);
      System.getLogger(Transactions.class.getName())
          .log(System.Logger.Level.DEBUG, "a connection to the database is given up", e);
    }
  }
}

package io.skep.storage;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** PostgreSQL's errors, told apart by SQLSTATE. */
final class PostgresFaults implements Faults {
  @Override
  public StorageException told(SQLException error) {
    SQLException deepest = deepest(error);
    String state = deepest.getSQLState() == null ? "" : deepest.getSQLState();
    if (error instanceof SQLTransientConnectionException
        || error.getCause() instanceof InterruptedException) {
      return new StorageUnavailableException(
          "the database can't be reached" + (deepest == error ? "" : ": " + words(deepest)), error);
    }
    if (passes(state)) {
      return new StorageUnavailableException("the database is away: " + words(deepest), error);
    }
    if (state.equals("23505")) {
      return Faults.conflict(constraint(deepest));
    }
    return new StorageException("the database refused this: " + words(deepest), error);
  }

  /** Whether the same may go well later. */
  private static boolean passes(String state) {
    return state.startsWith("08") // connection
        || state.startsWith("53") // resources: disk, memory, connections
        || state.startsWith("57") // cancelled for its time, shut down, starting up
        || state.startsWith("58") // input and output
        || state.startsWith("40") // deadlock
        || state.equals("55P03") // a lock not had in time
        || state.equals("25006") // read-only: a standby
        || state.equals("25P03"); // idle for too long in a transaction
  }

  /** The driver and the pool wrap what the server has said. */
  private static SQLException deepest(SQLException error) {
    SQLException deepest = error;
    for (int i = 0; i < 10; i++) {
      SQLException next = next(deepest);
      if (next == null) {
        return deepest;
      }
      deepest = next;
    }
    return deepest;
  }

  private static @Nullable SQLException next(SQLException error) {
    if (error.getNextException() != null) {
      return error.getNextException();
    }
    return error.getCause() instanceof SQLException cause ? cause : null;
  }

  private static String constraint(SQLException error) {
    ServerErrorMessage said = said(error);
    return said == null || said.getConstraint() == null ? "" : said.getConstraint();
  }

  /** The server's first line only: the others show values. */
  private static String words(SQLException error) {
    ServerErrorMessage said = said(error);
    String words = said == null ? error.getMessage() : said.getMessage();
    return words == null ? error.getClass().getSimpleName() : words.lines().findFirst().orElse("");
  }

  private static @Nullable ServerErrorMessage said(SQLException error) {
    return error instanceof PSQLException own ? own.getServerErrorMessage() : null;
  }
}

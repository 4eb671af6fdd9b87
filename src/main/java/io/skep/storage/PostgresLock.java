package io.skep.storage;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second tracker from a PostgreSQL database, by an advisory lock of a connection that is
 * there for nothing else.
 *
 * <p>The server lets go of it when the connection ends, and so when the process does, however it
 * ends; within half a minute where the whole machine is gone. A connection that is lost does not
 * stop the tracker: a thread looks after it each second, and takes the lock again.
 */
final class PostgresLock implements AutoCloseable {
  private static final Logger LOG = System.getLogger(PostgresLock.class.getName());

  /** "Skep", and the schema: trackers may share a database that keep to schemas of their own. */
  private static final String NUMBERS = "1399547248, hashtext(coalesce(current_schema(), ''))";

  private static final String OWNER =
      """
      SELECT application_name, host(client_addr) FROM pg_stat_activity
      WHERE pid IN (
        SELECT pid FROM pg_locks
        WHERE locktype = 'advisory' AND granted AND objsubid = 2
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
          AND (classid::bigint, objid::bigint)
            = (1399547248, hashtext(coalesce(current_schema(), ''))::bigint & 4294967295))\
      """;

  /** How long a start waits for the server to notice that the one before was killed. */
  private static final int START_MILLIS = 5_000;

  private static final int POLL_MILLIS = 100;
  private static final int WATCH_MILLIS = 1_000;
  private static final int VALID_SECONDS = 3;

  /** Before that it may be our own connection of before that the server has not given up yet. */
  private static final int TRIES_BEFORE_WARNING = 40;

  private final DataSource source;
  private final String served;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread watch = new Thread(this::watch, "postgresql-lock");
  private @Nullable Connection connection;
  private int refusals;

  private PostgresLock(DataSource source, String served) {
    this.source = source;
    this.served = served;
  }

  /**
   * Takes the lock; blocks.
   *
   * @param source hands out connections that commit by themselves and belong to who asks
   * @param served the database, for people
   * @throws StorageException if another tracker has it
   */
  static PostgresLock take(DataSource source, String served, Faults faults)
      throws StorageException {
    PostgresLock lock = new PostgresLock(source, served);
    try {
      lock.connection = lock.connect();
      lock.takeAtStart(lock.connection);
    } catch (SQLException e) {
      lock.disconnect();
      throw faults.told(e);
    } catch (StorageException e) {
      lock.disconnect();
      throw e;
    }
    lock.watch.setDaemon(true);
    lock.watch.start();
    return lock;
  }

  private Connection connect() throws SQLException {
    Connection made = source.getConnection();
    try (Statement statement = made.createStatement()) {
      // A server waits two hours before it asks whether a silent machine is there at all.
      statement.execute(
          "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5;"
              + " SET tcp_keepalives_count = 3; SET application_name = 'skep process "
              + ProcessHandle.current().pid()
              + "'");
      return made;
    } catch (SQLException e) {
      made.close();
      throw e;
    }
  }

  private void takeAtStart(Connection connected) throws SQLException, StorageException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MILLIS);
    while (!isTaken(connected)) {
      if (System.nanoTime() - deadline > 0 || isClosedWithin(POLL_MILLIS)) {
        throw new StorageException(
            "another Skep serves from " + served + " already (" + owner(connected) + ")", null);
      }
    }
  }

  private static boolean isTaken(Connection connected) throws SQLException {
    try (Statement statement = connected.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_try_advisory_lock(" + NUMBERS + ")")) {
      return row.next() && row.getBoolean(1);
    }
  }

  /** Who has the lock, such as {@code process 4711 at 10.0.0.5}. */
  private static String owner(Connection connected) throws SQLException {
    try (Statement statement = connected.createStatement();
        ResultSet row = statement.executeQuery(OWNER)) {
      String name = row.next() ? row.getString(1) : null;
      return name == null || !name.matches("skep process [0-9]+")
          ? "process unknown"
          : name.substring("skep ".length()) + " at " + row.getString(2);
    }
  }

  /** Waits so long, or until it is closed; true if it is. */
  private boolean isClosedWithin(int millis) {
    try {
      return closing.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void watch() {
    while (!isClosedWithin(WATCH_MILLIS)) {
      try {
        look();
      } catch (SQLException e) {
        // The server is away: the ledger's writer says so, and the next look tries again.
        LOG.log(Level.DEBUG, "the lock of the database is not had", e);
        disconnect();
      }
    }
    disconnect();
  }

  /** Looks whether the lock is still ours, and takes it again if not. */
  private void look() throws SQLException {
    Connection held = connection;
    if (held != null && refusals == 0) {
      if (held.isValid(VALID_SECONDS)) {
        return;
      }
      disconnect();
      held = null;
    }
    if (held == null) {
      held = connect();
      connection = held;
    }
    if (isTaken(held)) {
      refusals = 0;
      LOG.log(Level.INFO, "the lock of {0} is taken again after its connection was lost", served);
    } else if (++refusals == TRIES_BEFORE_WARNING) {
      LOG.log(
          Level.ERROR,
          "another Skep serves from {0} as well ({1}): stop one of the two, for they spoil each"
              + " other''s books",
          served,
          owner(held));
    }
  }

  private void disconnect() {
    Connection held = connection;
    connection = null;
    if (held != null) {
      try {
        held.close();
      } catch (SQLException e) {
        LOG.log(Level.DEBUG, "a connection to the database is given up", e);
      }
    }
  }

  /** Lets go of the lock; returns once it has, unless the server is away. */
  @Override
  public void close() {
    closing.countDown();
    try {
      watch.join(TimeUnit.SECONDS.toMillis(VALID_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.skep.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connections to a PostgreSQL server, made again by themselves after it was away.
 *
 * <p>While it is away a call fails after seconds: one that can't connect by the first bound below,
 * one whose statement the server doesn't end in time by the second, one whose server is not heard
 * of any more by the third.
 */
final class PostgresPool {
  private static final int CONNECT_SECONDS = 3;
  private static final int STATEMENT_SECONDS = 6;
  private static final int SILENCE_SECONDS = 8;

  /** For those that look at whole tables. */
  private static final int PATIENT_SECONDS = 600;

  private static final PostgresFaults FAULTS = new PostgresFaults();

  private PostgresPool() {}

  static Database open(StorageOptions options) throws StorageException {
    PGSimpleDataSource plain = plain(options, SILENCE_SECONDS);
    PostgresLock lock = PostgresLock.take(plain, options.withoutParameters(), FAULTS);
    SqlDatabase.Closer opened = lock::close;
    try {
      Schema.bringUpToDate(plain, plain(options, PATIENT_SECONDS), Dialect.POSTGRESQL, FAULTS);
      HikariDataSource pool = new HikariDataSource(config(options));
      return new SqlDatabase(
          new Transactions(pool, pool, new PostgresStyle(PATIENT_SECONDS), FAULTS),
          "PostgreSQL, " + options.withoutParameters(),
          target -> {
            throw new StorageException("a PostgreSQL database is backed up by pg_dump", null);
          },
          opened.after(pool::close));
    } catch (StorageException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private static PGSimpleDataSource plain(StorageOptions options, int silenceSeconds)
      throws StorageException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    try {
      source.setConnectTimeout(CONNECT_SECONDS);
      source.setSocketTimeout(silenceSeconds);
      source.setLogServerErrorDetail(false);
      source.setURL(options.url());
    } catch (IllegalArgumentException e) {
      throw new StorageException(
          "this is no URL of a PostgreSQL database: " + options.withoutParameters(), null);
    }
    if (!options.user().isEmpty()) {
      source.setUser(options.user());
    }
    if (!options.password().isEmpty()) {
      source.setPassword(options.password());
    }
    return source;
  }

  private static HikariConfig config(StorageOptions options) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("postgresql");
    config.setJdbcUrl(options.url());
    if (!options.user().isEmpty()) {
      config.setUsername(options.user());
    }
    if (!options.password().isEmpty()) {
      config.setPassword(options.password());
    }
    config.setAutoCommit(false);
    config.setMaximumPoolSize(options.connections());
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECT_SECONDS * 1_000L);
    config.setValidationTimeout(CONNECT_SECONDS * 500L);
    config.setInitializationFailTimeout(-1);
    // Left unsaid, the pool asks its first connection, and is useless for ever where that one dies
    // while it is asked.
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setConnectionInitSql(
        "SET statement_timeout = '"
            + STATEMENT_SECONDS
            + "s'; SET idle_in_transaction_session_timeout = '"
            + PATIENT_SECONDS
            + "s'");
    config.addDataSourceProperty("ApplicationName", "skep");
    config.addDataSourceProperty("connectTimeout", "" + CONNECT_SECONDS);
    config.addDataSourceProperty("socketTimeout", "" + SILENCE_SECONDS);
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    // Details show values, passkeys among them.
    config.addDataSourceProperty("logServerErrorDetail", "false");
    return config;
  }
}

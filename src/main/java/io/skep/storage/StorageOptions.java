package io.skep.storage;

/**
 * Where the database is.
 *
 * @param url {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql://HOST/DATABASE}
 * @param user for PostgreSQL; empty where the URL or the server's rules say it
 * @param password for PostgreSQL; empty where there is none
 * @param connections how many are open at most, 1 to 100; SQLite has one more, which writes
 */
public record StorageOptions(String url, String user, String password, int connections) {
  /** Checks the bounds. */
  public StorageOptions {
    if (connections < 1 || connections > 100) {
      throw new IllegalArgumentException("a database has 1 to 100 connections, not " + connections);
    }
  }

  /** All but the password, which the URL may hold too. */
  @Override
  public String toString() {
    return withoutParameters() + " as '" + user + "'";
  }

  /** The URL up to its parameters, among which a password may be. */
  String withoutParameters() {
    int parameters = url.indexOf('?');
    return parameters < 0 ? url : url.substring(0, parameters);
  }
}

package io.skep.cli;

import java.util.List;

/** The keys of the configuration for the database. */
final class StorageSettings {
  static final Setting<String> URL =
      new Setting<>(
          "database.url",
          Kind.text("empty or jdbc:postgresql://HOST:PORT/DATABASE", StorageSettings::isPostgresql),
          "",
          "Where users, torrents and accounts are kept in the mode private. Empty: in the file"
              + " skep.db of the data folder, by SQLite. Otherwise a PostgreSQL database that is"
              + " there already; its tables are made at the first start.");
  static final Setting<String> USER =
      new Setting<>(
          "database.user",
          Kind.text("a name", StorageSettings::isPlain),
          "",
          "The user of the PostgreSQL database.");
  static final Setting<String> PASSWORD =
      new Setting<>(
          "database.password",
          Kind.text("a password", StorageSettings::isPlain),
          "",
          "That user's password. Better given in the environment than in a file or on the command"
              + " line, where others can read it.");
  static final Setting<Integer> CONNECTIONS =
      new Setting<>(
          "database.connections",
          Kind.number(2, 100),
          4,
          "How many connections to the database are held at most; in PostgreSQL there is one more,"
              + " which keeps a second tracker from it.");

  static final List<Setting<?>> ALL = List.of(URL, USER, PASSWORD, CONNECTIONS);

  private StorageSettings() {}

  private static boolean isPostgresql(String text) {
    return text.isEmpty() || text.matches("jdbc:postgresql://[!-~]{1,500}");
  }

  private static boolean isPlain(String text) {
    return text.length() <= 500 && text.chars().noneMatch(Character::isISOControl);
  }
}

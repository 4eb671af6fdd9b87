package io.skep.storage;

import java.util.Map;

/** Where the two databases' table definitions differ. */
enum Dialect {
  /** One file. */
  SQLITE(
      Map.of(
          "id", "INTEGER PRIMARY KEY",
          "bytes", "BLOB",
          "clustered", "WITHOUT ROWID",
          "rewritten", "",
          "counters", "WITHOUT ROWID")),
  /** A server; room is left in its pages, so that a row that changes stays in its page. */
  POSTGRESQL(
      Map.of(
          "id", "BIGINT PRIMARY KEY",
          "bytes", "BYTEA",
          "clustered", "",
          "rewritten", "WITH (fillfactor = 70)",
          "counters", "WITH (fillfactor = 70)"));

  private final Map<String, String> words;

  Dialect(Map<String, String> words) {
    this.words = words;
  }

  /** What the migrations' placeholders stand for. */
  Map<String, String> words() {
    return words;
  }

  /** The folder of the migrations that only this one reads. */
  String folder() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}

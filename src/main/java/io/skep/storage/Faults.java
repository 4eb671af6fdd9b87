package io.skep.storage;

import java.sql.SQLException;
import java.util.Map;

/** Tells what a database's error means for us, without anything that was in the statement. */
interface Faults {
  /** By the names that unique indexes have in the schema: table and column. */
  Map<String, String> CONFLICTS =
      Map.of(
          "users_name_key", "another user has this name",
          "users_passkey", "another user has this passkey",
          "torrent_hashes_info_hash", "another torrent has this info-hash",
          "tokens_name", "another token has this name");

  /** The error in our words; a conflict, one that passes, or another. */
  StorageException told(SQLException error);

  /** What a unique index stands for. */
  static ConflictException conflict(String index) {
    return new ConflictException(CONFLICTS.getOrDefault(index, "it is there already"));
  }
}

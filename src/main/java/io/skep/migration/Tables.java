package io.skep.migration;

import io.skep.bittorrent.InfoHash;
import io.skep.storage.UserState;
import java.util.Set;

/** How one tracker's tables are read. */
interface Tables {
  String INFO_HASH = "info_hash";

  /** The columns that an export of users can't do without. */
  Set<String> userColumns();

  /** The groups that a fresh installation has. */
  Groups groups();

  /** What a row of the table of groups means. */
  Group group(Row row) throws RowException;

  /** The user of a row. */
  ImportedUser user(Row row, Groups groups) throws RowException;

  /** Whether the torrent of a row is served by that tracker. */
  boolean isServed(Row row) throws RowException;

  /** The torrent of a row. */
  ImportedTorrent torrent(Row row) throws RowException;

  /** A user whose columns have these names. */
  static ImportedUser user(
      Row row, String id, String name, String passkey, Group group, UserState state)
      throws RowException {
    return new ImportedUser(
        row.line(),
        Values.optional(row, id),
        Values.words(row, name),
        group.role(),
        state == UserState.ACTIVE ? group.state() : state,
        Values.optional(row, passkey),
        Values.bytes(row, "uploaded"),
        Values.bytes(row, "downloaded"));
  }

  /** A torrent whose columns have these names. */
  static ImportedTorrent torrent(Row row, String name, String files, String addedBy)
      throws RowException {
    InfoHash hash = Values.infoHash(row, INFO_HASH);
    String title = Values.title(row, name);
    return new ImportedTorrent(
        row.line(),
        hash,
        title.isEmpty() ? hash.toString() : title,
        row.text("size") == null ? -1 : Values.bytes(row, "size"),
        (int) Math.min(Integer.MAX_VALUE, Values.bytes(row, files)),
        Values.optional(row, addedBy));
  }
}

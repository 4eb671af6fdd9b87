package io.skep.migration;

import io.skep.storage.UserState;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Torrust's tables: {@code torrust_users} with {@code torrust_user_profiles} and {@code
 * torrust_tracker_keys}, {@code torrust_torrents}, and of its tracker {@code whitelist}, as their
 * migrations have them. Torrust keeps no totals of users.
 */
final class TorrustTables implements Tables {
  @Override
  public Set<String> userColumns() {
    return Set.of("username");
  }

  @Override
  public Groups groups() {
    return new Groups(Map.of());
  }

  @Override
  public Group group(Row row) throws RowException {
    throw new RowException("tells a group, and Torrust has none");
  }

  @Override
  public ImportedUser user(Row row, Groups groups) throws RowException {
    UserState state = Values.isTime(row, "banned_until") ? UserState.DISABLED : UserState.ACTIVE;
    return Tables.user(row, "user_id", "username", "tracker_key", role(row), state);
  }

  /** Its older tables have a flag, its newer ones a word. */
  private static Group role(Row row) throws RowException {
    return switch (Values.optional(row, "role").toLowerCase(Locale.ROOT)) {
      case "admin" -> Group.ADMIN;
      case "moderator" -> Group.MODERATOR;
      default -> Values.flag(row, "administrator", false) ? Group.ADMIN : Group.MEMBER;
    };
  }

  @Override
  public boolean isServed(Row row) {
    return true;
  }

  @Override
  public ImportedTorrent torrent(Row row) throws RowException {
    return Tables.torrent(row, "name", "files", "uploader_id");
  }
}

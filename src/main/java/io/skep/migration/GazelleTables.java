package io.skep.migration;

import io.skep.storage.UserState;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Gazelle's tables {@code users_main} (with {@code users_leech_stats} where the totals stand
 * there), {@code torrents} with the names of {@code torrents_group}, and {@code permissions}, as
 * its {@code gazelle.sql} has them.
 */
final class GazelleTables implements Tables {
  private static final Set<String> ADMINS = Set.of("sysop", "administrator", "admin");
  private static final Set<String> MODERATORS = Set.of("moderator", "mod");

  // Of the ids that its configuration gives to classes of users, those that all its forks share.
  private static final Groups SHARED = new Groups(Map.of("15", Group.ADMIN, "11", Group.MODERATOR));

  @Override
  public Set<String> userColumns() {
    return Set.of("username", "torrent_pass");
  }

  @Override
  public Groups groups() {
    return SHARED;
  }

  @Override
  public Group group(Row row) throws RowException {
    String name = Values.required(row, "name").toLowerCase(Locale.ROOT);
    if (ADMINS.contains(name)) {
      return Group.ADMIN;
    }
    return MODERATORS.contains(name) ? Group.MODERATOR : Group.MEMBER;
  }

  @Override
  public ImportedUser user(Row row, Groups groups) throws RowException {
    Group group = groups.of(row.text("permissionid"));
    return Tables.user(row, "id", "username", "torrent_pass", group, state(row));
  }

  private static UserState state(Row row) throws RowException {
    return switch (Values.optional(row, "enabled")) {
      case "", "1" -> Values.flag(row, "can_leech", true) ? UserState.ACTIVE : UserState.NO_LEECH;
      // Not confirmed yet, and disabled.
      case "0", "2" -> UserState.DISABLED;
      default -> throw new RowException("has none of 0, 1 and 2 as enabled");
    };
  }

  @Override
  public boolean isServed(Row row) {
    return true;
  }

  @Override
  public ImportedTorrent torrent(Row row) throws RowException {
    return Tables.torrent(row, "name", "filecount", "userid");
  }
}

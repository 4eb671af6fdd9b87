package io.skep.migration;

import io.skep.storage.UserState;
import java.util.Map;
import java.util.Set;

/**
 * UNIT3D's tables {@code users}, {@code torrents} and {@code groups}, as its {@code
 * database/schema/mysql-schema.sql} has them.
 */
final class Unit3dTables implements Tables {
  private static final String APPROVED = "1";
  private static final Set<String> OUT_SLUGS = Set.of("banned", "validating", "disabled", "pruned");

  // As its seeder makes them.
  private static final Groups SEEDED =
      new Groups(
          Map.of(
              "1", Group.OUT,
              "4", Group.ADMIN,
              "5", Group.OUT,
              "6", Group.MODERATOR,
              "10", Group.ADMIN,
              "20", Group.OUT,
              "21", Group.OUT));

  @Override
  public Set<String> userColumns() {
    return Set.of("username", "passkey");
  }

  @Override
  public Groups groups() {
    return SEEDED;
  }

  @Override
  public Group group(Row row) throws RowException {
    if (OUT_SLUGS.contains(Values.optional(row, "slug"))) {
      return Group.OUT;
    }
    if (Values.flag(row, "is_owner", false) || Values.flag(row, "is_admin", false)) {
      return Group.ADMIN;
    }
    return Values.flag(row, "is_modo", false) ? Group.MODERATOR : Group.MEMBER;
  }

  @Override
  public ImportedUser user(Row row, Groups groups) throws RowException {
    return Tables.user(
        row, "id", "username", "passkey", groups.of(row.text("group_id")), state(row));
  }

  private static UserState state(Row row) throws RowException {
    if (Values.isTime(row, "deleted_at") || Values.isTime(row, "disabled_at")) {
      return UserState.DISABLED;
    }
    return Values.flag(row, "can_download", true) ? UserState.ACTIVE : UserState.NO_LEECH;
  }

  /** Those that wait for a moderator, or were refused by one, are not served there either. */
  @Override
  public boolean isServed(Row row) {
    String status = Values.optional(row, "status");
    return !Values.isTime(row, "deleted_at") && (status.isEmpty() || status.equals(APPROVED));
  }

  @Override
  public ImportedTorrent torrent(Row row) throws RowException {
    return Tables.torrent(row, "name", "num_file", "user_id");
  }
}

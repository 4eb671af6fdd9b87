package io.skep.migration;

import java.util.Optional;
import java.util.Set;

/** The tables of another tracker, as far as they are read. Columns are named in lower case. */
public enum Layout {
  /** UNIT3D: {@code users}, {@code torrents}, {@code groups}. */
  UNIT3D(new Unit3dTables()),
  /** Gazelle, with Ocelot: {@code users_main}, {@code torrents}, {@code permissions}. */
  GAZELLE(new GazelleTables()),
  /** Torrust's index and tracker: {@code torrust_users}, {@code torrust_torrents} and others. */
  TORRUST(new TorrustTables());

  private final Tables tables;

  Layout(Tables tables) {
    this.tables = tables;
  }

  /** The columns that an export of users can't do without. */
  public Set<String> userColumns() {
    return tables.userColumns();
  }

  /** The columns that an export of torrents can't do without. */
  public Set<String> torrentColumns() {
    return Set.of(Tables.INFO_HASH);
  }

  /** The columns that an export of groups can't do without. */
  public Set<String> groupColumns() {
    return Set.of("id");
  }

  /** The groups that a fresh installation has. */
  public Groups groups() {
    return tables.groups();
  }

  /**
   * The groups with one more, as a row of their table tells it.
   *
   * @throws RowException if the row tells none
   */
  public Groups with(Groups groups, Row row) throws RowException {
    return groups.with(Values.required(row, "id"), tables.group(row));
  }

  /**
   * The user that a row tells.
   *
   * @throws RowException if it tells none
   */
  public ImportedUser user(Row row, Groups groups) throws RowException {
    return tables.user(row, groups);
  }

  /**
   * The torrent that a row tells; empty for one that is not served there either, such as a deleted
   * one.
   *
   * @throws RowException if it tells none
   */
  public Optional<ImportedTorrent> torrent(Row row) throws RowException {
    return tables.isServed(row) ? Optional.of(tables.torrent(row)) : Optional.empty();
  }
}

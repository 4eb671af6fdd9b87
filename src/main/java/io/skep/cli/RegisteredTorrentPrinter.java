package io.skep.cli;

import java.util.stream.Collectors;

/** Shows a torrent of a tracker's for people. */
final class RegisteredTorrentPrinter {
  private static final int NAME_COLUMNS = 60;

  private RegisteredTorrentPrinter() {}

  /** All of it. */
  static String text(ApiItem torrent) {
    Fields fields = new Fields();
    fields.add("name", torrent.words("name"));
    torrent.list("info_hashes").forEach(hash -> fields.add("info-hash", hash));
    fields.add("size", torrent.bytes("length"));
    fields.add("files", torrent.count("files"));
    fields.add("license", torrent.words("license"));
    fields.add("added", torrent.words("added_at") + by(torrent.item("added_by")));
    fields.add(".torrent", torrent.flag("has_file") ? "kept" : "not kept");
    fields.add("seeders", torrent.count("seeders"));
    fields.add("leechers", torrent.count("leechers"));
    fields.add("snatches", torrent.count("snatches"));
    fields.add("uploaded", torrent.bytes("uploaded"));
    fields.add("downloaded", torrent.bytes("downloaded"));
    ApiItem deleted = torrent.item("deleted");
    if (!deleted.json().isEmpty()) {
      fields.add("deleted", deleted.words("at") + ": " + deleted.words("reason"));
    }
    return fields.toString();
  }

  private static String by(ApiItem user) {
    return user.json().isEmpty() ? "" : " by " + user.words("name");
  }

  /** An empty table of torrents. */
  static TextTable table() {
    return new TextTable("info-hash", "size>", "seeders>", "leechers>", "snatches>", "name");
  }

  /** Adds a row; a hybrid has both its info-hashes at its name's side. */
  static void row(TextTable table, ApiItem torrent) {
    String first = torrent.list("info_hashes").stream().findFirst().orElse("-");
    String more = torrent.list("info_hashes").stream().skip(1).collect(Collectors.joining(", "));
    table.add(
        first,
        torrent.bytes("length"),
        torrent.count("seeders"),
        torrent.count("leechers"),
        torrent.count("snatches"),
        torrent.words("name", NAME_COLUMNS) + (more.isEmpty() ? "" : " (" + more + ")"));
  }
}

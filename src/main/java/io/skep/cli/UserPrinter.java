package io.skep.cli;

/** Shows a user of a tracker's for people. */
final class UserPrinter {
  private static final int NAME_COLUMNS = 64;

  private UserPrinter() {}

  /** All of it; the announce URLs too where the answer has them. */
  static String text(ApiItem user) {
    Fields fields = new Fields();
    fields.add("user", user.words("name", NAME_COLUMNS) + " (" + user.count("id") + ")");
    fields.add("role", user.words("role"));
    fields.add("state", user.words("state"));
    fields.add("added", user.words("created_at"));
    fields.add("uploaded", amount(user, "credited_uploaded", "uploaded"));
    fields.add("downloaded", amount(user, "credited_downloaded", "downloaded"));
    fields.add("ratio", user.ratio("ratio"));
    fields.add("hit-and-runs", user.count("hit_and_runs"));
    if (user.json().containsKey("passkey")) {
      fields.add("passkey", user.words("passkey"));
    } else {
      fields.add("passkey", user.flag("has_passkey") ? "yes" : "none, it was revoked");
    }
    user.list("announce_urls").forEach(url -> fields.add("announce", url));
    return fields.toString();
  }

  private static String amount(ApiItem user, String counts, String reported) {
    return user.number(counts) == user.number(reported)
        ? user.bytes(counts)
        : user.bytes(counts) + " (" + user.bytes(reported) + " reported)";
  }

  /** An empty table of users. */
  static TextTable table() {
    return new TextTable("id>", "name", "role", "state", "uploaded>", "downloaded>", "ratio>");
  }

  /** Adds a row. */
  static void row(TextTable table, ApiItem user) {
    table.add(
        user.count("id"),
        user.words("name", NAME_COLUMNS),
        user.words("role"),
        user.words("state"),
        user.bytes("credited_uploaded"),
        user.bytes("credited_downloaded"),
        user.ratio("ratio"));
  }
}

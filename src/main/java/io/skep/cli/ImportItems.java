package io.skep.cli;

import io.skep.migration.ImportedTorrent;
import io.skep.migration.ImportedUser;
import io.vertx.core.json.JsonObject;

/** What is imported, as the API takes it. */
final class ImportItems {
  private ImportItems() {}

  static JsonObject json(ImportedUser user) {
    JsonObject item =
        new JsonObject()
            .put("name", user.name())
            .put("role", ApiQuery.word(user.role()))
            .put("state", ApiQuery.word(user.state()))
            .put("uploaded", user.uploaded())
            .put("downloaded", user.downloaded());
    return user.passkey().isEmpty() ? item : item.put("passkey", user.passkey());
  }

  static JsonObject json(ImportedTorrent torrent) {
    JsonObject item =
        new JsonObject()
            .put("info_hash", torrent.infoHash().toString())
            .put("name", torrent.name());
    if (torrent.length() >= 0) {
      item.put("length", torrent.length());
    }
    return torrent.files() > 0 ? item.put("files", torrent.files()) : item;
  }
}

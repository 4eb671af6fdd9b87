package io.skep.console;

import io.skep.storage.Balance;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** How figures of the books are written. */
final class Figures {
  private Figures() {}

  /** Adds the four figures of a balance. */
  static JsonObject put(JsonObject json, Balance balance) {
    return json.put("uploaded", balance.uploaded())
        .put("downloaded", balance.downloaded())
        .put("credited_uploaded", balance.creditedUploaded())
        .put("credited_downloaded", balance.creditedDownloaded());
  }

  /** Null where nothing was downloaded, or more was taken away: such a ratio has no figure. */
  static @Nullable Double ratio(Balance balance) {
    return balance.creditedDownloaded() <= 0
        ? null
        : (double) balance.creditedUploaded() / balance.creditedDownloaded();
  }

  /** Null for what is not known. */
  static @Nullable Long known(long figure) {
    return figure < 0 || figure == Long.MAX_VALUE ? null : figure;
  }
}

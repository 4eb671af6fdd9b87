package io.skep.console;

import io.vertx.core.json.JsonObject;
import java.util.List;

/** {@code /api/v1/configuration}: what the operator has set, and what that means. */
final class ConfigurationApi {
  private final List<ConfigurationEntry> entries;

  ConfigurationApi(List<ConfigurationEntry> entries) {
    this.entries = entries;
  }

  Reply list(Call call) {
    return Reply.json(Page.list(entries.size(), entries, ConfigurationApi::json));
  }

  private static JsonObject json(ConfigurationEntry entry) {
    return new JsonObject()
        .put("key", entry.key())
        .put("value", entry.value())
        .put("default", entry.defaultValue())
        .put("meaning", entry.meaning())
        .put("changed", !entry.value().equals(entry.defaultValue()));
  }
}

package io.skep.console;

import io.skep.signin.AuditLog;
import io.skep.storage.AuditEntry;
import io.skep.storage.AuditStore;
import io.skep.storage.StorageException;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/audit-log}: what was changed by whom. */
final class AuditApi {
  private final AuditLog log;
  private final Directory directory;

  AuditApi(AuditLog log, Directory directory) {
    this.log = log;
    this.directory = directory;
  }

  Reply list(Call call) throws StorageException, ProblemException {
    Page page = call.page();
    AuditStore.Query query =
        new AuditStore.Query(
            call.optional("actor").orElse(""),
            call.optional("action").orElse(""),
            directory.userId(call, "user"),
            page.offset(),
            page.limit());
    return Reply.json(Page.list(log.count(query), log.find(query), this::json));
  }

  private JsonObject json(AuditEntry entry) {
    JsonObject actor =
        new JsonObject()
            .put("kind", UserView.name(entry.actor()))
            .put("name", entry.actorName())
            .put("user", directory.userNamed(entry.actorUser()))
            .put("token", entry.actorToken() == 0 ? null : entry.actorToken());
    return new JsonObject()
        .put("id", entry.id())
        .put("at", Times.text(entry.at()))
        .put("actor", actor)
        .put("address", entry.address())
        .put("action", entry.action())
        .put("words", entry.words())
        .put("user", directory.userNamed(entry.user()))
        .put("before", value(entry.before()))
        .put("after", value(entry.after()));
  }

  private static @Nullable JsonObject value(String text) {
    return text.isEmpty() ? null : new JsonObject(text);
  }
}

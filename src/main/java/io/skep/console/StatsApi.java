package io.skep.console;

import io.skep.ledger.Ledger;
import io.skep.registry.Torrents;
import io.skep.registry.Users;
import io.skep.storage.Balance;
import io.skep.storage.Torrent;
import io.skep.storage.User;
import io.skep.storage.UserState;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/stats}: totals, and of a private tracker those of its users and torrents. */
final class StatsApi {
  private final Supplier<JsonObject> totals;
  private final ConsoleServer.@Nullable PrivateParts parts;

  StatsApi(Supplier<JsonObject> totals, ConsoleServer.@Nullable PrivateParts parts) {
    this.totals = totals;
    this.parts = parts;
  }

  Reply show(Call call) {
    ConsoleServer.PrivateParts site = parts;
    JsonObject json = totals.get();
    return Reply.json(site == null ? json : json.copy().put("site", json(site)));
  }

  private static JsonObject json(ConsoleServer.PrivateParts site) {
    Users users = site.users();
    Torrents torrents = site.torrents();
    Ledger ledger = site.ledger();
    Balance sum = Balance.ZERO;
    int known = 0;
    int active = 0;
    for (User user : users.all()) {
      known++;
      active += user.state() == UserState.ACTIVE ? 1 : 0;
      sum = sum.plus(ledger.balance(user.id()));
    }
    long snatches = 0;
    int registered = 0;
    int deleted = 0;
    for (Torrent torrent : torrents.all()) {
      registered += torrent.deleted() == null ? 1 : 0;
      deleted += torrent.deleted() == null ? 0 : 1;
      snatches += ledger.books(torrent.id()).snatches();
    }
    JsonObject json =
        new JsonObject()
            .put("users", known)
            .put("users_active", active)
            .put("torrents_registered", registered)
            .put("torrents_deleted", deleted)
            .put("snatches", snatches);
    return Figures.put(json, sum);
  }
}

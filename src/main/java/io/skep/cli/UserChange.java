package io.skep.cli;

import io.vertx.core.json.JsonObject;

/** A change of a user, as several commands make one. */
final class UserChange {
  private UserChange() {}

  static int send(ApiOptions api, UserKeyConverter.UserKey user, JsonObject change, boolean json)
      throws InterruptedException {
    return api.ask(
        (client, out) -> {
          JsonObject changed = client.send("PATCH", user.path(), change);
          out.println(json ? JsonText.pretty(changed) : UserPrinter.text(new ApiItem(changed)));
          return 0;
        });
  }
}

package io.skep.console;

import io.skep.storage.Balance;
import io.skep.storage.User;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;

/** A user with what the books say, taken at one moment so that a sort sees one figure only. */
record UserView(
    User user, Balance balance, int hitAndRuns, boolean hasPassword, boolean hasSecondFactor) {
  static final Sorting<UserView> SORTING =
      new Sorting<>(
          Map.of(
              "id", Comparator.comparingLong(view -> view.user.id()),
              "name", Comparator.comparing(view -> view.user.name(), String.CASE_INSENSITIVE_ORDER),
              "created_at", Comparator.comparingLong(view -> view.user.createdAt()),
              "uploaded", Comparator.comparingLong(view -> view.balance.creditedUploaded()),
              "downloaded", Comparator.comparingLong(view -> view.balance.creditedDownloaded()),
              "ratio", Comparator.comparingDouble(view -> view.balance.ratio()),
              "hit_and_runs", Comparator.comparingInt(UserView::hitAndRuns)),
          Comparator.comparingLong(view -> view.user.id()));

  JsonObject json() {
    JsonObject json =
        new JsonObject()
            .put("id", user.id())
            .put("name", user.name())
            .put("role", name(user.role()))
            .put("state", name(user.state()))
            .put("created_at", Times.text(user.createdAt()))
            .put("has_passkey", !user.passkey().isEmpty())
            .put("has_password", hasPassword)
            .put("second_factor", hasSecondFactor);
    return Figures.put(json, balance)
        .put("ratio", Figures.ratio(balance))
        .put("hit_and_runs", hitAndRuns);
  }

  static String name(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT);
  }
}

package io.skep.cli;

import io.skep.storage.UserRole;
import io.skep.storage.UserState;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code user change}: changes a user's name, role or state. */
@Command(
    name = "change",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Changes a user's name, role or state.")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the fields.
final class UserChangeCommand implements Callable<Integer> {
  @Mixin private ApiOptions api;

  @Parameters(
      index = "0",
      paramLabel = "USER",
      converter = UserKeyConverter.class,
      description = "The user's name, or number.")
  private UserKeyConverter.UserKey user;

  @Option(names = "--name", paramLabel = "N", description = "The new name.")
  private @Nullable String name;

  @Option(names = "--role", paramLabel = "R", description = "admin, moderator or member.")
  private @Nullable UserRole role;

  @Option(
      names = "--state",
      paramLabel = "S",
      description = "active, disabled, or no_leech: may seed, but not leech.")
  private @Nullable UserState state;

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    JsonObject change = new JsonObject();
    if (name != null) {
      change.put("name", name);
    }
    if (role != null) {
      change.put("role", ApiQuery.word(role));
    }
    if (state != null) {
      change.put("state", ApiQuery.word(state));
    }
    api.require(!change.isEmpty(), "--name, --role or --state is missing");
    return UserChange.send(api, user, change, json);
  }
}

package io.skep.cli;

import io.skep.storage.UserRole;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code user add}: adds a user. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Adds a user with a fresh passkey, and prints the announce URLs.")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the fields.
final class UserAddCommand implements Callable<Integer> {
  @Mixin private ApiOptions api;

  @Parameters(index = "0", paramLabel = "NAME", description = "The name, up to 64 characters.")
  private String name;

  @Option(
      names = "--role",
      paramLabel = "R",
      defaultValue = "member",
      description = "admin, moderator or member (default: ${DEFAULT-VALUE}).")
  private UserRole role;

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    JsonObject body = new JsonObject().put("name", name).put("role", ApiQuery.word(role));
    return api.ask(
        (client, out) -> {
          JsonObject user = client.send("POST", "users", body);
          out.println(json ? JsonText.pretty(user) : UserPrinter.text(new ApiItem(user)));
          return 0;
        });
  }
}

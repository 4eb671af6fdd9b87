package io.skep.cli;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code user enable}: lets a user announce again. */
@Command(
    name = "enable",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Lets a user announce again.")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the fields.
final class UserEnableCommand implements Callable<Integer> {
  @Mixin private ApiOptions api;

  @Parameters(
      index = "0",
      paramLabel = "USER",
      converter = UserKeyConverter.class,
      description = "The user's name, or number.")
  private UserKeyConverter.UserKey user;

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    return UserChange.send(api, user, new JsonObject().put("state", "active"), json);
  }
}

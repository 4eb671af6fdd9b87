package io.skep.cli;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code user password}: a link with which a user sets a password. */
@Command(
    name = "password",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Prints a link with which a user sets a password for the console, once, within two days.",
      "The link before it ends; the password that the user has stays until it is used."
    })
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the fields.
final class UserPasswordCommand implements Callable<Integer> {
  @Mixin private ApiOptions api;

  @Parameters(
      index = "0",
      paramLabel = "USER",
      converter = UserKeyConverter.class,
      description = "The user's name, or number.")
  private UserKeyConverter.UserKey user;

  @Option(
      names = "--remove-second-factor",
      description = "Also for a user who has lost the second factor: no code is asked for then.")
  private boolean removeSecondFactor;

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    return api.ask(
        (client, out) -> {
          if (removeSecondFactor && client.get(user.path()).getBoolean("second_factor", false)) {
            client.send("DELETE", user.path() + "/second-factor", null);
          }
          JsonObject made = client.send("POST", user.path() + "/password-link", null);
          out.println(json ? JsonText.pretty(made) : new ApiItem(made).words("link"));
          return 0;
        });
  }
}

package io.skep.cli;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code user show}: shows one user. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Shows a user.")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the fields.
final class UserShowCommand implements Callable<Integer> {
  @Mixin private ApiOptions api;

  @Parameters(
      index = "0",
      paramLabel = "USER",
      converter = UserKeyConverter.class,
      description = "The user's name, or number.")
  private UserKeyConverter.UserKey user;

  @Option(names = "--urls", description = "Show the announce URLs too; they contain the passkey.")
  private boolean urls;

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    return api.ask(
        (client, out) -> {
          JsonObject shown = client.get(user.path());
          if (urls) {
            JsonObject answer = client.get(user.path() + "/announce-urls");
            shown.put("announce_urls", answer.getValue("urls"));
          }
          out.println(json ? JsonText.pretty(shown) : UserPrinter.text(new ApiItem(shown)));
          return 0;
        });
  }
}

package io.skep.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code token add}: makes a token. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Makes a token and prints it. It is kept as a hash only, so it can't be shown again.",
      "Scopes: stats:read, swarms:read, users:read, users:write, torrents:read, torrents:write,"
          + " sessions:read, findings:read, findings:write, multipliers:read, multipliers:write,"
          + " audit:read, tokens:write."
    })
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the fields.
final class TokenAddCommand implements Callable<Integer> {
  @Mixin private ApiOptions api;

  @Parameters(index = "0", paramLabel = "NAME", description = "What it is for.")
  private String name;

  @Option(
      names = "--scope",
      paramLabel = "S",
      required = true,
      split = ",",
      description = "What it lets do. May be repeated, or have commas between.")
  private List<String> scopes;

  @Option(
      names = "--user",
      paramLabel = "USER",
      converter = UserKeyConverter.class,
      description = "The user on whose behalf it acts (default: the operator).")
  private UserKeyConverter.@Nullable UserKey user;

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      description = "When it ends, such as 2027-01-31T18:00:00Z (default: never).")
  private @Nullable String expires;

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    JsonObject body =
        new JsonObject().put("name", name).put("scopes", new JsonArray(List.copyOf(scopes)));
    if (user != null) {
      body.put("user", user.text());
    }
    if (expires != null) {
      body.put("expires_at", expires);
    }
    return api.ask(
        (client, out) -> {
          JsonObject token = client.send("POST", "tokens", body);
          out.println(json ? JsonText.pretty(token) : new ApiItem(token).words("secret"));
          return 0;
        });
  }
}

package io.skep.cli;

import io.skep.bittorrent.InfoHash;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code user passkey}: gives a user another passkey, or takes it away. */
@Command(
    name = "passkey",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Gives a user a new passkey and prints it; the old one is refused from then on.",
      "With --revoke the user has none any more. With --torrent it is about the passkey for this"
          + " torrent alone, which stands in the .torrent that the user fetched: its URLs are"
          + " printed, or with --revoke it is refused from then on, and the next .torrent has"
          + " another."
    })
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the fields.
final class UserPasskeyCommand implements Callable<Integer> {
  @Mixin private ApiOptions api;

  @Parameters(
      index = "0",
      paramLabel = "USER",
      converter = UserKeyConverter.class,
      description = "The user's name, or number.")
  private UserKeyConverter.UserKey user;

  @Option(names = "--revoke", description = "Take it away.")
  private boolean revoke;

  @Option(
      names = "--torrent",
      paramLabel = "HASH",
      converter = InfoHashConverter.class,
      description = "The passkey for this torrent alone.")
  private @Nullable InfoHash torrent;

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    return api.ask((client, out) -> revoke ? revoke(client, out) : give(client, out));
  }

  private int revoke(ApiClient client, PrintWriter out) throws ApiException, InterruptedException {
    String which = torrent == null ? "" : "/torrents/" + torrent;
    JsonObject answer = client.send("DELETE", user.path() + which + "/passkey", null);
    String words = torrent == null ? "the passkey is revoked" : "the torrent's passkey is revoked";
    out.println(json ? JsonText.pretty(answer) : words);
    return 0;
  }

  private int give(ApiClient client, PrintWriter out) throws ApiException, InterruptedException {
    if (torrent == null) {
      JsonObject answer = client.send("POST", user.path() + "/passkey", null);
      out.println(json ? JsonText.pretty(answer) : UserPrinter.text(new ApiItem(answer)));
      return 0;
    }
    String path = new ApiQuery(user.path() + "/announce-urls").with("torrent", torrent).toString();
    JsonObject answer = client.get(path);
    if (json) {
      out.println(JsonText.pretty(answer));
    } else {
      new ApiItem(answer).list("urls").forEach(out::println);
    }
    return 0;
  }
}

package io.skep.cli;

import io.skep.bittorrent.InfoHash;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code torrent remove}: deletes a torrent. */
@Command(
    name = "remove",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Deletes a torrent; later announces are shown the reason.")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the fields.
final class TorrentRemoveCommand implements Callable<Integer> {
  @Mixin private ApiOptions api;

  @Parameters(
      index = "0",
      paramLabel = "HASH",
      converter = InfoHashConverter.class,
      description = "The torrent's info-hash.")
  private InfoHash hash;

  @Option(
      names = "--reason",
      paramLabel = "R",
      required = true,
      description = "Why, in words for the users, up to 200 characters.")
  private String reason;

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    return api.ask(
        (client, out) -> {
          JsonObject torrent =
              client.send(
                  "DELETE",
                  new ApiQuery("torrents/" + hash).with("reason", reason).toString(),
                  null);
          out.println(
              json
                  ? JsonText.pretty(torrent)
                  : RegisteredTorrentPrinter.text(new ApiItem(torrent)));
          return 0;
        });
  }
}

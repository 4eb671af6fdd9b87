package io.skep.cli;

import io.skep.bittorrent.InfoHash;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code torrent restore}: serves a deleted torrent again. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Serves a torrent again that was deleted.")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the fields.
final class TorrentRestoreCommand implements Callable<Integer> {
  @Mixin private ApiOptions api;

  @Parameters(
      index = "0",
      paramLabel = "HASH",
      converter = InfoHashConverter.class,
      description = "The torrent's info-hash.")
  private InfoHash hash;

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    return api.ask(
        (client, out) -> {
          JsonObject torrent =
              client.send("PATCH", "torrents/" + hash, new JsonObject().putNull("deleted"));
          out.println(
              json
                  ? JsonText.pretty(torrent)
                  : RegisteredTorrentPrinter.text(new ApiItem(torrent)));
          return 0;
        });
  }
}

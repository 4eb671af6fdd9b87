package io.skep.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code torrent list}: lists the torrents. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Lists the torrents that are registered.",
      "Sorted by id, name, length, added_at, seeders, leechers, snatches or health: many seeders"
          + " and few leechers."
    })
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the fields.
final class TorrentListCommand implements Callable<Integer> {
  @Mixin private ApiOptions api;
  @Mixin private ListOptions list;

  @Option(
      names = "--search",
      paramLabel = "TEXT",
      description = "Only those whose name contains this.")
  private @Nullable String search;

  @Option(names = "--license", paramLabel = "L", description = "Only those with this licence.")
  private @Nullable String license;

  @Option(names = "--deleted", description = "Those that were deleted.")
  private boolean deleted;

  @Override
  public Integer call() throws InterruptedException {
    String path =
        new ApiQuery("torrents")
            .with("q", search)
            .with("license", license)
            .with("deleted", deleted ? "true" : null)
            .with("sort", list.order())
            .toString();
    return api.ask(
        (client, out) -> {
          ApiList torrents = new ApiList(new ApiPages(client, path, list.limit), out);
          return list.json
              ? torrents.json()
              : torrents.table(
                  "torrent", RegisteredTorrentPrinter::table, RegisteredTorrentPrinter::row);
        });
  }
}

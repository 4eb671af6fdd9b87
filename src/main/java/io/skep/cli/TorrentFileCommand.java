package io.skep.cli;

import io.skep.bittorrent.InfoHash;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code torrent file}: fetches a .torrent with a user's announce URLs. */
@Command(
    name = "file",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Fetches a .torrent with the announce URLs of a user inside.",
      "They contain the user's passkey for this torrent, so the file is for its owner alone."
    })
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the fields.
final class TorrentFileCommand implements Callable<Integer> {
  @Mixin private ApiOptions api;

  @Parameters(
      index = "0",
      paramLabel = "HASH",
      converter = InfoHashConverter.class,
      description = "The torrent's info-hash.")
  private InfoHash hash;

  @Option(
      names = "--user",
      paramLabel = "USER",
      required = true,
      converter = UserKeyConverter.class,
      description = "For whom: a name, or a number.")
  private UserKeyConverter.UserKey user;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "Where to write it.")
  private Path output;

  @Option(
      names = {"-f", "--force"},
      description = "Write over a file that is there already.")
  private boolean force;

  @Override
  public Integer call() throws InterruptedException {
    return api.ask(
        (client, out) -> {
          try {
            NewFile file = new NewFile(output, force);
            file.check();
            String path =
                new ApiQuery("torrents/" + hash + "/file").with("user", user.text()).toString();
            byte[] torrent = client.file(path);
            // It has a passkey in it.
            file.writePrivately(torrent);
            out.println(output + "  " + Figures.bytes((double) torrent.length));
            return 0;
          } catch (IOException e) {
            throw new ApiException(FileWords.of(e));
          }
        });
  }
}

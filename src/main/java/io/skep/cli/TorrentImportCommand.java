package io.skep.cli;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code torrent import}: registers every .torrent of a folder. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Registers every .torrent of a folder on the tracker's machine.",
      "Exits with 1 if one of them is refused; the others are registered all the same."
    })
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the fields.
final class TorrentImportCommand implements Callable<Integer> {
  @Mixin private ApiOptions api;

  @Parameters(
      index = "0",
      paramLabel = "FOLDER",
      description = "The folder; from here, if its path is not absolute.")
  private Path folder;

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    JsonObject body =
        new JsonObject().put("folder", folder.toAbsolutePath().normalize().toString());
    return api.ask(
        ApiOptions.LONG,
        (client, out) -> {
          JsonObject answer = client.send("POST", "torrents/import", body);
          ApiItem report = new ApiItem(answer);
          if (json) {
            out.println(JsonText.pretty(answer));
          } else {
            out.println(
                "added %s, known before %s, refused %s"
                    .formatted(
                        report.count("added"),
                        report.count("known"),
                        report.count("refused_total")));
            report
                .items("refused")
                .forEach(file -> out.println("  " + file.words("file") + ": " + file.words("why")));
            if (report.number("made_private") > 0) {
              api.note(
                  report.count("made_private")
                      + " not private and made so: the info-hash is another now");
            }
          }
          return report.number("refused_total") == 0 ? 0 : 1;
        });
  }
}

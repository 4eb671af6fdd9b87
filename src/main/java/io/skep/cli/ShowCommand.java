package io.skep.cli;

import io.skep.metainfo.MagnetLink;
import io.skep.metainfo.Metainfo;
import io.skep.metainfo.MetainfoException;
import io.skep.protocol.PlainText;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code show}: prints what a .torrent or a magnet link says. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Prints what a .torrent or a magnet link says.")
@SuppressWarnings("NullAway.Init") // picocli sets the parameter.
final class ShowCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();

  @Parameters(
      index = "0",
      paramLabel = "FILE|MAGNET",
      description = "The .torrent, or a magnet link.")
  private String source;

  @Option(names = "--files", description = "Name all files, and not the first 20 only.")
  private boolean files;

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = command.commandLine().getOut();
    try {
      out.println(MagnetLink.looksLikeOne(source) ? magnet() : torrent());
      out.flush();
      return 0;
    } catch (MetainfoException | TransferFault e) {
      PrintWriter err = command.commandLine().getErr();
      err.println("skep: " + PlainText.of(String.valueOf(e.getMessage())));
      err.flush();
      return 1;
    }
  }

  private String magnet() throws MetainfoException {
    MagnetLink link = MagnetLink.parse(source);
    return json ? TorrentJson.of(link).encodePrettily() : MagnetPrinter.text(link);
  }

  private String torrent() throws TransferFault {
    Metainfo metainfo = TorrentSource.read(source);
    return json
        ? TorrentJson.of(metainfo).encodePrettily()
        : new TorrentPrinter(metainfo).text(files);
  }
}

package io.skep.cli;

import io.skep.client.Transfer;
import io.skep.client.TransferEvent;
import io.skep.client.TransferListener;
import io.skep.client.TransferProgress;
import io.skep.metainfo.Metainfo;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seed}: gives a torrent's content to whoever asks, until it is stopped. */
@Command(
    name = "seed",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Gives a torrent's content to its swarm until it is stopped (Ctrl-C or SIGTERM).",
      "The content lies in DIR under the torrent's name, and is checked first unless an earlier run"
          + " has left word of it."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the parameter.
final class SeedCommand implements Callable<Integer> {
  private static final int NAME_COLUMNS = 60;

  @Spec private CommandSpec command = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "FILE", description = "The .torrent.")
  private String file;

  @Mixin private TransferOptions options = new TransferOptions();

  @Option(
      names = "--super-seeding",
      description =
          "Tell each peer of one piece at a time (BEP 16): a first seed with a slow line gives less"
              + " before others have it all.")
  private boolean superSeeding;

  @Override
  public Integer call() throws Exception {
    options.check();
    Metainfo metainfo = TorrentSource.read(file);
    HashAhead.begin(metainfo, System::nanoTime);
    Seeding seeding = new Seeding(metainfo);
    Logging.configure(LogLevel.WARNING);
    return new TransferRun(options.face(), command.commandLine().getErr(), System::nanoTime)
        .run(seeding);
  }

  private final class Seeding implements Course {
    private final Metainfo metainfo;
    private volatile int piecesHave;

    private Seeding(Metainfo metainfo) {
      this.metainfo = metainfo;
    }

    @Override
    public Transfer transfer(Vertx vertx, TransferListener listener) {
      return options
          .apply(Transfer.builder(vertx))
          .torrent(metainfo)
          .seedOnly(true)
          .superSeeding(superSeeding)
          .listener(new Watching(listener))
          .build();
    }

    @Override
    public Future<Void> follow(Vertx vertx, Transfer transfer, FaceFeed feed) {
      int pieces = metainfo.layout().pieceCount();
      if (piecesHave < pieces) {
        return Future.failedFuture(missing(pieces));
      }
      feed.note(
          "Seeding %s from %s on port %d. Stop it with Ctrl-C."
              .formatted(name(), folder(), transfer.port()),
          "listening",
          Map.of("port", transfer.port()));
      return Promise.<Void>promise().future();
    }

    private String missing(int pieces) {
      return "%d of %d pieces of %s are missing in %s: fetch them with get, or name the folder that has all with --dir"
          .formatted(pieces - piecesHave, pieces, name(), folder());
    }

    private String name() {
      return TerminalText.name(metainfo.name(), NAME_COLUMNS);
    }

    private Path folder() {
      return options.folder().toAbsolutePath().normalize();
    }

    @Override
    public int codeWhenStopped(boolean isComplete) {
      return 0;
    }

    /** Hears how much is there. */
    private final class Watching implements TransferListener {
      private final TransferListener next;

      private Watching(TransferListener next) {
        this.next = next;
      }

      @Override
      public void progressed(TransferProgress progress) {
        next.progressed(progress);
      }

      @Override
      public void happened(TransferEvent event) {
        if (event instanceof TransferEvent.Checked checked) {
          piecesHave = checked.piecesHave();
        }
        next.happened(event);
      }
    }
  }
}

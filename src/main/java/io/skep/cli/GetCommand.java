package io.skep.cli;

import io.skep.client.Transfer;
import io.skep.client.TransferListener;
import io.skep.client.TransferStream;
import io.skep.metainfo.MagnetLink;
import io.skep.metainfo.Metainfo;
import io.skep.metainfo.MetainfoException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code get}: fetches a torrent's content. */
@Command(
    name = "get",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Fetches a torrent's content into DIR and ends once it is complete and verified.",
      "What an earlier run has fetched is not fetched again."
    },
    footer = {
      "",
      "Exits with 0 when complete (and after its seeding goal, where one is set), 1 when it can't"
          + " go on, 130 when it was stopped before."
    })
@SuppressWarnings("NullAway.Init") // picocli sets what has a default, and the parameter.
final class GetCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();

  @Parameters(
      index = "0",
      paramLabel = "FILE|MAGNET",
      description = "The .torrent, or a magnet link.")
  private String source;

  @Mixin private TransferOptions options = new TransferOptions();

  @Option(
      names = "--max-download",
      paramLabel = "RATE",
      defaultValue = "0",
      converter = RateConverter.class,
      description = "The most bytes per second to take (default: 0, no limit).")
  private long maxDownload;

  @Option(names = "--sequential", description = "Fetch the pieces in order, from the first on.")
  private boolean sequential;

  @Option(
      names = "--stream",
      paramLabel = "PORT",
      description =
          "Offer the content at http://127.0.0.1:PORT/ while it comes; what is asked for there is"
              + " fetched first. 0: any port that is free.")
  private @Nullable Integer streamPort;

  @Option(
      names = "--seed-ratio",
      paramLabel = "R",
      defaultValue = "0",
      converter = RatioConverter.class,
      description = "Go on giving until R times as much is given as was taken.")
  private double seedRatio;

  @Option(
      names = "--seed-time",
      paramLabel = "T",
      defaultValue = "0s",
      converter = DurationConverter.class,
      description =
          "Go on giving for this time: 30s, 10m, 2h. With --seed-ratio, until either is reached.")
  private Duration seedTime;

  @Override
  public Integer call() throws Exception {
    options.check();
    if (streamPort != null && (streamPort < 0 || streamPort > 0xFFFF)) {
      throw new ParameterException(command.commandLine(), "--stream is 0 to 65535");
    }
    Fetching fetching = new Fetching(source());
    Logging.configure(LogLevel.WARNING);
    return new TransferRun(options.face(), command.commandLine().getErr(), System::nanoTime)
        .run(fetching);
  }

  private UnaryOperator<Transfer.Builder> source() throws TransferFault {
    if (!MagnetLink.looksLikeOne(source)) {
      Metainfo metainfo = TorrentSource.read(source);
      HashAhead.begin(metainfo, System::nanoTime);
      return builder -> builder.torrent(metainfo);
    }
    try {
      MagnetLink magnet = MagnetLink.parse(source);
      return builder -> builder.magnet(magnet);
    } catch (MetainfoException e) {
      throw new TransferFault(String.valueOf(e.getMessage()));
    }
  }

  private final class Fetching implements Course {
    private final UnaryOperator<Transfer.Builder> source;

    private Fetching(UnaryOperator<Transfer.Builder> source) {
      this.source = source;
    }

    @Override
    public Transfer transfer(Vertx vertx, TransferListener listener) {
      return source
          .apply(options.apply(Transfer.builder(vertx)))
          .maxDownload(maxDownload)
          .sequential(sequential || streamPort != null)
          .seedGoal(seedRatio, seedTime)
          .listener(listener)
          .build();
    }

    @Override
    public Future<Void> follow(Vertx vertx, Transfer transfer, FaceFeed feed) {
      feed.note(
          "Listening for peers on port " + transfer.port(),
          "listening",
          Map.of("port", transfer.port()));
      return streamPort == null
          ? transfer.finished()
          : TransferStream.open(transfer, streamPort)
              .compose(stream -> stream(transfer, stream, feed));
    }

    /** Whoever still reads when all is there may read on to the end. */
    private Future<Void> stream(Transfer transfer, TransferStream stream, FaceFeed feed) {
      feed.note(
          "Watch it at " + stream.url(), "streaming", Map.<String, Object>of("url", stream.url()));
      return transfer
          .finished()
          .compose(finished -> stream.unread())
          .compose(unread -> stream.close());
    }

    @Override
    public int codeWhenStopped(boolean isComplete) {
      return isComplete ? 0 : StopHook.INTERRUPTED;
    }
  }
}

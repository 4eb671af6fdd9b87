package io.skep.cli;

import io.skep.metainfo.Metainfo;
import io.skep.metainfo.MetainfoException;
import io.skep.metainfo.TorrentCreator;
import io.skep.protocol.PlainText;
import io.skep.server.MonotonicSeconds;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code create}: makes a .torrent. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Makes a .torrent of a file or folder.",
      "Links are left out; hidden files are not."
    },
    footer = {"", "Example: skep create film.mkv --tracker http://tracker.example:6969/announce"})
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets and reads the fields.
final class CreateCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "PATH", description = "The file or folder to share.")
  private Path path;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to write it (default: NAME.torrent in this folder).")
  private @Nullable Path output;

  @Option(
      names = {"-t", "--tracker"},
      paramLabel = "URL[,URL]",
      converter = TierConverter.class,
      description =
          "A tracker's announce URL: http, https, udp, ws or wss. Given again, the next is a tier"
              + " that clients turn to when all before are silent; URLs with commas between are one"
              + " tier, tried in any order.")
  private List<TierConverter.Tier> tiers = new ArrayList<>();

  @Option(
      names = {"-p", "--private"},
      description = "Peers may come from the trackers only.")
  private boolean isPrivate;

  @Option(
      names = {"-l", "--piece-length"},
      paramLabel = "N",
      converter = PieceLengthConverter.class,
      description =
          "A power of two from 16k on, such as 256k or 1M (default: what makes up to 2,000 pieces,"
              + " at most 16M).")
  private @Nullable Integer pieceLength;

  @ArgGroup(exclusive = true)
  private Format format = new Format();

  /** One of the formats. */
  static final class Format {
    @Option(names = "--v1", description = "Version 1, which every client reads (the default).")
    private boolean v1;

    @Option(names = "--v2", description = "Version 2, for clients that know BEP 52.")
    private boolean v2;

    @Option(names = "--hybrid", description = "Both in one file.")
    private boolean hybrid;

    private Metainfo.Version version() {
      if (v2) {
        return Metainfo.Version.V2;
      }
      return hybrid ? Metainfo.Version.HYBRID : Metainfo.Version.V1;
    }
  }

  @Option(
      names = {"-s", "--source"},
      paramLabel = "S",
      description = "Which tracker it is for; gives it an info-hash of its own there.")
  private @Nullable String source;

  @Option(
      names = "--license",
      paramLabel = "L",
      description = "Under which licence the content may be shared, such as CC-BY-4.0.")
  private @Nullable String license;

  @Option(
      names = {"-c", "--comment"},
      paramLabel = "C",
      description = "What else to say.")
  private @Nullable String comment;

  @Option(
      names = {"-w", "--web-seed"},
      paramLabel = "URL",
      converter = WebSeedConverter.class,
      description = "Where the content can be had over HTTP too. May be repeated.")
  private List<String> webSeeds = new ArrayList<>();

  @Option(
      names = {"-n", "--name"},
      paramLabel = "NAME",
      description = "What the torrent is called (default: as the file or folder is).")
  private @Nullable String name;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many hash (default: one a core).")
  private @Nullable Integer threads;

  @Option(
      names = {"-f", "--force"},
      description = "Write over a file that is there already.")
  private boolean force;

  @Option(
      names = "--no-date",
      description = "Leave out the date, so that the same content makes the same file.")
  private boolean noDate;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print nothing but errors.")
  private boolean quiet;

  private final LongSupplier epochSeconds;

  /** The command of this process. */
  CreateCommand() {
    this(new MonotonicSeconds());
  }

  /**
   * A command.
   *
   * @param epochSeconds what time it is
   */
  CreateCommand(LongSupplier epochSeconds) {
    this.epochSeconds = epochSeconds;
  }

  @Override
  public Integer call() throws InterruptedException {
    require(threads == null || (threads >= 1 && threads <= 1024), "--threads is 1 to 1024");
    require(!isPrivate || !tiers.isEmpty(), "a private torrent needs a --tracker");
    PrintWriter err = command.commandLine().getErr();
    HashingProgress progress =
        new HashingProgress(err, Terminal.ofProcess().isLive(), System::nanoTime);
    try {
      TorrentCreator creator = creator();
      NewFile file = new NewFile(output == null ? defaultOutput(creator) : output, force);
      file.check();
      TorrentCreator.Created created =
          creator.output(file.path()).progress(quiet ? (hashed, total) -> {} : progress).create();
      progress.end();
      file.write(created.torrent());
      tell(created, file.path());
      return 0;
    } catch (MetainfoException e) {
      return fail(progress, e.reason());
    } catch (IOException e) {
      return fail(progress, FileWords.of(e));
    }
  }

  private TorrentCreator creator() {
    TorrentCreator creator =
        TorrentCreator.of(path)
            .version(format.version())
            .trackers(tiers.stream().map(TierConverter.Tier::urls).toList())
            .webSeeds(webSeeds)
            .isPrivate(isPrivate)
            .source(source)
            .license(license)
            .comment(comment)
            .createdBy("Skep/" + Version.text())
            .creationDate(
                noDate ? OptionalLong.empty() : OptionalLong.of(epochSeconds.getAsLong()));
    if (pieceLength != null) {
      creator.pieceLength(pieceLength);
    }
    if (name != null) {
      creator.name(name);
    }
    if (threads != null) {
      creator.threads(threads);
    }
    return creator;
  }

  private static Path defaultOutput(TorrentCreator creator) throws MetainfoException {
    return Path.of(creator.torrentName() + ".torrent");
  }

  private void tell(TorrentCreator.Created created, Path file) {
    if (quiet) {
      return;
    }
    PrintWriter err = command.commandLine().getErr();
    created.notes().forEach(note -> err.println("skep: " + PlainText.of(note)));
    err.flush();
    PrintWriter out = command.commandLine().getOut();
    out.println(new TorrentPrinter(created.metainfo()).summary());
    out.println("file          " + file);
    out.flush();
  }

  private int fail(HashingProgress progress, String words) {
    progress.end();
    PrintWriter err = command.commandLine().getErr();
    err.println("skep: " + PlainText.of(words));
    err.flush();
    return 1;
  }

  private void require(boolean condition, String message) {
    if (!condition) {
      throw new ParameterException(command.commandLine(), message);
    }
  }
}

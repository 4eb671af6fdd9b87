package io.skep.cli;

import io.skep.load.Crowd;
import io.skep.load.LoadException;
import io.skep.load.LoadPlan;
import io.skep.load.LoadProgress;
import io.skep.load.LoadResult;
import io.skep.load.LoadRun;
import io.skep.load.Target;
import io.skep.protocol.PlainText;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code load}: puts a bounded load on a tracker. */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Plays many peers that announce to a tracker and scrape it, checks every answer, and prints"
          + " rates, latencies, errors and what it cost.",
      "Use it on trackers that are yours: the peers are made up, and a tracker hands them to real"
          + " ones until it forgets them."
    },
    footer = {
      "",
      "As fast as answers come, and what the tracker's process spends on each:",
      "  skep load udp://127.0.0.1:6969/announce --fill --server-pid PID",
      "Latency at a steady rate, HTTP with connections that stay:",
      "  skep load http://127.0.0.1:6969/announce --rate 5000 --duration 60s",
      "",
      "Exits with 0 when answers came and all were right, 1 when some were wrong or none came."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the parameter.
final class LoadCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();

  @Parameters(
      index = "0",
      paramLabel = "URL",
      description = "The tracker's announce URL: udp:// or http://, a passkey in its path or none.",
      converter = TrackerUrlConverter.class)
  private URI url;

  @Mixin private LoadPaceOptions pace = new LoadPaceOptions();

  @Mixin private LoadCrowdOptions crowd = new LoadCrowdOptions();

  @Mixin private LoadMixOptions mix = new LoadMixOptions();

  @Option(
      names = "--accept-self",
      description =
          "A peer may be told of itself, as opentracker does; otherwise such answers are wrong."
              + " Not looked for where there are more than 64512 peers an address, which share"
              + " ports then.")
  private boolean acceptsSelf;

  @Option(
      names = "--running-for",
      paramLabel = "TIME",
      defaultValue = "0s",
      converter = DurationConverter.class,
      description =
          "For how long the peers have been moving bytes already, so that their counters go on"
              + " where an earlier load left them (default: ${DEFAULT-VALUE}).")
  private Duration runningFor = Duration.ZERO;

  @Option(
      names = "--server-pid",
      paramLabel = "PID",
      description =
          "The tracker's process on this machine: tells the CPU time an answer takes, and resident"
              + " memory. Linux only.")
  private @Nullable Long serverPid;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    LoadPlan load = plan();
    Logging.configure(LogLevel.WARNING);
    OptionalLong pid = serverPid == null ? OptionalLong.empty() : OptionalLong.of(serverPid);
    LoadLine line = new LoadLine(command.commandLine().getErr(), Terminal.ofProcess());
    LoadRun run = new LoadRun(load, pid, line);
    StopHook hook = StopHook.set(run::stop);
    int code = 1;
    try {
      LoadResult result = run.run();
      line.erase();
      print(json ? JsonText.pretty(LoadJson.of(load, result, pid)) : LoadTable.of(load, result));
      code = result.wrong() > 0 || result.answered() == 0 ? 1 : 0;
    } catch (LoadException e) {
      line.erase();
      PrintWriter err = command.commandLine().getErr();
      err.println("skep: " + PlainText.of(String.valueOf(e.getMessage())));
      err.flush();
    } finally {
      hook.release(code);
    }
    return code;
  }

  private void print(String text) {
    PrintWriter out = command.commandLine().getOut();
    out.println(text);
    out.flush();
  }

  private LoadPlan plan() {
    try {
      Crowd peers = crowd.crowd();
      return new LoadPlan(
          Target.of(url), peers, mix.mix(peers.torrents()), pace.pace(), acceptsSelf, runningFor);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new ParameterException(command.commandLine(), FileWords.of(e));
    }
  }

  /** One line on a terminal that says how far the load is. */
  private static final class LoadLine implements Consumer<LoadProgress> {
    private static final String ERASE = "\r\u001b[K";
    private static final int BAR_SIGNS = 20;

    private final PrintWriter err;
    private final Terminal terminal;

    private LoadLine(PrintWriter err, Terminal terminal) {
      this.err = err;
      this.terminal = terminal;
    }

    @Override
    public void accept(LoadProgress progress) {
      if (terminal.isLive()) {
        err.print(ERASE + TerminalText.cut(words(progress), terminal.width() - 1));
        err.flush();
      }
    }

    private static String words(LoadProgress progress) {
      String part =
          switch (progress.part()) {
            case CONNECTING -> "connecting";
            case FILLING -> "filling";
            case WARMING_UP -> "warming up";
            case MEASURING -> "measuring";
          };
      String words =
          String.format(
              Locale.ROOT,
              "%-10s %s %.0f answers/s",
              part,
              Figures.bar(progress.share(), BAR_SIGNS),
              progress.answersPerSecond());
      words += progress.wrong() > 0 ? ", " + progress.wrong() + " wrong" : "";
      return words + (progress.lost() > 0 ? ", " + progress.lost() + " lost" : "");
    }

    private void erase() {
      if (terminal.isLive()) {
        err.print(ERASE);
        err.flush();
      }
    }
  }
}

package io.skep.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code demo}: shows the whole in under a minute. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Shows the whole in under a minute: a tracker, a torrent, a seed and leechers that share with"
          + " each other, their ratios, and a download that takes half the time from two seeds.",
      "It works on loopback, leaves nothing behind, and exits with 1 if anything isn't as promised."
    })
final class DemoCommand implements Callable<Integer> {
  private static final int MOST_LEECHERS = 20;
  private static final int SUCCESS = 0;
  private static final int FAILURE = 1;
  private static final long LEAST_RATE = 100 << 10;

  @Spec private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--size",
      paramLabel = "N",
      defaultValue = "24M",
      converter = DemoSizeConverter.class,
      description = "How much is shared, 1M to 1G (default: ${DEFAULT-VALUE}).")
  private long size;

  @Option(
      names = "--leechers",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many leechers there are, 1 to 20 (default: ${DEFAULT-VALUE}).")
  private int leechers;

  @Option(
      names = "--rate",
      paramLabel = "RATE",
      defaultValue = "3M",
      converter = RateConverter.class,
      description = "Bytes per second that each seed gives at most (default: ${DEFAULT-VALUE}).")
  private long rate;

  @Option(names = "--keep", description = "Keep the folder, and tell where it is.")
  private boolean keep;

  @Override
  public Integer call() throws Exception {
    require(leechers >= 1 && leechers <= MOST_LEECHERS, "--leechers is 1 to " + MOST_LEECHERS);
    require(rate >= LEAST_RATE, "--rate is 100k or more");
    Logging.configure(LogLevel.WARNING);
    PrintWriter out = command.commandLine().getOut();
    DemoBoard board = new DemoBoard(out, Terminal.ofProcess(), System::nanoTime);
    StopHook hook = StopHook.set(Thread.currentThread()::interrupt);
    int code = FAILURE;
    try {
      show(board);
      code = SUCCESS;
    } catch (InterruptedException e) {
      board.say(keep ? "Stopped." : "Stopped; nothing is left behind.");
      code = StopHook.INTERRUPTED;
    } finally {
      hook.release(code);
    }
    return code;
  }

  private void require(boolean condition, String message) {
    if (!condition) {
      throw new ParameterException(command.commandLine(), message);
    }
  }

  private void show(DemoBoard board) throws DemoFault, InterruptedException {
    DemoPlan plan = new DemoPlan(size, leechers, rate, keep);
    DemoStage stage = new DemoStage(board, keep);
    try {
      new Demo(plan, board, stage).run();
    } finally {
      stage.clear();
    }
  }
}

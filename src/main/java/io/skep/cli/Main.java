package io.skep.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Skep's command line. */
@Command(
    name = "skep",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "A BitTorrent tracker and client in one.",
    subcommands = {
      ServeCommand.class,
      DemoCommand.class,
      CreateCommand.class,
      ShowCommand.class,
      SeedCommand.class,
      GetCommand.class,
      AnnounceCommand.class,
      ScrapeCommand.class
    },
    footer = {"", "Start a tracker with: skep serve", "See what there is with: skep demo"})
public final class Main implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private Main() {}

  /** Runs the command line and ends the process with its exit code: 0, 1, 2 or 130. */
  public static void main(String[] args) {
    if (args.length > 0 && args[0].equals("serve")) {
      StartAhead.begin();
    }
    int code = commandLine().execute(args);
    if (code != ServeCommand.RUNNING) {
      System.exit(code);
    }
  }

  /** The command line with all its commands. */
  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setParameterExceptionHandler(Main::wrongUsage)
        .setExecutionExceptionHandler(Main::failed)
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  private static int wrongUsage(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    command.getErr().println("skep: " + firstLine(e));
    command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return CommandLine.ExitCode.USAGE;
  }

  private static int failed(Exception e, CommandLine command, ParseResult result) {
    command.getErr().println("skep: " + firstLine(e));
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static String firstLine(Exception e) {
    String message = e.getMessage();
    return message == null ? e.toString() : message.lines().findFirst().orElse(message);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}

package io.skep.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
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
    footer = {"", "Start a tracker with: skep serve", "See what there is with: skep demo"})
public final class Main implements Runnable {
  private static final List<Class<?>> COMMANDS =
      List.of(
          ServeCommand.class,
          UserCommand.class,
          TorrentCommand.class,
          TokenCommand.class,
          AuditCommand.class,
          BackupCommand.class,
          ImportCommand.class,
          DemoCommand.class,
          CreateCommand.class,
          ShowCommand.class,
          SeedCommand.class,
          GetCommand.class,
          AnnounceCommand.class,
          ScrapeCommand.class,
          LoadCommand.class);

  @Spec private CommandSpec spec = CommandSpec.create();

  private Main() {}

  /** Runs the command line and ends the process with its exit code: 0, 1, 2 or 130. */
  public static void main(String[] args) {
    // Left to find out itself, Vert.x takes standard error away while it looks for SLF4J, and what
    // another thread says meanwhile is lost.
    System.setProperty(
        "vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.JULLogDelegateFactory");
    // At its first buffers Netty would set up its events for Java's flight recorder, which costs a
    // fifth of a small transfer.
    if (System.getProperty("io.netty.jfr.enabled") == null) {
      System.setProperty("io.netty.jfr.enabled", "false");
    }
    if (args.length > 0 && args[0].equals("serve")) {
      StartAhead.begin();
    }
    int code = commandLine(args).execute(args);
    if (code != ServeCommand.RUNNING) {
      System.exit(code);
    }
  }

  /** The command line with all its commands. */
  static CommandLine commandLine() {
    return commandLine(COMMANDS);
  }

  /** With the command alone that the arguments name: to know of all the others takes time. */
  static CommandLine commandLine(String[] args) {
    for (Class<?> command : COMMANDS) {
      if (args.length > 0 && command.getAnnotation(Command.class).name().equals(args[0])) {
        return commandLine(List.of(command));
      }
    }
    return commandLine();
  }

  private static CommandLine commandLine(List<Class<?>> commands) {
    CommandLine line = new CommandLine(new Main());
    for (Class<?> command : commands) {
      line.addSubcommand(command);
    }
    Faults faults = new Faults();
    return line.setParameterExceptionHandler(faults)
        .setExecutionExceptionHandler(faults)
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  /**
   * Says in a line what went wrong. No lambdas: of those that speak of picocli's classes, which are
   * old, an archive has none, and then not the largest of these classes either.
   */
  private static final class Faults
      implements IParameterExceptionHandler, IExecutionExceptionHandler {
    @Override
    public int handleParseException(ParameterException e, String[] args) {
      CommandLine command = e.getCommandLine();
      command.getErr().println("skep: " + firstLine(e));
      command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
      return CommandLine.ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult result) {
      command.getErr().println("skep: " + firstLine(e));
      return CommandLine.ExitCode.SOFTWARE;
    }
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

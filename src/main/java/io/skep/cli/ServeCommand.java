package io.skep.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serve}: runs the tracker and its console until it is told to stop. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Runs the tracker and its console until it is stopped (Ctrl-C or SIGTERM).",
      "Without any option it listens on port 6969, TCP and UDP, with the console on"
          + " 127.0.0.1:6970, and keeps its data in ./data."
    })
final class ServeCommand implements Callable<Integer> {
  /** The code of a tracker that has started and goes on; no process ends with it. */
  static final int RUNNING = -1;

  private static final int STOP_SECONDS = 25;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration, YAML. conf/skep.yaml shows every key.")
  private @Nullable Path config;

  @Option(
      names = "--set",
      paramLabel = "key=value",
      description = "Sets one key over file and environment. May be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--print-config",
      description = "Prints every key with its meaning and default, and ends.")
  private boolean printConfig;

  @Option(
      names = "--new-admin-token",
      description =
          "Makes the administrator's token anew, should it be lost. The old one is of no use from"
              + " then on.")
  private boolean newAdminToken;

  @Override
  public Integer call() throws Exception {
    if (printConfig) {
      spec.commandLine().getOut().print(ReferenceYaml.text());
      spec.commandLine().getOut().flush();
      return 0;
    }
    Configuration configuration = ConfigurationLoader.load(config, System.getenv(), overrides);
    if (newAdminToken && configuration.get(Settings.MODE) != TrackerMode.PRIVATE) {
      throw new ConfigurationException("--new-admin-token is for the mode private alone");
    }
    Logging.configure(configuration.get(Settings.LOG_LEVEL));
    TrackerProcess process = TrackerProcess.start(configuration);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process), "skep-stop"));
    spec.commandLine().getOut().print(process.banner());
    if (newAdminToken) {
      Path file = process.renewAdminToken();
      spec.commandLine().getOut().println("A new administrator's token is kept in " + file);
    }
    spec.commandLine().getOut().flush();
    return RUNNING;
  }

  /** Ends the process itself, since a JVM that a signal ends reports the signal, not success. */
  private static void stop(TrackerProcess process) {
    int code = 0;
    try {
      process.stop().toCompletionStage().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      System.err.println("skep: could not stop cleanly: " + e);
      code = 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      code = 1;
    }
    System.out.flush();
    Runtime.getRuntime().halt(code);
  }
}

package io.skep.cli;

import io.skep.protocol.PlainText;
import io.skep.storage.Databases;
import io.skep.storage.StorageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code backup}: copies the database of a tracker while it runs. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Writes a consistent copy of a tracker's SQLite database to a new file, whether the tracker"
          + " runs or not. It has to run on the same machine.",
      "To use a copy, stop the tracker and put the copy in the place of skep.db in its data folder,"
          + " without the files skep.db-wal and skep.db-shm that may be beside it."
    })
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the fields.
final class BackupCommand implements Callable<Integer> {
  private static final String DATABASE = "skep.db";

  @Spec private CommandSpec command = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "FILE", description = "The copy; a file that is new.")
  private Path target;

  @ArgGroup(exclusive = true)
  private Place place = new Place();

  /** Where the tracker keeps its data. */
  static final class Place {
    @Option(
        names = "--config",
        paramLabel = "FILE",
        description = "The tracker's configuration, which says where its data is.")
    private @Nullable Path config;

    @Option(
        names = "--data",
        paramLabel = "DIR",
        description = "Its data folder (default: what the environment or the defaults say).")
    private @Nullable Path data;
  }

  @Override
  public Integer call() {
    try {
      Path database = database();
      if (Files.exists(target)) {
        throw new IOException(target + " is there already; name a new file");
      }
      new NewFile(target, false).check();
      long begun = System.nanoTime();
      try (BackupProgress progress = new BackupProgress(database, target, terminalOutput())) {
        progress.begin();
        Databases.backup(database, target);
      }
      PrintWriter out = command.commandLine().getOut();
      out.println(
          "%s  %s in %s"
              .formatted(
                  target,
                  Figures.bytes((double) Files.size(target)),
                  Figures.seconds((System.nanoTime() - begun) / 1e9)));
      out.flush();
      return 0;
    } catch (ConfigurationException | StorageException e) {
      return fail(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return fail(FileWords.of(e));
    }
  }

  private Path database() throws ConfigurationException, IOException {
    Path data = place.data;
    if (data == null) {
      Map<String, String> environment = new HashMap<>(System.getenv());
      environment.remove(ApiToken.VARIABLE);
      Configuration configuration = ConfigurationLoader.load(place.config, environment, List.of());
      if (!configuration.get(StorageSettings.URL).isEmpty()) {
        throw new ConfigurationException(
            "this tracker keeps its data in PostgreSQL: pg_dump makes a copy of that");
      }
      data = Path.of(configuration.get(Settings.DATA_FOLDER));
    }
    Path database = data.resolve(DATABASE);
    if (!Files.isRegularFile(database)) {
      throw new IOException("there is no database " + database + "; --data names the folder");
    }
    return database;
  }

  private @Nullable PrintWriter terminalOutput() {
    return Terminal.ofProcess().isLive() ? command.commandLine().getErr() : null;
  }

  private int fail(String words) {
    PrintWriter err = command.commandLine().getErr();
    err.println("skep: " + PlainText.of(words));
    err.flush();
    return 1;
  }
}

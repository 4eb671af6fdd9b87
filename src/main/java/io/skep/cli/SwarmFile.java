package io.skep.cli;

import io.skep.swarm.CaffeineSwarmStore;
import io.skep.swarm.SwarmSnapshot;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The file of the data folder that keeps the swarms from one run to the next. */
final class SwarmFile {
  private static final Logger LOG = System.getLogger(SwarmFile.class.getName());
  private static final String NAME = "swarms.snapshot";

  private SwarmFile() {}

  /**
   * Fills the swarms from the last run's file; without it they begin empty.
   *
   * @return what came from it; null if there is none or it can't be read
   */
  static SwarmSnapshot.@Nullable Counts restore(
      Path dataFolder, CaffeineSwarmStore swarms, long now) {
    Path file = dataFolder.resolve(NAME);
    if (!Files.exists(file)) {
      return null;
    }
    try {
      return SwarmSnapshot.read(swarms, file, now);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the swarms begin empty, since " + file + " can't be read: " + e);
      return null;
    }
  }

  /** Says what came from the last run. */
  static void log(SwarmSnapshot.Counts restored) {
    LOG.log(Level.INFO, "swarms of the last run: {0}", restored);
  }

  /** Writes the swarms for the next run; one writer at a time, since the last may meet another. */
  static synchronized void keep(Path dataFolder, CaffeineSwarmStore swarms, long now) {
    try {
      SwarmSnapshot.write(swarms, dataFolder.resolve(NAME), now);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the swarms could not be kept: the next start has none", e);
    }
  }
}

package io.skep.deployment;

import java.nio.file.Path;

/** The ports and paths that people, probes and scripts depend on, as DESIGN fixes them. */
final class OutsideContract {
  static final int TRACKER_PORT = 6969;
  static final int CONSOLE_PORT = 6970;
  static final String LIVE = "/health/live";
  static final String READY = "/health/ready";
  static final String METRICS = "/metrics";

  /** The folder that the build runs in. */
  static final Path PROJECT = Path.of("").toAbsolutePath();

  private OutsideContract() {}
}

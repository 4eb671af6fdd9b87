package io.skep.cli;

import io.skep.client.TransferProgress;

/**
 * What there is to say of a run of {@code get} or {@code seed} when it has ended.
 *
 * @param ending how it ended
 * @param isComplete whether all that was wanted is there
 * @param progress how far it came
 * @param seconds how long it took
 */
record RunSummary(Ending ending, boolean isComplete, TransferProgress progress, long seconds) {
  private static final int NAME_COLUMNS = 60;

  /** The last line that a person sees; empty where only the fault counts. */
  String words() {
    return switch (ending.reason()) {
      case FAILED -> "";
      case DONE ->
          "%s is complete and verified, %s, after %s: %s"
              .formatted(
                  TerminalText.name(progress.name(), NAME_COLUMNS),
                  Figures.bytes(progress.have()),
                  Figures.time(seconds),
                  account());
      case STOPPED ->
          isComplete
              ? "stopped: " + account()
              : "stopped at %s: %s; the same command goes on from here"
                  .formatted(Figures.percent(progress.have(), progress.length()), account());
    };
  }

  private String account() {
    return "given %s, taken %s, ratio %s"
        .formatted(
            Figures.bytes(progress.uploaded()),
            Figures.bytes(progress.downloaded()),
            Figures.ratio(progress.ratio()));
  }
}

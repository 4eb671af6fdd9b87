package io.skep.client;

import java.util.List;

/** How it stands with the trackers, in one phrase. */
final class TrackerPhrase {
  private TrackerPhrase() {}

  /** The phrase: of the best tracker, since one that works is enough. Empty where there is none. */
  static String of(List<TrackerStatus> statuses) {
    if (statuses.isEmpty()) {
      return "";
    }
    TrackerStatus best = statuses.get(0);
    for (TrackerStatus status : statuses) {
      if (status.state().compareTo(best.state()) < 0) {
        best = status;
      }
    }
    return switch (best.state()) {
      case WORKING -> best.words().isEmpty() ? "tracker works" : "tracker warns: " + best.words();
      case ASKING, IDLE -> "asking tracker";
      case FAILED -> "tracker fails: " + best.words();
      case REFUSED -> "tracker refuses: " + best.words();
      case UNSUPPORTED -> "no tracker can be asked: " + best.words();
    };
  }
}

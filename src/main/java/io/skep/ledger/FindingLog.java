package io.skep.ledger;

import io.skep.storage.Finding;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells the log of findings: each rule, user and torrent once a day, and of no more than so many at
 * a time, so that cheats can't fill a disk with it.
 */
final class FindingLog {
  /** How many are told of one by one each time. */
  static final int MAX_LINES = 20;

  /** How many kinds a day are told of at all. */
  static final int MAX_TOLD = 10_000;

  private final Logger log;
  private final Set<Findings.Key> told = new HashSet<>();
  private long day;
  private boolean saidFull;

  FindingLog(Logger log) {
    this.log = log;
  }

  synchronized void log(List<Finding> findings) {
    int lines = 0;
    int more = 0;
    for (Finding finding : findings) {
      Findings.Key key = Findings.Key.of(finding);
      if (key.day() > day) {
        day = key.day();
        told.clear();
        saidFull = false;
      }
      if (!told.contains(key) && isRoom()) {
        told.add(key);
        if (lines++ < MAX_LINES) {
          log.log(Level.INFO, line(finding));
        } else {
          more++;
        }
      }
    }
    if (more > 0) {
      log.log(Level.INFO, "rules for cheats have found " + more + " more; the API lists them");
    }
  }

  private boolean isRoom() {
    if (told.size() < MAX_TOLD) {
      return true;
    }
    if (!saidFull) {
      saidFull = true;
      log.log(
          Level.WARNING,
          "rules for cheats have found more than "
              + MAX_TOLD
              + " kinds today; the log is told of no more until tomorrow, the API lists them");
    }
    return false;
  }

  private static String line(Finding finding) {
    return "the rule "
        + finding.rule()
        + (finding.acted() ? " has acted on user " : " has found user ")
        + finding.user()
        + (finding.torrent() == 0 ? "" : " in torrent " + finding.torrent())
        + ": "
        + finding.evidence();
  }
}

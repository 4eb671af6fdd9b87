package io.skep.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What has become of an import, or would become of it. */
final class ImportReport {
  private static final int SHOWN = 20;
  private static final int WORDS = 200;

  /** What is imported. */
  enum Kind {
    /** Users. */
    USERS,
    /** Torrents. */
    TORRENTS
  }

  /** What becomes of one line. */
  enum Result {
    /** It was not there. */
    ADDED,
    /** It was there, and other than the export says. */
    CHANGED,
    /** It was there as the export says. */
    UNCHANGED,
    /** It is not served by the other tracker either. */
    LEFT_OUT,
    /** It can't be taken. */
    REFUSED
  }

  private record Refused(String file, long line, String why) {}

  private final boolean dryRun;
  private final Map<Kind, Map<Result, Long>> counts = new EnumMap<>(Kind.class);
  private final List<Refused> first = new ArrayList<>();
  private boolean broken;

  ImportReport(boolean dryRun) {
    this.dryRun = dryRun;
  }

  /** Whether nothing is really done. */
  boolean dryRun() {
    return dryRun;
  }

  /** Counts a line. */
  void add(Kind kind, Result result) {
    figures(kind).merge(result, 1L, Long::sum);
  }

  /** Counts a line that is refused, and keeps the first ones to be shown. */
  void refuse(Kind kind, String file, long line, String why) {
    add(kind, Result.REFUSED);
    if (first.size() < SHOWN) {
      first.add(new Refused(file, line, why));
    }
  }

  /** Notes that the import came to no end. */
  void broken() {
    broken = true;
  }

  /** True if all that the export has was taken, or is left out for a reason. */
  boolean isComplete() {
    return !broken && refused() == 0;
  }

  private Map<Result, Long> figures(Kind kind) {
    return counts.computeIfAbsent(kind, none -> new EnumMap<>(Result.class));
  }

  private long refused() {
    return count(Kind.USERS, Result.REFUSED) + count(Kind.TORRENTS, Result.REFUSED);
  }

  private long count(Kind kind, Result result) {
    return figures(kind).getOrDefault(result, 0L);
  }

  /** For people. */
  String text() {
    List<String> lines = new ArrayList<>();
    if (dryRun) {
      lines.add("this would be done:");
    }
    for (Kind kind : Kind.values()) {
      if (!figures(kind).isEmpty()) {
        lines.add(
            "%-10sadded %d, changed %d, unchanged %d, left out %d, refused %d"
                .formatted(
                    kind.name().toLowerCase(Locale.ROOT),
                    count(kind, Result.ADDED),
                    count(kind, Result.CHANGED),
                    count(kind, Result.UNCHANGED),
                    count(kind, Result.LEFT_OUT),
                    count(kind, Result.REFUSED)));
      }
    }
    for (Refused one : first) {
      lines.add(
          "  %s, line %d: %s"
              .formatted(
                  TerminalText.name(one.file(), WORDS),
                  one.line(),
                  TerminalText.name(one.why(), WORDS)));
    }
    if (refused() > first.size()) {
      lines.add("  and " + (refused() - first.size()) + " more");
    }
    if (broken) {
      lines.add("it came to no end; what was taken is there, and can be imported again");
    }
    return String.join(System.lineSeparator(), lines);
  }

  /** For scripts. */
  JsonObject json() {
    JsonObject report = new JsonObject().put("dry_run", dryRun).put("complete", isComplete());
    for (Kind kind : Kind.values()) {
      JsonObject figures = new JsonObject();
      for (Result result : Result.values()) {
        figures.put(result.name().toLowerCase(Locale.ROOT), count(kind, result));
      }
      report.put(kind.name().toLowerCase(Locale.ROOT), figures);
    }
    JsonArray refused = new JsonArray();
    for (Refused one : first) {
      refused.add(
          new JsonObject().put("file", one.file()).put("line", one.line()).put("why", one.why()));
    }
    return report.put("refused", refused);
  }
}

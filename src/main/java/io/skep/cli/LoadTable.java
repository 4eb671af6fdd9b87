package io.skep.cli;

import io.skep.load.Kind;
import io.skep.load.LoadPlan;
import io.skep.load.LoadResult;
import io.skep.load.Popularity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The result of a load for people. */
final class LoadTable {
  private final LoadPlan load;
  private final LoadResult result;
  private final List<String> lines = new ArrayList<>();

  private LoadTable(LoadPlan load, LoadResult result) {
    this.load = load;
    this.result = result;
  }

  /** All of it, over several lines. */
  static String of(LoadPlan load, LoadResult result) {
    LoadTable table = new LoadTable(load, result);
    table.write();
    return String.join(System.lineSeparator(), table.lines);
  }

  static String popularity(Popularity popularity) {
    return popularity instanceof Popularity.Zipf zipf ? "zipf:" + zipf.exponent() : "uniform";
  }

  private void write() {
    lines.add(
        "%s  %d peers in %d torrents (%s)"
            .formatted(
                load.target(),
                load.crowd().peers(),
                load.crowd().torrents(),
                popularity(load.crowd().popularity())));
    lines.add(
        String.format(
            Locale.ROOT,
            "%.0f answers/s over %s",
            result.answersPerSecond(),
            time(result.seconds())));
    lines.add("");
    requests();
    lines.add("");
    latencies();
    notes();
    costs();
    wrong();
  }

  private void requests() {
    TextTable table =
        new TextTable("request", "sent>", "answered>", "wrong>", "lost>", "bytes>", "peers>");
    result
        .lines()
        .forEach(
            (kind, line) -> {
              if (line.sent() > 0) {
                table.add(
                    name(kind),
                    line.sent(),
                    line.answered(),
                    line.wrong(),
                    line.lost(),
                    number(line.bytes()),
                    kind == Kind.ANNOUNCE ? number(line.peers()) : "");
              }
            });
    lines.addAll(table.lines(true));
  }

  private void latencies() {
    TextTable table =
        new TextTable("latency, us", "mean>", "p50>", "p90>", "p99>", "p99.9>", "max>");
    result
        .lines()
        .forEach(
            (kind, line) -> {
              if (line.answered() > 0) {
                LoadResult.Latency latency = line.latency();
                table.add(
                    name(kind),
                    micros(latency.mean()),
                    micros(latency.p50()),
                    micros(latency.p90()),
                    micros(latency.p99()),
                    micros(latency.p999()),
                    micros(latency.max()));
              }
            });
    lines.addAll(table.lines(true));
  }

  private void notes() {
    if (result.unsent() > 0) {
      lines.add("");
      lines.add(
          result.unsent()
              + " planned requests could not be sent in time: the tracker, or this load generator,"
              + " can't keep up with --rate; the latencies know nothing of them");
    }
    if (result.late() > 0) {
      lines.add("");
      lines.add(Figures.count(result.late(), "answer") + " came after --timeout");
    }
    if (result.toldOfItself() > 0) {
      lines.add("");
      lines.add(Figures.count(result.toldOfItself(), "answer") + " told the peer of itself");
    }
  }

  private void costs() {
    LoadResult.ServerCost cost = result.server();
    lines.add("");
    if (cost != null) {
      lines.add(
          String.format(
              Locale.ROOT,
              "tracker    %.2f us CPU an answer (%.2f user, %.2f system), %.2f cores, %.2f context"
                  + " switches an answer",
              cost.userMicros() + cost.systemMicros(),
              cost.userMicros(),
              cost.systemMicros(),
              cost.cores(),
              cost.switches()));
      lines.add(
          "resident   %s before, %s after, %s at most%s"
              .formatted(
                  Figures.bytes(cost.residentBefore()),
                  Figures.bytes(cost.residentAfter()),
                  Figures.bytes(cost.residentPeak()),
                  perPeer(cost)));
    }
    if (result.ownCpuMicros() >= 0) {
      lines.add(
          String.format(Locale.ROOT, "generator  %.2f us CPU an answer", result.ownCpuMicros()));
    }
  }

  private static String perPeer(LoadResult.ServerCost cost) {
    return cost.bytesPerPeer().isPresent()
        ? String.format(
            Locale.ROOT,
            ", %.1f bytes gained for each peer filled in",
            cost.bytesPerPeer().getAsDouble())
        : "";
  }

  private void wrong() {
    if (result.findings().isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("Wrong:");
    for (LoadResult.Finding finding : result.findings()) {
      lines.add("%8d  %s: %s".formatted(finding.count(), finding.flaw().words(), finding.words()));
    }
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String micros(double value) {
    return String.format(Locale.ROOT, "%.0f", value);
  }

  private static String time(double seconds) {
    return Figures.seconds(seconds);
  }
}

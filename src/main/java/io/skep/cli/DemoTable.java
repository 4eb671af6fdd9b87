package io.skep.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of what each peer gave and took: as it counted itself, and as the tracker has it. */
final class DemoTable {
  private final List<String> lines = new ArrayList<>();

  DemoTable() {
    add("", "gave", "took", "ratio", "gave", "took", "ratio");
  }

  void add(String name, DemoAccount own, DemoAccount tracker) {
    add(
        name,
        Figures.bytes(own.given()),
        Figures.bytes(own.taken()),
        own.ratio(),
        Figures.bytes(tracker.given()),
        Figures.bytes(tracker.taken()),
        tracker.ratio());
  }

  private void add(Object... cells) {
    lines.add(String.format(Locale.ROOT, "   %-12s %9s %9s %6s  | %9s %9s %6s", cells));
  }

  List<String> lines() {
    List<String> all = new ArrayList<>();
    all.add("                by its own count             | as the tracker knows it");
    all.addAll(lines);
    return all;
  }
}

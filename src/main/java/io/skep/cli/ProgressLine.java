package io.skep.cli;

import io.skep.client.TransferProgress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One line that says how far a transfer is: as much of it as there is room for. */
final class ProgressLine {
  private static final String GAP = "  ";
  private static final int BAR_SIGNS = 20;
  private static final int NAME_COLUMNS = 40;

  /**
   * A piece of the line.
   *
   * @param rank the lower, the more it matters that it is seen
   */
  private record Part(int rank, String text) {}

  private final List<Part> parts = new ArrayList<>();

  private ProgressLine(TransferProgress progress) {
    switch (progress.state()) {
      case STARTING -> add(1, "starting");
      case METADATA -> metadata(progress);
      case CHECKING -> checking(progress);
      case DOWNLOADING -> downloading(progress);
      case SEEDING -> seeding(progress);
      case STOPPED -> add(1, "stopped");
    }
    String name = TerminalText.name(progress.name(), NAME_COLUMNS);
    add(progress.state() == TransferProgress.State.DOWNLOADING ? 10 : 7, name);
  }

  /** The line, in at most so many columns. */
  static String of(TransferProgress progress, int columns) {
    return new ProgressLine(progress).fitting(columns);
  }

  private void add(int rank, String text) {
    if (!text.isEmpty()) {
      parts.add(new Part(rank, text));
    }
  }

  private void metadata(TransferProgress progress) {
    add(1, "fetching the metadata");
    add(2, peers(progress));
    add(3, TerminalText.name(progress.tracker(), NAME_COLUMNS));
  }

  private void checking(TransferProgress progress) {
    double done = progress.checked() * progress.length();
    add(1, "checking");
    add(3, Figures.bar(progress.checked(), BAR_SIGNS));
    add(2, Figures.percent(progress.checked(), 1));
    add(4, Figures.part(done, progress.length()));
  }

  private void downloading(TransferProgress progress) {
    add(1, Figures.percent(progress.have(), progress.length()));
    add(7, Figures.part(progress.have(), progress.length()));
    add(2, "down " + Figures.rate(progress.downloadRate()));
    add(3, "up " + Figures.rate(progress.uploadRate()));
    add(4, Figures.left(progress.etaSeconds()));
    add(5, peers(progress) + ", " + Figures.count(progress.seeds(), "seed"));
    add(6, "ratio " + Figures.ratio(progress.ratio()));
    add(8, progress.piecesHave() + "/" + progress.pieces() + " pieces");
    add(9, TerminalText.name(progress.tracker(), NAME_COLUMNS));
  }

  private void seeding(TransferProgress progress) {
    add(1, "seeding");
    add(2, "up " + Figures.rate(progress.uploadRate()));
    add(3, "given " + Figures.bytes(progress.uploaded()));
    add(4, "ratio " + Figures.ratio(progress.ratio()));
    add(5, peers(progress));
    add(6, TerminalText.name(progress.tracker(), NAME_COLUMNS));
  }

  private static String peers(TransferProgress progress) {
    return Figures.count(progress.peers(), "peer");
  }

  private String fitting(int columns) {
    List<Part> byRank = new ArrayList<>(parts);
    byRank.sort(Comparator.comparingInt(Part::rank));
    List<Part> chosen = new ArrayList<>();
    int taken = 0;
    for (Part part : byRank) {
      taken += TerminalText.columns(part.text()) + (chosen.isEmpty() ? 0 : GAP.length());
      // What matters less isn't shown in place of what matters more, were it short enough.
      if (taken > columns) {
        break;
      }
      chosen.add(part);
    }
    List<String> shown = new ArrayList<>();
    for (Part part : parts) {
      if (chosen.contains(part)) {
        shown.add(part.text());
      }
    }
    return shown.isEmpty() ? TerminalText.cut(byRank.get(0).text(), columns) : join(shown);
  }

  private static String join(List<String> shown) {
    return String.join(GAP, shown);
  }
}

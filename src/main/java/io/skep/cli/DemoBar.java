package io.skep.cli;

/**
 * A bar of the demo's board.
 *
 * @param name whose it is
 * @param grows whether it is on its way to be full, as a seed's is not
 * @param share how far it is filled, 0 to 1
 * @param words what stands behind it
 */
record DemoBar(String name, boolean grows, double share, String words) {
  private static final int NAME_COLUMNS = 12;
  private static final int SIGNS = 28;

  String line(int columns) {
    String line =
        "   %s %s %6s  %s"
            .formatted(
                TerminalText.padded(name, NAME_COLUMNS),
                Figures.bar(share, SIGNS),
                Figures.percent(share, 1),
                words);
    return TerminalText.cut(line, columns);
  }

  String brief() {
    return name + " " + Figures.percent(share, 1);
  }
}

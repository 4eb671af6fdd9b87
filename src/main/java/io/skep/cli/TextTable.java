package io.skep.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells, each column as wide as its widest cell. */
final class TextTable {
  private static final String GAP = "  ";

  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * An empty table.
   *
   * @param header the names of the columns; those of names that end with {@code >} stand to the
   *     right
   */
  TextTable(String... header) {
    this.header = List.of(header);
  }

  /** Adds a row; its cells have to be fit for a terminal. */
  void add(Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(cell.toString());
    }
    rows.add(row);
  }

  /** The lines. */
  List<String> lines(boolean withHeader) {
    List<String> names = header.stream().map(name -> name.replace(">", "")).toList();
    List<List<String>> all = new ArrayList<>();
    if (withHeader) {
      all.add(names);
    }
    all.addAll(rows);
    List<String> lines = new ArrayList<>();
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        line.append(i == 0 ? "" : GAP).append(cell(row.get(i), i, width(names, i)));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private String cell(String text, int column, int width) {
    return header.get(column).endsWith(">")
        ? " ".repeat(Math.max(0, width - TerminalText.columns(text))) + text
        : TerminalText.padded(text, width);
  }

  private int width(List<String> names, int column) {
    int width = TerminalText.columns(names.get(column));
    for (List<String> row : rows) {
      width = Math.max(width, TerminalText.columns(row.get(column)));
    }
    return width;
  }
}

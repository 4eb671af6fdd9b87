package io.skep.migration;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CSV (RFC 4180): fields may stand in quotes, and then go over several lines.
 *
 * <p>A quote that is never closed would swallow the rest of the file. So what belongs together is
 * found here first, within a bound; where there is no closing quote, the line alone is refused and
 * those after it are read for themselves.
 */
final class CsvSplitter implements FieldSplitter {
  private static final int MAX_LINES = 10_000;

  private final Lines lines;
  private final char separator;
  private final CsvReader.CsvReaderBuilder reader;
  private final Deque<Line> ahead = new ArrayDeque<>();

  CsvSplitter(Lines lines, char separator) {
    this.lines = lines;
    this.separator = separator;
    this.reader =
        CsvReader.builder()
            .fieldSeparator(separator)
            .maxBufferSize(2 * Lines.MAX_BYTES)
            .skipEmptyLines(false);
  }

  @Override
  public @Nullable Line nextLine() throws IOException {
    return ahead.isEmpty() ? lines.next() : ahead.pop();
  }

  @Override
  public List<String> split(Line line) throws IOException, RowException {
    if (line.isTooLong()) {
      throw new RowException("has more than " + Lines.MAX_BYTES + " bytes");
    }
    List<Line> more = new ArrayList<>();
    try {
      return reader.ofSingleCsvRecord(record(line, more)).getFields();
    } catch (CsvParseException e) {
      putBack(more);
      throw new RowException("is no CSV: a quote is at a place where none may be");
    }
  }

  /** The text of the line, and of those that a quoted field goes on in, which get into the list. */
  private String record(Line line, List<Line> more) throws IOException, RowException {
    StringBuilder text = new StringBuilder(line.text());
    boolean open = leavesOpen(line.text(), false);
    while (open) {
      Line next = nextLine();
      if (next == null) {
        throw unclosed(more);
      }
      more.add(next);
      if (next.isTooLong()
          || more.size() > MAX_LINES
          || text.length() + next.text().length() > Lines.MAX_BYTES) {
        throw unclosed(more);
      }
      text.append('\n').append(next.text());
      open = leavesOpen(next.text(), true);
    }
    return text.toString();
  }

  private RowException unclosed(List<Line> more) {
    putBack(more);
    return new RowException("has a quote that is not closed");
  }

  private void putBack(List<Line> more) {
    for (int i = more.size() - 1; i >= 0; i--) {
      ahead.push(more.get(i));
    }
  }

  /** Whether a quoted field goes on after the line; {@code open}: whether one goes on into it. */
  private boolean leavesOpen(String line, boolean open) {
    boolean atStart = !open;
    boolean quoted = open;
    boolean closedBefore = false;
    for (int i = 0; i < line.length(); i++) {
      char sign = line.charAt(i);
      if (sign == '"' && (quoted || atStart || closedBefore)) {
        // Within quotes two of them are one: the second opens what the first has closed.
        closedBefore = quoted;
        quoted = !quoted;
      } else {
        closedBefore = false;
      }
      atStart = !quoted && sign == separator;
    }
    return quoted;
  }
}

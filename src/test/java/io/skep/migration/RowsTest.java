package io.skep.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowsTest {
  private final Path file;

  RowsTest(@TempDir Path folder) {
    file = folder.resolve("export");
  }

  private List<Entry> read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private List<Entry> read(byte[] bytes) throws IOException {
    Files.write(file, bytes);
    return Exports.read(file);
  }

  private static Row row(long line, String... namesAndValues) {
    Map<String, String> values = new java.util.HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return new Row(line, values);
  }

  @Test
  void csv() throws IOException {
    assertEquals(
        List.of(
            row(2, "id", "1", "name", "plain"),
            row(3, "id", "2", "name", "a, \"b\"\nc"),
            row(5, "id", "3", "name", "5\" disk"),
            row(6, "id", "4"),
            row(7, "id", "5")),
        read("ID, Name \n1,plain\n2,\"a, \"\"b\"\"\nc\"\n3,5\" disk\n4,\\N\n5,NULL"));
  }

  @Test
  void byteOrderMarkCarriageReturnsAndEmptyLines() throws IOException {
    assertEquals(
        List.of(row(3, "a", "1", "b", "x\ny"), row(7, "a", "2", "b", "")),
        read("\uFEFF\r\na,b\r\n1,\"x\r\ny\"\r\n\r\n\r\n2,\r\n"));
  }

  @Test
  void semicolonsWhereThereAreNoCommas() throws IOException {
    assertEquals(List.of(row(2, "a", "1,5", "b", "x;y")), read("a;b\n1,5;\"x;y\"\n"));
  }

  @Test
  void whatMysqlPrints() throws IOException {
    assertEquals(
        List.of(row(2, "a", "t\tn\n\\", "b", "\"open"), row(3, "b", "end\\")),
        read("a\tb\nt\\tn\\n\\\\\t\"open\n\\N\tend\\"));
  }

  @Test
  void ndjson() throws IOException {
    assertEquals(
        List.of(
            row(1, "name", "a\nb", "n", "12345678901234567890", "flag", "1"),
            new Refusal(3, "is no JSON object"),
            row(4, "x", "1.5")),
        read(
            "{\"Name\":\"a\\nb\",\"n\":12345678901234567890,\"flag\":true,\"none\":null,"
                + "\"list\":[1],\"object\":{}}\n \n[1]\n{\"x\":1.5}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,\"x                 | has a quote that is not closed",
        "1,\"x\"y              | is no CSV: a quote is at a place where none may be",
        "1,2,3                 | has 3 fields where the first line names 2 columns",
        "1                     | has 1 fields where the first line names 2 columns",
      })
  void aBadLineCostsNoOther(String bad, String why) throws IOException {
    assertEquals(
        List.of(row(2, "a", "0", "b", "0"), new Refusal(3, why), row(4, "a", "3", "b", "4")),
        read("a,b\n0,0\n" + bad + "\n3,4\n"));
  }

  @Test
  void aQuoteThatOpensTwiceCostsTheFirstLineOnly() throws IOException {
    List<Entry> entries = read("a,b\n1,\"x\n2,\"fine\"\n3,4\n");
    assertEquals(Refusal.class, entries.get(0).getClass());
    assertEquals(
        List.of(row(3, "a", "2", "b", "fine"), row(4, "a", "3", "b", "4")),
        entries.subList(1, entries.size()));
  }

  @Test
  void whatIsTooLongIsPassedOver() throws IOException {
    String line = "x".repeat(Lines.MAX_BYTES + 1);
    Refusal tooLong = new Refusal(2, "has more than 1048576 bytes");
    assertEquals(List.of(tooLong, row(3, "a", "1", "b", "2")), read("a,b\n" + line + "\n1,2\n"));
    assertEquals(List.of(tooLong, row(3, "a", "1", "b", "2")), read("a\tb\n" + line + "\n1\t2\n"));
    assertEquals(
        List.of(row(1, "a", "1"), tooLong, row(3, "b", "2")),
        read("{\"a\":1}\n" + line + "\n{\"b\":2}\n"));
  }

  /** The closing quote would be found, but far beyond what a record may have. */
  @Test
  void aRecordOverManyLinesIsBoundedToo() throws IOException {
    String lines = ("x".repeat(1000) + "\n").repeat(1100);
    List<Entry> entries = read("a,b\n1,\"" + lines + "\"\n3,4\n");
    assertEquals(new Refusal(2, "has a quote that is not closed"), entries.get(0));
    assertEquals(row(1103, "a", "3", "b", "4"), entries.get(entries.size() - 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''           | is empty",
        "[{\"a\":1}]  | is a JSON array; there has to be one object a line, as jq -c '.[]' makes it",
        "a,b,A        | names the column 'a' twice in its first line",
        "\"a          | has a first line that names no columns: it has a quote that is not closed",
      })
  void whatIsNoExport(String text, String why) {
    assertEquals(why, assertThrows(IOException.class, () -> read(text)).getMessage());
  }

  @Test
  void utf16IsTold() {
    byte[] bytes = "\uFEFFid,name\n".getBytes(StandardCharsets.UTF_16LE);
    assertEquals(
        "is UTF-16; export it as UTF-8",
        assertThrows(IOException.class, () -> read(bytes)).getMessage());
  }

  @Test
  void aFirstLineWithoutEnd() {
    assertEquals(
        "begins with a line of more than 1048576 bytes",
        assertThrows(IOException.class, () -> read("x".repeat(3 << 20))).getMessage());
    assertEquals(
        "names more than 1000 columns in its first line",
        assertThrows(IOException.class, () -> read(",".repeat(1000))).getMessage());
  }

  @Test
  void columnsAndBytes() throws IOException {
    Files.writeString(file, "A,b\n1,2\n");
    try (Rows rows = Rows.open(file)) {
      assertEquals(Optional.of(Set.of("a", "b")), rows.columns());
      assertEquals(4, rows.bytesRead());
      rows.next();
      assertNull(rows.next());
      assertEquals(8, rows.bytesRead());
    }
    Files.writeString(file, "{}");
    try (Rows rows = Rows.open(file)) {
      assertEquals(Optional.empty(), rows.columns());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whatAWriterWritesIsReadAgain(long seed) throws IOException {
    Random random = new Random(seed);
    List<Entry> wanted = new ArrayList<>();
    StringWriter text = new StringWriter();
    long line = 2;
    try (CsvWriter writer =
        CsvWriter.builder()
            .quoteStrategy(seed % 2 == 0 ? QuoteStrategies.ALWAYS : QuoteStrategies.EMPTY)
            .build(text)) {
      writer.writeRecord("a", "b", "c");
      for (int i = 0; i < 2000; i++) {
        String[] fields = {field(random), "-" + field(random), field(random)};
        writer.writeRecord(fields);
        wanted.add(row(line, "a", fields[0], "b", fields[1], "c", fields[2]));
        line += 1 + String.join("", fields).chars().filter(sign -> sign == '\n').count();
      }
    }
    assertEquals(wanted, read(text.toString()));
  }

  private static String field(Random random) {
    String signs = "ab,;\t \"\"\n{é\uD83D\uDE00";
    StringBuilder field = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      int at = signs.offsetByCodePoints(0, random.nextInt(signs.codePointCount(0, signs.length())));
      field.appendCodePoint(signs.codePointAt(at));
    }
    return field.toString();
  }

  @Test
  void aLargeFileIsReadInLittleMemory() throws IOException {
    StringBuilder text = new StringBuilder("a,b\n");
    for (int i = 0; i < 300_000; i++) {
      text.append(i).append(",\"some name\"\n");
    }
    Files.writeString(file, text);
    long rows = 0;
    try (Rows reader = Rows.open(file)) {
      while (reader.next() instanceof Row) {
        rows++;
      }
      assertTrue(reader.bytesRead() == Files.size(file));
    }
    assertEquals(300_000, rows);
  }
}

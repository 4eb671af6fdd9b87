package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTest {
  private static Yaml.Value only(String text) throws ConfigurationException {
    Map<String, Yaml.Value> values = Yaml.read(text, "file");
    assertEquals(1, values.size(), text);
    return values.values().iterator().next();
  }

  private static Yaml.Value at(String key, Map<String, Yaml.Value> values) {
    return Objects.requireNonNull(values.get(key), key);
  }

  private static String fault(String text) {
    String message =
        String.valueOf(
            assertThrows(ConfigurationException.class, () -> Yaml.read(text, "file")).getMessage());
    assertEquals(1, message.lines().count(), message);
    return message;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# nothing\n", "---\n", "~", "null\n", "{}", "a: {}", "\uFEFF"})
  void nothingIsNoValues(String text) throws ConfigurationException {
    assertEquals(Map.of(), Yaml.read(text, "file"));
  }

  @Test
  void keysAreDotted() throws ConfigurationException {
    Map<String, Yaml.Value> values = Yaml.read("a:\n  b: {c: 1}\nd.e: 2\n", "file");

    assertEquals(List.of("1"), at("a.b.c", values).words());
    assertEquals(List.of("2"), at("d.e", values).words());
    assertEquals("file line 2", at("a.b.c", values).where());
    assertEquals("file line 3", at("d.e", values).where());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:", "a: ~", "a: null", "a: Null", "a: # none", "a: !!null ''"})
  void aKeyWithoutAValueIsMissing(String text) throws ConfigurationException {
    assertTrue(only(text).isMissing());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: ''", "a: 'null'", "a: \"~\"", "a: []", "a: nullo", "a: 0"})
  void anEmptyValueIsNotMissing(String text) throws ConfigurationException {
    assertEquals(false, only(text).isMissing());
  }

  @Test
  void aValueIsTheWordsAsTheyAreWritten() throws ConfigurationException {
    assertEquals(List.of("0012"), only("a: 0012").words());
    assertEquals(List.of("1e3"), only("a: 1e3").words());
    assertEquals(List.of("12:30:45"), only("a: 12:30:45").words());
    assertEquals(List.of("yes"), only("a: yes").words());
    assertEquals(List.of("two words"), only("a: two words  # remark").words());
    assertEquals(List.of("x", "y"), only("a:\n  - x\n  - y\n").words());
    assertEquals("file line 1", only("a:\n  - x\n").where());
  }

  @Test
  void anAliasStandsForWhatItNames() throws ConfigurationException {
    Map<String, Yaml.Value> values = Yaml.read("a: &x {p: 1}\nb: *x\nc: &y 2\nd: *y\n", "file");

    assertEquals(List.of("1"), at("b.p", values).words());
    assertEquals(List.of("2"), at("d", values).words());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a: &x {b: *x}", "&x a: &y {b: *y, c: *y}", "a: &x {b: {c: {d: *x}}, e: *x}"})
  void anAliasOfWhatItIsPartOfEnds(String text) {
    assertEquals("file line 1: no configuration has that many keys", fault(text));
  }

  @Test
  void aListThatHoldsItselfEnds() {
    assertEquals("file line 1: each item of a must be a single value", fault("a: &x [*x]"));
  }

  /** Nine times nine times nine: small to write, without an end to read. */
  @Test
  void aliasesOfAliasesEnd() {
    StringBuilder text = new StringBuilder("l0: &l0 {a: 1, b: 2, c: 3, d: 4, e: 5, f: 6}\n");
    for (int i = 1; i < 9; i++) {
      String alias = "*l" + (i - 1);
      text.append("l%d: &l%d ".formatted(i, i))
          .append("{a: %1$s, b: %1$s, c: %1$s, d: %1$s, e: %1$s, f: %1$s}\n".formatted(alias));
    }

    assertTrue(fault(text.toString()).endsWith("no configuration has that many keys"));
  }

  @Test
  void deepNestingEnds() {
    assertTrue(fault("a: " + "[".repeat(500_000)).startsWith("file"));
    assertTrue(fault("a: " + "{b: ".repeat(200_000)).startsWith("file"));
    String deep =
        IntStream.range(0, 20)
            .mapToObj(i -> "  ".repeat(i) + "a:")
            .collect(Collectors.joining("\n"));
    assertEquals("file line 11: no configuration has that many keys", fault(deep));
  }

  @Test
  void aMegabyteOfRemarksIsRead() throws ConfigurationException {
    String text = "# a remark that says nothing\n".repeat(36_000) + "a: 1\n";

    assertEquals("file line 36001", only(text).where());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: 1\\na: 2 | file line 2: a is there twice",
        "a:\\n  b: 1\\n  b: 2 | file line 3: a.b is there twice",
        "a: {b: 1}\\na: {c: 2} | file line 2: a is there twice",
        "a.b: 1\\na: {b: 2} | file line 2: a.b is there twice",
        "- a | file line 1: must be keys with values",
        "hello | file line 1: must be keys with values",
        "? [a, b]\\n: 1 | file line 1: a key must be a single value",
        "? {a: b}\\n: 1 | file line 1: a key must be a single value",
        "a: 1\\n~: 2 | file line 2: a key must be a single value",
      })
  void whatIsNoConfigurationIsNamedWithItsLine(String text, String fault) {
    assertEquals(fault, fault(text.replace("\\n", "\n")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a:\\n\\tb: 1 | 2",
        "a: b: c | 1",
        "a: 1\\nb: \"x\\n | 3",
        "a: [1\\nb: 2 | 2",
        "a: *nobody | 1",
        "a: 1\\n--- \\nb: 2 | 2",
        "a: @x | 1",
        "a: 1\\n b: 2 | 2",
      })
  void whatIsNoYamlIsNamedWithItsLine(String text, int line) {
    String fault = fault(text.replace("\\n", "\n").replace("\\t", "\t"));

    assertTrue(fault.startsWith("file line " + line + ": no YAML: "), fault);
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    assertTrue(fault("a: \u0000").startsWith("file"));
  }

  @Test
  void aKeyThatIsNoTextIsItsWord() throws ConfigurationException {
    assertEquals(
        List.of("1", "true", "1.5"),
        List.copyOf(Yaml.read("1: a\ntrue: b\n1.5: c", "file").keySet()));
  }

  @Test
  void whatIsQuotedIsReadAsItWas() throws ConfigurationException {
    String text = "a \"b\" \\ c: #d";

    assertEquals(List.of(text), only("k: " + Yaml.quoted(text)).words());
  }
}

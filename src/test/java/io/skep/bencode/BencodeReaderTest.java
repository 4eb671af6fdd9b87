package io.skep.bencode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skep.bencode.BencodeReader.Limits;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BencodeReaderTest {
  @ParameterizedTest
  @CsvSource({
    "i0e, 0",
    "i7e, 7",
    "i-7e, -7",
    "i100e, 100",
    "i9223372036854775807e, 9223372036854775807",
    "i-9223372036854775808e, -9223372036854775808"
  })
  void integers(String input, long expected) throws BencodeException {
    assertEquals(new BencodeInteger(0, input.length(), expected), read(input));
  }

  @Test
  void stringsAreViewsOnTheInput() throws BencodeException {
    BencodeString string = assertInstanceOf(BencodeString.class, read("4:\u00c3\u00a9\u0000x"));
    assertEquals(4, string.length());
    assertEquals("\u00e9\u0000x", string.utf8());
    assertEquals("\u00e9\u0000x", string.toString());
    assertArrayEquals(new byte[] {(byte) 0xc3, (byte) 0xa9, 0, 'x'}, string.bytes());
    assertEquals(0, string.start());
    assertEquals(6, string.end());
  }

  @Test
  void valuesKnowWhereTheyStand() throws BencodeException {
    String input = "d4:infod6:lengthi5ee4:listl1:xleee";
    BencodeDictionary root = assertInstanceOf(BencodeDictionary.class, read(input));
    BencodeDictionary info = present(root.dictionary("info"));
    assertEquals("d6:lengthi5ee", input.substring(info.start(), info.end()));
    BencodeList list = present(root.list("list"));
    assertEquals("l1:xlee", input.substring(list.start(), list.end()));
    BencodeValue inner = list.values().get(1);
    assertEquals("le", input.substring(inner.start(), inner.end()));
  }

  @Test
  void dictionariesFindWhatIsOfTheWantedType() throws BencodeException {
    BencodeDictionary dictionary =
        assertInstanceOf(
            BencodeDictionary.class, read("d1:ai1e1:bl1:xe1:cd1:yi2ee1:d3:abc2:\u00c3\u00a90:e"));
    assertEquals(OptionalLong.of(1), dictionary.integer("a"));
    assertEquals(1, present(dictionary.list("b")).values().size());
    assertEquals(OptionalLong.of(2), present(dictionary.dictionary("c")).integer("y"));
    assertEquals("abc", present(dictionary.string("d")).utf8());
    assertEquals("", present(dictionary.string("\u00e9")).utf8());
    assertEquals(
        List.of("a", "b", "c", "d", "\u00e9"),
        dictionary.entries().stream().map(entry -> entry.key().utf8()).toList());

    assertEquals(OptionalLong.empty(), dictionary.integer("b"));
    assertNull(dictionary.list("c"));
    assertNull(dictionary.dictionary("d"));
    assertNull(dictionary.string("a"));
    for (String absent : List.of("", "aa", "e", "\u00ff")) {
      assertNull(dictionary.get(absent));
      assertEquals(OptionalLong.empty(), dictionary.integer(absent));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ""                     | the input ends too early                                  | 0
          x                      | no value begins so                                        | 0
          -1                     | no value begins so                                        | 0
          e                      | an end of nothing                                         | 0
          i                      | the input ends too early                                  | 1
          i1                     | the input ends too early                                  | 2
          i-                     | the input ends too early                                  | 2
          ie                     | an integer has something else than digits                 | 1
          i-e                    | an integer has something else than digits                 | 2
          i+1e                   | an integer has something else than digits                 | 1
          i1.0e                  | an integer has something else than digits                 | 2
          i--1e                  | an integer has something else than digits                 | 2
          i 1e                   | an integer has something else than digits                 | 1
          i00e                   | an integer has a leading zero or is a negative zero       | 0
          i01e                   | an integer has a leading zero or is a negative zero       | 0
          i-0e                   | an integer has a leading zero or is a negative zero       | 0
          i-01e                  | an integer has a leading zero or is a negative zero       | 0
          i9223372036854775808e  | an integer does not fit 64 bits                           | 0
          i-9223372036854775809e | an integer does not fit 64 bits                           | 0
          i18446744073709551617e | an integer does not fit 64 bits                           | 0
          1                      | the input ends too early                                  | 1
          1:                     | a string is longer than the input                         | 0
          3:ab                   | a string is longer than the input                         | 0
          1x                     | a string's length has something else than digits          | 1
          00:                    | a string's length has a leading zero                      | 0
          01:a                   | a string's length has a leading zero                      | 0
          2147483648:a           | a string is longer than the input                         | 0
          4294967297:a           | a string is longer than the input                         | 0
          18446744073709551617:a | a string is longer than the input                         | 0
          l                      | the input ends too early                                  | 1
          l1:a                   | the input ends too early                                  | 4
          le1:a                  | there is more after the value                             | 2
          i1ee                   | there is more after the value                             | 3
          d                      | the input ends too early                                  | 1
          d1:a                   | the input ends too early                                  | 4
          d1:ae                  | a dictionary's key has no value                           | 1
          di1ei2ee               | a dictionary's key is not a string                        | 1
          d1:a0:le0:e            | a dictionary's key is not a string                        | 6
          d1:ai1e1:ai2ee         | a dictionary has the same key twice                       | 7
          d1:bi1e1:ai2ee         | a dictionary's keys are not sorted                        | 7
          d2:aai1e1:ai2ee        | a dictionary's keys are not sorted                        | 8
          ld1:bi1e1:ai2eee       | a dictionary's keys are not sorted                        | 8
          """)
  void refuses(String input, String reason, int offset) {
    BencodeException refused = assertThrows(BencodeException.class, () -> read(input));
    assertEquals(reason, refused.reason());
    assertEquals(offset, refused.offset());
    assertEquals(reason + " at byte " + offset, refused.getMessage());
    assertEquals(0, refused.getStackTrace().length);
  }

  @Test
  void keysAreSortedAsUnsignedBytes() throws BencodeException {
    assertInstanceOf(BencodeDictionary.class, read("d1:\u007fi1e1:\u0080i2ee"));
    assertThrows(BencodeException.class, () -> read("d1:\u0080i1e1:\u007fi2ee"));
  }

  @Test
  void takesAnyOrderOfKeysWhereLenient() throws BencodeException {
    String input = "d1:cd1:zi1e1:yi2ee1:ai3e1:bi4ee";
    BencodeDictionary root =
        assertInstanceOf(
            BencodeDictionary.class, BencodeReader.readLenient(bytes(input), Limits.DEFAULT));
    assertEquals(
        List.of("a", "b", "c"), root.entries().stream().map(entry -> entry.key().utf8()).toList());
    assertEquals(OptionalLong.of(4), root.integer("b"));
    BencodeDictionary inner = present(root.dictionary("c"));
    assertEquals("d1:zi1e1:yi2ee", input.substring(inner.start(), inner.end()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "d1:bi1e1:ai2e1:bi3ee",
        "d1:ai1e1:ai2ee",
        "i-0e",
        "i1ei2e",
        "d1:bi1e1:ae",
        "di1ee"
      })
  void waivesNothingButTheOrderOfKeysWhereLenient(String input) {
    assertThrows(
        BencodeException.class, () -> BencodeReader.readLenient(bytes(input), Limits.DEFAULT));
  }

  @Test
  void keepsItsLimits() throws BencodeException {
    Limits limits = new Limits(2, 4);
    assertEquals(7, BencodeReader.read(bytes("lli1eee"), limits).end());
    assertEquals(11, BencodeReader.read(bytes("li1ei1ei1ee"), limits).end());
    assertRefused("nested deeper than 2", 2, "llleee", limits);
    assertRefused("nested deeper than 2", 4, "ld0:deee", limits);
    assertRefused("more than 4 values", 10, "li1ei1ei1ei1ee", limits);
    assertRefused("more than 4 values", 10, "d1:ai1e1:b0:e", limits);
    assertRefused("nested deeper than 0", 0, "le", new Limits(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Limits(-1, 1));
    assertThrows(IllegalArgumentException.class, () -> new Limits(0, 0));
  }

  @Test
  void nestingCostsNoStack() throws BencodeException {
    int depth = 100_000;
    String input = "l".repeat(depth) + "e".repeat(depth);
    assertEquals(2 * depth, BencodeReader.read(bytes(input), new Limits(depth, depth)).end());
    assertRefused("nested deeper than 100", 100, input, Limits.DEFAULT);
  }

  private static void assertRefused(String reason, int offset, String input, Limits limits) {
    BencodeException refused =
        assertThrows(BencodeException.class, () -> BencodeReader.read(bytes(input), limits));
    assertEquals(reason + " at byte " + offset, refused.getMessage());
  }

  private static <T> T present(@Nullable T value) {
    return Objects.requireNonNull(value);
  }

  private static BencodeValue read(String input) throws BencodeException {
    return BencodeReader.read(bytes(input));
  }

  private static byte[] bytes(String input) {
    return input.getBytes(ISO_8859_1);
  }
}

package io.skep.bencode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BencodeWriterTest {
  @ParameterizedTest
  @CsvSource({
    "0, i0e",
    "9, i9e",
    "10, i10e",
    "-1, i-1e",
    "-10, i-10e",
    "1800, i1800e",
    "9223372036854775807, i9223372036854775807e",
    "-9223372036854775808, i-9223372036854775808e"
  })
  void integers(long value, String expected) {
    assertWritten(expected, new BencodeWriter(0).integer(value));
  }

  @Test
  void strings() {
    assertWritten("4:spam", new BencodeWriter(0).string("spam"));
    assertWritten("0:", new BencodeWriter(0).string(""));
    assertWritten("3:\u00e2\u0082\u00ac", new BencodeWriter(0).string("\u20ac"));
    assertWritten("2:\u0000\u00ff", new BencodeWriter(0).bytes(new byte[] {0, -1}));
    assertWritten("2:bc", new BencodeWriter(0).bytes("abcd".getBytes(ISO_8859_1), 1, 2));
  }

  @Test
  void listsAndDictionaries() {
    assertWritten("le", new BencodeWriter(0).beginList().end());
    assertWritten("de", new BencodeWriter(0).beginDictionary().end());
    assertWritten(
        "d3:bard1:ai1ee3:fool4:spami-7eee",
        new BencodeWriter(0)
            .beginDictionary()
            .key("bar")
            .beginDictionary()
            .key("a")
            .integer(1)
            .end()
            .key("foo")
            .beginList()
            .string("spam")
            .integer(-7)
            .end()
            .end());
  }

  @Test
  void keysRiseAsUnsignedBytes() {
    assertWritten(
        "d0:i0e1:ai1e2:aai2e1:\u007fi3e1:\u0080i4e2:\u00c3\u00bfi5ee",
        new BencodeWriter(0)
            .beginDictionary()
            .key("")
            .integer(0)
            .key("a")
            .integer(1)
            .key("aa")
            .integer(2)
            .key(new byte[] {0x7f})
            .integer(3)
            .key(new byte[] {(byte) 0x80})
            .integer(4)
            .key("\u00ff")
            .integer(5)
            .end());
  }

  @Test
  void sendsOnWhatItWrote() throws IOException {
    BencodeWriter writer = new BencodeWriter(100).beginList().string("spam").end();
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    writer.writeTo(stream);
    assertEquals("l4:spame", stream.toString(ISO_8859_1));
    assertEquals(8, writer.size());
  }

  @Test
  void givesAwayNoneOfItsOwnArray() {
    BencodeWriter writer = new BencodeWriter(3).integer(1);
    writer.toByteArray()[1] = '2';
    assertWritten("i1e", writer);
  }

  @Test
  void nestsDeeperThanItsFirstStack() {
    BencodeWriter writer = new BencodeWriter(0);
    for (int i = 0; i < 1000; i++) {
      writer.beginDictionary().key("k");
    }
    writer.integer(1);
    for (int i = 0; i < 1000; i++) {
      writer.end();
    }
    assertWritten("d1:k".repeat(1000) + "i1e" + "e".repeat(1000), writer);
  }

  static Stream<Arguments> misuses() {
    return Stream.of(
        misuse("nothing was written", BencodeWriter::toByteArray),
        misuse("not all is ended", w -> w.beginList().toByteArray()),
        misuse("not all is ended", w -> writeAway(w.beginList())),
        misuse("nothing is open", BencodeWriter::end),
        misuse("nothing is open", w -> w.integer(1).end()),
        misuse("there is a value already", w -> w.integer(1).integer(2)),
        misuse("there is a value already", w -> w.beginList().end().string("")),
        misuse("a key outside a dictionary", w -> w.key("a")),
        misuse("a key outside a dictionary", w -> w.beginList().key("a")),
        misuse("a dictionary's value needs a key", w -> w.beginDictionary().integer(1)),
        misuse("a dictionary's value needs a key", w -> w.beginDictionary().beginList()),
        misuse(
            "a dictionary's value needs a key",
            w -> w.beginDictionary().key("a").string("").bytes(new byte[0])),
        misuse("the last key has no value", w -> w.beginDictionary().key("a").end()),
        misuse("the last key has no value", w -> w.beginDictionary().key("a").key("b")),
        misuse(
            "the key 'a' does not come after 'a'",
            w -> w.beginDictionary().key("a").integer(1).key("a")),
        misuse(
            "the key 'a' does not come after 'b'",
            w -> w.beginDictionary().key("b").beginDictionary().key("z").integer(1).end().key("a")),
        misuse(
            "the key '' does not come after 'b'",
            w -> w.beginDictionary().key("b").integer(1).key(new byte[0])),
        misuse(
            "the key '\u007f' does not come after '\u0080'",
            w -> w.beginDictionary().key("\u0080").integer(1).key("\u007f")));
  }

  @ParameterizedTest
  @MethodSource("misuses")
  void refusesWhatWouldBeNoBencoding(String reason, Consumer<BencodeWriter> misuse) {
    BencodeWriter writer = new BencodeWriter(16);
    IllegalStateException refused =
        assertThrows(IllegalStateException.class, () -> misuse.accept(writer));
    assertEquals(reason, refused.getMessage());
  }

  @Test
  void allocatesNothingForAsciiKeysAndIntegers() {
    assumeTrue(
        ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
            && threads.isThreadAllocatedMemoryEnabled(),
        "this JVM does not count what a thread allocates");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int dictionaries = 10_000;
    BencodeWriter writer = new BencodeWriter(dictionaries * 64);
    writer.beginList();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < dictionaries; i++) {
      writer.beginDictionary().key("complete").integer(i).key("interval").integer(1800).end();
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(allocated < dictionaries, allocated + " bytes were allocated");
  }

  private static Arguments misuse(String reason, Consumer<BencodeWriter> misuse) {
    return Arguments.of(reason, misuse);
  }

  private static void writeAway(BencodeWriter writer) {
    try {
      writer.writeTo(new ByteArrayOutputStream());
    } catch (IOException e) {
      throw new AssertionError("an array does not fail", e);
    }
  }

  private static void assertWritten(String expected, BencodeWriter writer) {
    assertArrayEquals(expected.getBytes(ISO_8859_1), writer.toByteArray());
  }
}

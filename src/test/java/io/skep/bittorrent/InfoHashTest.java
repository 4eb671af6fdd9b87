package io.skep.bittorrent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Twenty bytes, held as words, and back. */
class InfoHashTest {
  private static final String HEX = "0123456789abcdef80ff00017f0102fffefdfcfb";

  @Test
  void bytesAreReadBigEndian() {
    InfoHash infoHash = InfoHash.read(HexFormat.of().parseHex("aa" + HEX + "bb"), 1);
    assertEquals(new InfoHash(0x0123456789abcdefL, 0x80ff00017f0102ffL, 0xfefdfcfb), infoHash);
    assertEquals(HEX, infoHash.toString());
    assertArrayEquals(HexFormat.of().parseHex(HEX), infoHash.bytes());
  }

  @Test
  void bytesAreWrittenWhereTheyBelong() {
    byte[] target = new byte[24];
    InfoHash.parse(HEX).write(target, 3);
    assertEquals("000000" + HEX + "00", HexFormat.of().formatHex(target));
  }

  @Test
  void digitsOfEitherCaseAreParsed() {
    assertEquals(InfoHash.parse(HEX), InfoHash.parse(HEX.toUpperCase(java.util.Locale.ROOT)));
  }

  @Test
  void anythingElseIsRefusedInASentence() {
    for (String wrong : new String[] {"", "0", HEX + "0", HEX.substring(1), HEX + HEX}) {
      Exception e = assertThrows(IllegalArgumentException.class, () -> InfoHash.parse(wrong));
      assertEquals("an info-hash has 40 hexadecimal digits: '" + wrong + "'", e.getMessage());
    }
    String wrong = HEX.replace('a', 'g');
    Exception e = assertThrows(IllegalArgumentException.class, () -> InfoHash.parse(wrong));
    assertEquals("not hexadecimal: '" + wrong + "'", e.getMessage());
  }

  @Test
  void theOrderIsThatOfTheBytes() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      InfoHash one = random(random);
      InfoHash other = random(random);
      int expected = Integer.signum(Arrays.compareUnsigned(one.bytes(), other.bytes()));
      assertEquals(expected, Integer.signum(one.compareTo(other)), () -> one + " " + other);
      assertEquals(expected == 0, one.equals(other));
      assertTrue(expected != 0 || one.hashCode() == other.hashCode());
    }
  }

  /** Few different words, so that each of them decides now and then. */
  private static InfoHash random(Random random) {
    return new InfoHash(
        random.nextInt(-1, 2) * Long.MAX_VALUE, random.nextInt(-1, 2), random.nextInt(-1, 2));
  }
}

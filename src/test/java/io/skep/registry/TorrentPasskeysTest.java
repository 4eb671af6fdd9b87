package io.skep.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TorrentPasskeysTest {
  private static final byte[] KEY = "the site's own key".getBytes(StandardCharsets.US_ASCII);
  private static final String OWN = "abcdefghijklmnopqrstuvwxyz234567";

  private final TorrentPasskeys passkeys = new TorrentPasskeys(KEY);
  private final Random random = new Random(20240);

  private boolean isGood(String text, int generation, String own) {
    TorrentPasskeys.Claim claim = passkeys.claim(text);
    return claim != null && passkeys.proves(claim, generation, own);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 0",
    "4294967295, 1099511627775, 2147483647",
    "2147483648, 549755813888, 1",
    "255, 4294967296, 7"
  })
  void itNamesUserAndTorrent(long user, long torrent, int generation) {
    String passkey = passkeys.make(user, torrent, generation, OWN);

    assertTrue(passkey.matches("[a-z2-7]{32}"), passkey);
    TorrentPasskeys.Claim claim = Objects.requireNonNull(passkeys.claim(passkey));
    assertEquals(user, claim.user());
    assertEquals(torrent, claim.torrent());
    assertTrue(passkeys.proves(claim, generation, OWN));
    assertEquals(passkey, passkeys.make(user, torrent, generation, OWN), "the same each time");
  }

  @Test
  void anyIdsComeBack() {
    for (int i = 0; i < 20_000; i++) {
      long user = random.nextLong(1, TorrentPasskeys.MAX_USER + 1);
      long torrent = random.nextLong(1, TorrentPasskeys.MAX_TORRENT + 1);
      int generation = random.nextInt(1000);
      TorrentPasskeys.Claim claim =
          Objects.requireNonNull(passkeys.claim(passkeys.make(user, torrent, generation, OWN)));
      assertEquals(user, claim.user());
      assertEquals(torrent, claim.torrent());
      assertTrue(passkeys.proves(claim, generation, OWN));
    }
  }

  @Test
  void noBitOfItCanBeChanged() {
    for (int i = 0; i < 20; i++) {
      byte[] bytes =
          Objects.requireNonNull(PasskeyText.decode(passkeys.make(1 + i, 1000 + i, i, OWN)));
      for (int bit = 0; bit < 8 * PasskeyText.BYTES; bit++) {
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        assertFalse(isGood(PasskeyText.encode(bytes), i, OWN), "bit " + bit);
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
      }
      assertTrue(isGood(PasskeyText.encode(bytes), i, OWN));
    }
  }

  @Test
  void itHoldsForOneGenerationAndOnePasskeyOfItsUser() {
    String passkey = passkeys.make(5, 6, 7, OWN);

    assertFalse(isGood(passkey, 6, OWN));
    assertFalse(isGood(passkey, 8, OWN));
    assertFalse(isGood(passkey, 7, OWN.replace('a', 'b')));
    assertFalse(isGood(passkey, 7, ""));
    assertTrue(isGood(passkey, 7, OWN));
  }

  @Test
  void anotherSitesKeyMakesOthers() {
    TorrentPasskeys elsewhere =
        new TorrentPasskeys("another site's key".getBytes(StandardCharsets.US_ASCII));
    String passkey = elsewhere.make(5, 6, 0, OWN);

    assertNotEquals(passkeys.make(5, 6, 0, OWN), passkey);
    assertFalse(isGood(passkey, 0, OWN));
  }

  /** Two of them must not show what they have in common. */
  @Test
  void everyCharacterOfItLooksRandom() {
    Set<String> all = new HashSet<>();
    int[][] counts = new int[PasskeyText.LENGTH][128];
    int many = 6400;
    for (int i = 1; i <= many; i++) {
      String passkey = passkeys.make(1, i, 0, OWN);
      all.add(passkey);
      for (int place = 0; place < passkey.length(); place++) {
        counts[place][passkey.charAt(place)]++;
      }
    }
    assertEquals(many, all.size());
    for (int[] count : counts) {
      for (char c : "abcdefghijklmnopqrstuvwxyz234567".toCharArray()) {
        // 200 are expected; the standard deviation is 14.
        assertTrue(count[c] > 110 && count[c] < 290, c + " is there " + count[c] + " times");
      }
    }
  }

  @Test
  void whatIsNotWrittenLikeOneIsNone() {
    String passkey = passkeys.make(1, 1, 0, OWN);
    for (String text :
        List.of(
            "",
            passkey.substring(1),
            passkey + "a",
            passkey.toUpperCase(java.util.Locale.ROOT),
            passkey.substring(1) + "1",
            passkey.substring(1) + "8",
            passkey.substring(1) + "\u0100",
            passkey.substring(1) + "-")) {
      assertNull(passkeys.claim(text), text);
    }
  }

  @Test
  void idsThereIsNoRoomForAreRefused() {
    for (long user : new long[] {0, -1, TorrentPasskeys.MAX_USER + 1}) {
      assertThrows(IllegalArgumentException.class, () -> passkeys.make(user, 1, 0, OWN));
    }
    for (long torrent : new long[] {0, -1, TorrentPasskeys.MAX_TORRENT + 1}) {
      assertThrows(IllegalArgumentException.class, () -> passkeys.make(1, torrent, 0, OWN));
    }
    assertThrows(IllegalArgumentException.class, () -> new TorrentPasskeys(new byte[15]));
  }

  /** So that those handed out hold in the next version too; made by another program. */
  @Test
  void theConstructionStaysAsItIs() {
    assertEquals(
        "kfk6pga4ycqofclxecqvavf27raqulc7", new TorrentPasskeys(new byte[32]).make(1, 2, 3, OWN));
  }

  @Test
  void base32IsThatOfTheStandard() {
    // RFC 4648, section 10, "foobarfoobarfoobarfo" without padding.
    byte[] bytes = "foobarfoobarfoobarfo".getBytes(StandardCharsets.US_ASCII);
    String text = PasskeyText.encode(bytes);
    assertEquals("mzxw6ytboj", text.substring(0, 10));
    assertEquals(
        "foobarfoobarfoobarfo", new String(PasskeyText.decode(text), StandardCharsets.US_ASCII));
    for (int i = 0; i < 2000; i++) {
      random.nextBytes(bytes);
      assertEquals(
          java.util.HexFormat.of().formatHex(bytes),
          java.util.HexFormat.of().formatHex(PasskeyText.decode(PasskeyText.encode(bytes))));
    }
  }
}

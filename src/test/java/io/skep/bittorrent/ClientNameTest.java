package io.skep.bittorrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientNameTest {
  private static String name(String beginning) {
    String id = (beginning + "9zx(7%~!abcdefghijkl").substring(0, 20);
    return ClientName.of(PeerId.read(id.getBytes(StandardCharsets.ISO_8859_1), 0));
  }

  @ParameterizedTest
  @CsvSource({
    "-qB4650-,qBittorrent 4.6.5",
    "-qB50A0-,qBittorrent 5.0.10",
    "-qB4500-,qBittorrent 4.5.0",
    "-TR3000-,Transmission 3.00",
    "-TR300Z-,Transmission 3.00",
    "-TR2940-,Transmission 2.94",
    "-TR4050-,Transmission 4.0.5",
    "-TR410B-,Transmission 4.1.0",
    "-LT2080-,libtorrent 2.0.8",
    "-LT20B0-,libtorrent 2.0.11",
    "-LT1234-,libtorrent 1.2.3.4",
    "-DE2110-,Deluge 2.1.1",
    "-DE211s-,Deluge 2.1.1",
    "-DE13F0-,Deluge 1.3.15",
    "-lt0D80-,rTorrent 0.13.8",
    "-UT3550-,uTorrent 3.5.5",
    "-UT355W-,uTorrent 3.5.5",
    "-UM1870-,uTorrent for Mac 1.8.7",
    "-BT7A50-,BitTorrent 7.10.5",
    "-WW0102-,WebTorrent 1.2",
    "-WD0024-,WebTorrent Desktop 0.24",
    "-AZ5760-,Vuze 5.7.6",
    "-BI3500-,BiglyBT 3.5.0",
    "-BC0155-,BitComet 1.55",
    "-BC0201-,BitComet 2.01",
    "-TX0214-,Tixati 2.14",
    "-KT5120-,KTorrent 5.1.2",
    "-A21360-,aria2 1.3.6",
    "-Sk0010-,Skep 0.0.1",
    "-XX1230-,XX 1.2.3",
    "A2-1-36-0-,aria2 1.36.0",
    "A2-1-8-10-,aria2 1.8.10",
    "M7-10-5--,BitTorrent Mainline 7.10.5",
    "M4-20-8--,BitTorrent Mainline 4.20.8",
    "S58B-----,Shadow 5.8.11",
    "T03I-----,BitTornado 0.3.18",
    "Q1-------,BTQueue 1",
  })
  void aClientIsKnownByItsPeerId(String beginning, String expected) {
    assertEquals(expected, name(beginning));
  }

  /** What follows the version is at random, and may well be digits. */
  @ParameterizedTest
  @ValueSource(strings = {"A2-1-36-0-12345", "A2-1-36-0-1-2-3", "A2-1-36-0------"})
  void whatFollowsTheVersionIsNoPartOfIt(String beginning) {
    assertEquals("aria2 1.36.0", name(beginning));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
        "exbc\0\0\0",
        "-<b>1234-",
        "-\"'1234-",
        "-\u00e4\u00f61234-",
        "-qB4650x",
        "A2-",
        "A2-x-y-z-",
        "A2-1-2",
        "M7",
        "M-------",
        "S-------",
        "S\1\2\3-----",
        "S<b>-----",
        "Sabcdef",
        "0123456789",
      })
  void whatFitsNoStyleIsUnknown(String beginning) {
    assertEquals("unknown", name(beginning));
  }

  @ParameterizedTest
  @CsvSource({"-qB\\0\\n\\r\\u-,qBittorrent", "-qB<b>/-,qBittorrent", "-qB....-,qBittorrent"})
  void aVersionThatIsNoneIsLeftOut(String beginning, String expected) {
    String id =
        beginning
            .replace("\\0", "\0")
            .replace("\\n", "\n")
            .replace("\\r", "\r")
            .replace("\\u", "ü");

    assertEquals(expected, name(id));
  }

  @Test
  void whateverAPeerIdHasTheNameIsHarmless() {
    Random random = new Random(20);
    String[] beginnings = {"", "-", "-qB", "-qB4", "A2-", "A2-1-", "M", "M7-", "S", "T1", "-TR30"};
    byte[] bytes = new byte[20];
    for (int i = 0; i < 100_000; i++) {
      random.nextBytes(bytes);
      String beginning = beginnings[i % beginnings.length];
      System.arraycopy(
          beginning.getBytes(StandardCharsets.ISO_8859_1), 0, bytes, 0, beginning.length());
      if (random.nextBoolean()) {
        bytes[7] = '-';
      }
      String name = ClientName.of(PeerId.read(bytes, 0));
      assertTrue(name.matches("[A-Za-z0-9][A-Za-z0-9. ]{0,39}"), name);
    }
  }
}

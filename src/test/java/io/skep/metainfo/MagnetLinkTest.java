package io.skep.metainfo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MagnetLinkTest {
  private static final String HEX = "0123456789abcdef0123456789abcdef01234567";
  private static final String OTHER = "ffffffffffffffffffffffffffffffffffffffff";
  private static final String V2 = "a0".repeat(32);
  private static final String LINK = "magnet:?xt=urn:btih:" + HEX;

  @Test
  void readsAllThatBepsName() throws MetainfoException {
    MagnetLink link =
        MagnetLink.parse(
            LINK
                + "&xt=urn:btmh:1220"
                + V2
                + "&dn=A+film%2C%20f%C3%BCr+alle&xl=123456789012"
                + "&tr=http%3A%2F%2Fa.example%2Fannounce%3Fx%3D1&tr.1=udp://b.example:80"
                + "&ws=http%3a%2f%2Fw.example%2Ffilm&x.pe=192.0.2.1:6881"
                + "&x.pe=%5B2001%3Adb8%3A%3A1%5D%3A6882&so=0,2,4-6&unknown=1&kt=martin+luther");
    assertEquals(List.of(InfoHash.parse(HEX), InfoHash.parse("a0".repeat(20))), link.infoHashes());
    assertArrayEquals(HexFormat.of().parseHex(V2), link.infoHashV2());
    assertEquals("A film, für alle", link.name());
    assertEquals(OptionalLong.of(123_456_789_012L), link.length());
    assertEquals(List.of("http://a.example/announce?x=1", "udp://b.example:80"), link.trackers());
    assertEquals(List.of("http://w.example/film"), link.webSeeds());
    assertEquals(List.of("192.0.2.1:6881", "[2001:db8:0:0:0:0:0:1]:6882"), texts(link.peers()));
    assertEquals(List.of(0, 2, 4, 5, 6), link.selectOnly());
    assertTrue(link.hasV1());
  }

  private static List<String> texts(List<PeerAddress> peers) {
    return peers.stream().map(PeerAddress::toString).toList();
  }

  @Test
  void aHashAloneIsEnough() throws MetainfoException {
    MagnetLink link = MagnetLink.parse(LINK);
    assertEquals(
        new MagnetLink(
            List.of(InfoHash.parse(HEX)),
            null,
            "",
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            OptionalLong.empty()),
        link);
    assertEquals(LINK, link.toString());
  }

  @Test
  void version2AloneHasItsHashCut() throws MetainfoException {
    MagnetLink link = MagnetLink.parse("magnet:?xt=urn:btmh:1220" + V2);
    assertEquals(List.of(InfoHash.parse("a0".repeat(20))), link.infoHashes());
    assertNotNull(link.infoHashV2());
    assertFalse(link.hasV1());
    assertEquals("magnet:?xt=urn:btmh:1220" + V2, link.toString());
  }

  /** The same hash in both forms, as any other base 32 says. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "AERUKZ4JVPG66AJDIVTYTK6N54ASGRLH",
        "aerukz4jvpg66ajdivtytk6n54asgrlh",
        "0123456789ABCDEF0123456789abcdef01234567"
      })
  void hashesComeInThreeForms(String hash) throws MetainfoException {
    assertEquals(
        List.of(InfoHash.parse(HEX)), MagnetLink.parse("magnet:?xt=urn:btih:" + hash).infoHashes());
  }

  @Test
  void aLinkIsWrittenAsItIsRead() throws MetainfoException {
    MagnetLink link =
        new MagnetLink(
            List.of(InfoHash.parse(HEX), InfoHash.parse(V2.substring(0, 40))),
            HexFormat.of().parseHex(V2),
            "a&b=c d+e%20/ü",
            List.of("http://a.example/announce?x=1&y=2", "udp://b.example:80"),
            List.of("http://w.example/a b"),
            List.of(PeerAddress.of(new byte[16], 1), PeerAddress.ipv4(0x7F000001, 65535)),
            List.of(1, 3),
            OptionalLong.of(0));
    assertEquals(link, MagnetLink.parse(link.toString()));
    assertEquals(link.hashCode(), MagnetLink.parse(link.toString()).hashCode());
    assertTrue(link.toString().matches("[!-~]+"), "nothing that a shell or mail would break");
  }

  @Test
  void whatMakesNoSenseIsLeftOut() throws MetainfoException {
    MagnetLink link =
        MagnetLink.parse(
            LINK
                + "&xt=urn:sha1:abc&xl=-1&xl=x&xl=99999999999999999999&so=x,-1,1-,5-3,999999"
                + "&tr=&ws=&x.pe=tracker.example:80&x.pe=1.2.3.4&x.pe=1.2.3.4:0&x.pe=1.2.3.4:65536"
                + "&x.pe=999.1.1.1:1&x.pe=[::g]:1&x.pe=[1.2.3.4.5::]:1&x.pe=[::1:1&x.pe=::1:1"
                + "&x.pe=&dn&=&&tr");
    assertEquals(MagnetLink.parse(LINK), link);
  }

  @Test
  void theSameTwiceIsOnce() throws MetainfoException {
    MagnetLink link =
        MagnetLink.parse(
            LINK + "&xt=urn:btih:" + HEX + "&tr=u:a&tr=u:a&x.pe=1.2.3.4:5&x.pe=1.2.3.4:5");
    assertEquals(1, link.infoHashes().size());
    assertEquals(List.of("u:a"), link.trackers());
    assertEquals(1, link.peers().size());
  }

  @Test
  void listsAreBounded() throws MetainfoException {
    StringBuilder text = new StringBuilder(LINK);
    IntStream.range(0, 1000)
        .forEach(i -> text.append("&tr=u:").append(i).append("&ws=h:").append(i));
    IntStream.range(1, 1000).forEach(i -> text.append("&x.pe=1.2.3.4:").append(i));
    MagnetLink link = MagnetLink.parse(text + "&so=0-999999");
    assertEquals(Metainfo.MAX_TRACKERS, link.trackers().size());
    assertEquals(Metainfo.MAX_WEB_SEEDS, link.webSeeds().size());
    assertEquals(MagnetLink.MAX_PEERS, link.peers().size());
    assertEquals(Metainfo.MAX_FILES, link.selectOnly().size());
  }

  static Stream<Arguments> refused() {
    String noHash =
        "the magnet link's info-hash has neither 40 hexadecimal digits nor 32 of base 32";
    String noV2 = "the magnet link's info-hash of version 2 is no SHA-256 of 64 digits";
    return Stream.of(
        Arguments.of("", "not a magnet link: it does not begin with magnet:?"),
        Arguments.of("http://x", "not a magnet link: it does not begin with magnet:?"),
        Arguments.of("magnet:?", "the magnet link names no torrent: it has no 'xt=urn:btih:'"),
        Arguments.of(
            "magnet:?dn=x&xt=urn:ed2k:1",
            "the magnet link names no torrent: it has no 'xt=urn:btih:'"),
        Arguments.of("magnet:?xt=urn:btih:", noHash),
        Arguments.of("magnet:?xt=urn:btih:" + HEX + "0", noHash),
        Arguments.of("magnet:?xt=urn:btih:" + "x".repeat(40), noHash),
        Arguments.of("magnet:?xt=urn:btih:" + "1".repeat(32), noHash),
        Arguments.of("magnet:?xt=urn:btmh:1220" + V2 + "00", noV2),
        Arguments.of("magnet:?xt=urn:btmh:1114" + V2, noV2),
        Arguments.of("magnet:?xt=urn:btmh:1220" + "x".repeat(64), noV2),
        Arguments.of(LINK + "&xt=urn:btih:" + OTHER, "the magnet link names two torrents"),
        Arguments.of(
            "magnet:?xt=urn:btmh:1220" + V2 + "&xt=urn:btmh:1220" + "b".repeat(64),
            "the magnet link names two torrents"),
        Arguments.of(
            LINK + "&dn=" + "x".repeat(1 << 16),
            "the magnet link is longer than 65536 characters"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refuses(String link, String reason) {
    assertEquals(
        reason, assertThrows(MetainfoException.class, () -> MagnetLink.parse(link)).reason());
  }

  @ParameterizedTest
  @CsvSource({"magnet:?xt=, true", "MAGNET:?, true", "magnet.torrent, false", "'', false"})
  void knowsOneWhenItSeesIt(String text, boolean is) {
    assertEquals(is, MagnetLink.looksLikeOne(text));
  }

  @Test
  void needsAHash() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new MagnetLink(
                List.of(),
                null,
                "",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                OptionalLong.empty()));
  }

  @Test
  void percentSignsThatEscapeNothingStay() throws MetainfoException {
    assertEquals("100% %zz %e\uFFFD", MagnetLink.parse(LINK + "&dn=100% %zz %e%e4").name());
    assertNull(MagnetLink.parse(LINK).infoHashV2());
  }
}

package io.skep.metainfo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.InfoHash;
import io.skep.metainfo.Metainfo.Version;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MetainfoTest {
  private static final String HASH = "20 bytes of a piece.";
  private static final String ROOT = "11:pieces root32:32 bytes of the root of a tree..";
  private static final String NAME = "4:name1:n";
  private static final String V1 = NAME + "12:piece lengthi4e";
  private static final String V2 = NAME + "12:piece lengthi16384e12:meta versioni2e";
  private static final String TWO_PIECES = "6:pieces40:" + HASH + HASH;

  @Test
  void readsOneFile() throws MetainfoException, NoSuchAlgorithmException {
    String info = "d" + V1 + "6:lengthi7e" + TWO_PIECES + "e";
    byte[] digest = MessageDigest.getInstance("SHA-1").digest(info.getBytes(ISO_8859_1));
    assertEquals(
        new Metainfo("n", Version.V1, List.of(InfoHash.read(digest, 0)), 7, 4, false, List.of()),
        read("d4:info" + info + "e"));
  }

  @Test
  void doesNotCountPaddingAndLinks() throws MetainfoException {
    Metainfo metainfo =
        read(
            torrent(
                V1
                    + "5:filesl"
                    + "d6:lengthi3e4:pathl1:aee"
                    + "d4:attr1:p6:lengthi1e4:pathl4:.pad1:1ee"
                    + "d4:attr1:l4:pathl1:bee"
                    + "d4:attr2:xh6:lengthi4e4:pathl1:c1:dee"
                    + "e"
                    + TWO_PIECES));
    assertEquals(7, metainfo.length());
  }

  @Test
  void countsTheFileTree() throws MetainfoException {
    Metainfo metainfo =
        read(
            torrent(
                V2
                    + "9:file treed"
                    + ("1:ad0:d6:lengthi5e" + ROOT + "ee")
                    + ("1:bd1:cd0:d6:lengthi6e" + ROOT + "ee1:dd0:d6:lengthi0eeee")
                    + "e"));
    assertEquals(11, metainfo.length());
    assertEquals(Version.V2, metainfo.version());
  }

  @Test
  void isPrivateWhereItSaysOne() throws MetainfoException {
    String rest = V1 + "6:lengthi7e" + TWO_PIECES;
    assertTrue(read(torrent("7:privatei1e" + rest)).isPrivate());
    assertFalse(read(torrent("7:privatei0e" + rest)).isPrivate());
    assertFalse(read(torrent("7:private1:1" + rest)).isPrivate());
  }

  @Test
  void hashesWhatStandsInTheFileEvenUnsorted() throws MetainfoException {
    String sorted = "6:lengthi7e" + V1 + TWO_PIECES;
    String unsorted = TWO_PIECES + V1 + "6:lengthi7e";
    Metainfo one = read(torrent(sorted));
    Metainfo other = read(torrent(unsorted));
    assertFalse(one.infoHashes().equals(other.infoHashes()));
    assertEquals(one.length(), other.length());
  }

  @Test
  void readsTheTrackersThatItUnderstands() throws MetainfoException {
    assertEquals(List.of(), trackers(""));
    assertEquals(List.of(List.of("u:a")), trackers("8:announce3:u:a"));
    assertEquals(
        List.of(List.of("u:b", "u:c"), List.of("u:d")),
        trackers("8:announce3:u:a13:announce-listll3:u:b3:u:cel3:u:dee"));
    assertEquals(
        List.of(List.of("u:a")), trackers("8:announce3:u:a13:announce-listl3:u:blel0:i1eee"));
    assertEquals(List.of(), trackers("8:announce0:"));
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("not a torrent: the input ends too early at byte 0", ""),
        Arguments.of("not a torrent: no value begins so at byte 0", "<html>"),
        Arguments.of("not a torrent: it is no dictionary", "l4:infodee"),
        Arguments.of(
            "not a torrent: nested deeper than 100 at byte 106", "d4:info" + "l".repeat(200)),
        Arguments.of("the torrent has no 'info' dictionary", "de"),
        Arguments.of("the torrent has no 'info' dictionary", "d4:info3:abce"),
        Arguments.of("the torrent's 'meta version' 3 is unknown", torrent("12:meta versioni3e")),
        Arguments.of("the torrent's 'meta version' 0 is unknown", torrent("12:meta versioni0e")),
        Arguments.of("the torrent has no 'piece length'", torrent(NAME)),
        Arguments.of("the torrent has no 'piece length'", torrent(NAME + "12:piece length1:4")),
        pieceLength("the torrent's 'piece length' 0 is out of range", 0, 1),
        pieceLength("the torrent's 'piece length' -1 is out of range", -1, 1),
        pieceLength("the torrent's 'piece length' 1073741825 is out of range", (1 << 30) + 1, 1),
        pieceLength(
            "the torrent's 'piece length' 8192 is no power of two of at least 16384", 8192, 2),
        pieceLength(
            "the torrent's 'piece length' 49152 is no power of two of at least 16384", 49152, 2),
        Arguments.of("the torrent has no 'name'", torrent("12:piece lengthi4e")),
        Arguments.of("the torrent has no 'name'", torrent("4:name0:12:piece lengthi4e")),
        v1("the torrent needs either 'length' or 'files'", TWO_PIECES),
        v1("the torrent needs either 'length' or 'files'", "6:lengthi7e5:filesle" + TWO_PIECES),
        v1("the torrent's 'files' is no list", "5:files1:a" + TWO_PIECES),
        v1("a file of the torrent is no dictionary", "5:filesl1:ae" + TWO_PIECES),
        v1("a file of the torrent has no 'length'", "5:filesld4:pathl1:aeee" + TWO_PIECES),
        v1("a file of the torrent has no 'length'", "6:length1:7" + TWO_PIECES),
        v1("a file of the torrent has no 'path'", "5:filesld6:lengthi7eee" + TWO_PIECES),
        v1("a file of the torrent has no 'path'", "5:filesld6:lengthi7e4:pathleee" + TWO_PIECES),
        v1(
            "a file's 'path' has something else than names",
            "5:filesld6:lengthi7e4:pathli1eeee" + TWO_PIECES),
        v1("a file's 'length' -7 is out of range", "6:lengthi-7e" + TWO_PIECES),
        v1(
            "a file's 'length' 9223372036854775807 is out of range",
            "5:filesld6:lengthi1e4:pathl1:aeed6:lengthi9223372036854775807e4:pathl1:beee"
                + TWO_PIECES),
        v1(
            "the torrent has more than 100000 files",
            "5:filesl" + "d6:lengthi0e4:pathl1:aee".repeat(100_001) + "e"),
        v1("the torrent has no 'pieces'", "6:lengthi7e"),
        v1("the torrent's 'pieces' are no whole number of hashes", "6:lengthi7e6:pieces3:abc"),
        v1("the torrent has 2 piece hashes where its length needs 3", "6:lengthi9e" + TWO_PIECES),
        v1("the torrent has 2 piece hashes where its length needs 1", "6:lengthi4e" + TWO_PIECES),
        v1(
            "the torrent has 2 piece hashes where its length needs 2305843009213693952",
            "6:lengthi9223372036854775807e" + TWO_PIECES),
        v1("the torrent has no content", "6:lengthi0e6:pieces0:"),
        v1("the torrent has no content", "5:filesld4:attr1:p6:lengthi7e4:pathl1:aeee" + TWO_PIECES),
        v2("the torrent has no 'file tree'", "6:lengthi7e"),
        v2("the torrent has no content", "9:file treede"),
        v2("the torrent has no content", "9:file treed1:ad0:d6:lengthi0eeee"),
        v2("the 'file tree' has something else than dictionaries", "9:file treed1:ai1ee"),
        v2("the 'file tree' has a file without a name", "9:file treed0:d6:lengthi7eee"),
        v2("the 'file tree' has what is neither a file nor a folder", "9:file treed1:ad0:i1eee"),
        v2(
            "the 'file tree' has what is neither a file nor a folder",
            "9:file treed1:ad0:d6:lengthi0ee1:bdeee"),
        v2(
            "a file of the torrent has no 'pieces root' of 32 bytes",
            "9:file treed1:ad0:d6:lengthi7eeee"),
        v2(
            "a file of the torrent has no 'pieces root' of 32 bytes",
            "9:file treed1:ad0:d6:lengthi7e11:pieces root3:abceee"),
        v2(
            "a file's 'length' -7 is out of range",
            "9:file treed1:ad0:d6:lengthi-7e" + ROOT + "eee"),
        v2(
            "the torrent's 'file tree' and its version 1 files differ",
            "6:lengthi6e6:pieces20:" + HASH + "9:file treed1:ad0:d6:lengthi7e" + ROOT + "eee"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refuses(String reason, String torrent) {
    MetainfoException refused = assertThrows(MetainfoException.class, () -> read(torrent));
    assertEquals(reason, refused.reason());
    assertEquals(0, refused.getStackTrace().length);
  }

  private static Arguments v1(String reason, String rest) {
    return Arguments.of(reason, torrent(V1 + rest));
  }

  private static Arguments v2(String reason, String rest) {
    return Arguments.of(reason, torrent(V2 + rest));
  }

  private static Arguments pieceLength(String reason, long length, int version) {
    return Arguments.of(
        reason, torrent(NAME + "12:piece lengthi" + length + "e12:meta versioni" + version + "e"));
  }

  private static List<List<String>> trackers(String outside) throws MetainfoException {
    return read("d4:infod" + V1 + "6:lengthi7e" + TWO_PIECES + "e" + outside + "e").trackers();
  }

  private static String torrent(String info) {
    return "d4:infod" + info + "ee";
  }

  private static Metainfo read(String torrent) throws MetainfoException {
    return Metainfo.read(torrent.getBytes(ISO_8859_1));
  }
}

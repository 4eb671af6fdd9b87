package io.skep.metainfo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
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
    Metainfo metainfo = read("d4:info" + info + "e");
    assertEquals("n", metainfo.name());
    assertEquals(Version.V1, metainfo.version());
    assertEquals(List.of(InfoHash.read(digest, 0)), metainfo.infoHashes());
    assertEquals(7, metainfo.length());
    assertEquals(4, metainfo.pieceLength());
    assertFalse(metainfo.isPrivate());
    assertEquals(List.of(), metainfo.trackers());
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

  @Test
  void hasThePathsOfFiles() throws MetainfoException {
    Metainfo folder =
        read(
            torrent(
                V1
                    + "5:filesl"
                    + "d6:lengthi3e4:pathl1:aee"
                    + "d4:attr1:p6:lengthi1e4:pathl4:.pad1:1ee"
                    + "d4:attr1:l4:pathl1:bee"
                    + "d6:lengthi2e4:pathl1:cee"
                    + "d4:attr1:p6:lengthi1e4:pathl4:.pad1:1ee"
                    + "d6:lengthi0e4:pathl1:d1:eee"
                    + "e"
                    + TWO_PIECES));
    assertEquals(
        List.of(
            "n/a (CONTENT, 3)",
            "n/.pad/1 (PADDING, 1)",
            "n/b (SYMLINK, 0)",
            "n/c (CONTENT, 2)",
            "n/.pad/1 (PADDING, 1)",
            "n/d/e (CONTENT, 0)"),
        folder.files().stream().map(TorrentFile::toString).toList());
    Metainfo single = read(torrent("6:lengthi7e" + V1 + TWO_PIECES));
    assertEquals("[n (CONTENT, 7)]", single.files().toString());
  }

  /** BEP 52 tells one file from a folder by its name alone. */
  @Test
  void aTreeOfOneFileOfItsNameIsThatFile() throws MetainfoException {
    String file = "d0:d6:lengthi5e" + ROOT + "ee";
    assertEquals("[n (CONTENT, 5)]", files(V2 + "9:file treed1:n" + file + "e"));
    assertEquals("[n/m (CONTENT, 5)]", files(V2 + "9:file treed1:m" + file + "e"));
    assertEquals("[n/n/n (CONTENT, 5)]", files(V2 + "9:file treed1:nd1:n" + file + "ee"));
    assertEquals(
        "[n/m (CONTENT, 5), n/n (CONTENT, 5)]",
        files(V2 + "9:file treed1:m" + file + "1:n" + file + "e"));
  }

  private static String files(String info) throws MetainfoException {
    return read(torrent(info)).files().toString();
  }

  @Test
  void prefersNamesThatSayTheyAreUtf8() throws MetainfoException {
    Metainfo metainfo =
        read(
            torrent(
                "4:name1:\u00e4"
                    + "10:name.utf-82:\u00c3\u00a4"
                    + "12:piece lengthi4e"
                    + "5:filesld6:lengthi7e4:pathl1:\u00f6e10:path.utf-8l2:\u00c3\u00b6eee"
                    + TWO_PIECES));
    assertEquals("ä", metainfo.name());
    assertEquals("ä/ö", metainfo.files().get(0).pathText());
  }

  @Test
  void hybridsMustAgree() {
    String tree = "9:file treed1:ad0:d6:lengthi5e" + ROOT + "ee1:bd0:d6:lengthi6e" + ROOT + "eee";
    String pad = "d4:attr1:p6:lengthi16379e4:pathl4:.pad1:1ee";
    String a = "d6:lengthi5e4:pathl1:aee";
    String b = "d6:lengthi6e4:pathl1:bee";
    String good = V2 + tree + "5:filesl" + a + pad + b + "e" + TWO_PIECES;
    assertDoesNotThrow(() -> read(torrent(good)));
    String differ = "the torrent's 'file tree' and its version 1 files differ";
    for (String files :
        List.of(
            b + "d4:attr1:p6:lengthi16378e4:pathl4:.pad1:1ee" + a,
            a + pad + "d6:lengthi6e4:pathl1:cee",
            a + pad + "d6:lengthi7e4:pathl1:bee",
            a + pad + b + "d6:lengthi0e4:pathl1:cee",
            "d6:lengthi16385e4:pathl1:aee")) {
      assertEquals(differ, refusal(V2 + tree + "5:filesl" + files + "e" + TWO_PIECES));
    }
    assertEquals(
        "a file of the hybrid torrent does not begin with a piece",
        refusal(V2 + tree + "5:filesl" + a + b + "e6:pieces20:" + HASH));
  }

  private static String refusal(String info) {
    return assertThrows(MetainfoException.class, () -> read(torrent(info))).reason();
  }

  @Test
  void readsWhatStandsAroundTheInfo() throws MetainfoException {
    String info = "4:infod" + V1 + "6:lengthi7e" + TWO_PIECES + "6:source1:s7:license2:CCe";
    Metainfo metainfo =
        read("d7:comment1:c10:created by1:p13:creation datei9e" + info + "8:url-list3:h:ae");
    assertEquals("c", metainfo.comment());
    assertEquals("p", metainfo.createdBy());
    assertEquals(9, metainfo.creationDate().orElseThrow());
    assertEquals("s", metainfo.source());
    assertEquals("CC", metainfo.license());
    assertEquals(List.of("h:a"), metainfo.webSeeds());
    assertEquals(
        List.of("h:a", "h:b"), read("d" + info + "8:url-listl3:h:ai1e0:3:h:bee").webSeeds());
    assertEquals(List.of(), read("d" + info + "8:url-listi1ee").webSeeds());
  }

  @Test
  void listsOfUrlsAreBounded() throws MetainfoException {
    String info = "4:infod" + V1 + "6:lengthi7e" + TWO_PIECES + "e";
    Metainfo metainfo =
        read(
            "d13:announce-listl"
                + ("l3:u:a3:u:be".repeat(150) + "l5000:" + "x".repeat(5000) + "ee")
                + info
                + ("8:url-listl" + "3:h:a".repeat(150) + "ee"));
    assertEquals(Metainfo.MAX_TRACKERS, metainfo.trackers().stream().mapToInt(List::size).sum());
    assertEquals(Metainfo.MAX_WEB_SEEDS, metainfo.webSeeds().size());
  }

  @Test
  void writesWhatItHasRead() throws MetainfoException {
    String info = "d" + V1 + "6:lengthi7e" + TWO_PIECES + "1:xi1ee";
    String torrent =
        ("d8:announce3:u:a13:announce-listll3:u:a3:u:bel3:u:cee7:comment1:c10:created by1:p"
                + "13:creation datei9e4:info")
            + (info + "8:url-listl3:h:aee");
    assertEquals(torrent, new String(read(torrent).torrent(), ISO_8859_1));
    assertEquals(info, new String(read(torrent).info(), ISO_8859_1));
    assertEquals("d4:info" + info + "e", rewritten("d4:info" + info + "e"));
    assertEquals(
        "d8:announce3:u:a4:info" + info + "e",
        rewritten("d13:announce-listll3:u:aee4:info" + info + "e"));
  }

  private static String rewritten(String torrent) throws MetainfoException {
    return new String(read(torrent).torrent(), ISO_8859_1);
  }

  @Test
  void readsAnInfoDictionaryThatCameAlone() throws MetainfoException {
    String info = "d" + V1 + "6:lengthi7e" + TWO_PIECES + "e";
    Metainfo metainfo =
        Metainfo.ofInfo(
            info.getBytes(ISO_8859_1), List.of(List.of("u:a"), List.of("u:b")), List.of("h:a"));
    assertEquals(read("d4:info" + info + "e").infoHashes(), metainfo.infoHashes());
    assertEquals(metainfo.infoHashes(), Metainfo.read(metainfo.torrent()).infoHashes());
    assertEquals(List.of(List.of("u:a"), List.of("u:b")), metainfo.trackers());
    assertEquals(List.of("h:a"), metainfo.webSeeds());
    assertEquals(
        "no metadata of a torrent: the input ends too early at byte 0",
        assertThrows(
                MetainfoException.class, () -> Metainfo.ofInfo(new byte[0], List.of(), List.of()))
            .reason());
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
        name("a file's name '..' leads out of the torrent's folder", "2:.."),
        name("a file's name '/etc' has a slash in it", "4:/etc"),
        path("a file's name '..' leads out of the torrent's folder", "1:a2:..1:b"),
        path("a file's name '.' leads out of the torrent's folder", "1:."),
        path("a file's 'path' has an empty name", "1:a0:"),
        path("a file's name '/etc/passwd' has a slash in it", "11:/etc/passwd"),
        path("a file's name '..\\x' has a slash in it", "4:..\\x"),
        path("a file's name 'a\uFFFD' has a control character", "2:a\0"),
        path("a file's 'path' is deeper than 100 folders", "1:a".repeat(100)),
        twoFiles("'n/a'", "1:a", "1:a"),
        twoFiles("'n/a/b'", "1:a", "1:a1:b"),
        twoFiles("'n/a'", "1:a1:b", "1:a"),
        v1(
            "piece 1 of the torrent is nothing but padding",
            "5:filesld6:lengthi4e4:pathl1:aeed4:attr1:p6:lengthi4e4:pathl1:beee" + TWO_PIECES),
        v2("the torrent has no 'file tree'", "6:lengthi7e"),
        v2(
            "a file's name '..' leads out of the torrent's folder",
            "9:file treed2:..d0:d6:lengthi7e" + ROOT + "eee"),
        v2(
            "a file's name '..' leads out of the torrent's folder",
            "9:file treed2:..d1:ad0:d6:lengthi7e" + ROOT + "eeee"),
        v2(
            "the torrent has more than 2097152 pieces",
            "9:file treed1:ad0:d6:lengthi9223372036854775807e" + ROOT + "eee"),
        v2(
            "the torrent has more than 2097152 pieces",
            "9:file treed1:ad0:d6:lengthi34359738368e"
                + ROOT
                + "ee1:bd0:d6:lengthi1e"
                + ROOT
                + "eee"),
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

  private static Arguments name(String reason, String name) {
    return Arguments.of(reason, torrent("4:name" + name + "12:piece lengthi4e6:lengthi7e"));
  }

  private static Arguments path(String reason, String names) {
    return v1(reason, "5:filesld6:lengthi7e4:pathl" + names + "eee" + TWO_PIECES);
  }

  private static Arguments twoFiles(String where, String one, String other) {
    return v1(
        "the torrent has two files, or a file and a folder, at " + where,
        ("5:filesld6:lengthi3e4:pathl" + one + "eed6:lengthi4e4:pathl" + other + "eee")
            + TWO_PIECES);
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

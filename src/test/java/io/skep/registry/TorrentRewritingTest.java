package io.skep.registry;

import static io.skep.registry.Bencoded.bytes;
import static io.skep.registry.Bencoded.info;
import static io.skep.registry.Bencoded.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.metainfo.Metainfo;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TorrentRewritingTest {
  private static final String HTTP = "http://tracker.example:6969/announce/PASSKEY";
  private static final String UDP = "udp://tracker.example:6969/announce/PASSKEY";

  private static String withTrackers(String torrent, String... urls) {
    return text(TorrentRewriting.withTrackers(bytes(torrent), List.of(urls)));
  }

  @Test
  void onlyTheTrackersAreOthers() {
    String info = info("a", "", "7:privatei1e6:source4:SKEP");
    String torrent =
        "d8:announce13:http://old/an13:announce-listll5:old-ael5:old-bee7:comment2:hi"
            + "10:created by3:x/1"
            + "4:info"
            + info
            + "5:nodesle8:url-list12:http://web/ae";

    assertEquals(
        "d8:announce44:"
            + HTTP
            + "13:announce-listll44:"
            + HTTP
            + "el43:"
            + UDP
            + "ee"
            + "7:comment2:hi10:created by3:x/14:info"
            + info
            + "5:nodesle8:url-list12:http://web/ae",
        withTrackers(torrent, HTTP, UDP));
    assertEquals(
        "d8:announce44:"
            + HTTP
            + "7:comment2:hi10:created by3:x/14:info"
            + info
            + "5:nodesle8:url-list12:http://web/ae",
        withTrackers(torrent, HTTP));
    assertEquals(
        "d7:comment2:hi10:created by3:x/14:info" + info + "5:nodesle8:url-list12:http://web/ae",
        withTrackers(torrent));
  }

  @Test
  void whatIsInDisorderIsPutInOrderButNotInside() {
    String info = "d4:name1:a6:lengthi0e12:piece lengthi16384e6:pieces0:e";

    assertEquals(
        "d8:announce3:url4:info" + info + "1:zle3:\u00e4\u00ff\u00001:xe",
        withTrackers("d1:zle4:info" + info + "3:\u00e4\u00ff\u00001:xe", "url"),
        "a key that is no text comes back too");
    assertEquals(
        "d8:announce3:url4:info" + info + "1:zle3:\u00e4\u00ff\u00001:xe",
        withTrackers("d3:\u00e4\u00ff\u00001:x1:zle4:info" + info + "e", "url"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "transmission-v1-single",
        "transmission-v1-folder",
        "mktorrent-v1-private",
        "mktorrent-v1-folder",
        "libtorrent-v2-single",
        "libtorrent-v2-folder",
        "libtorrent-hybrid-single",
        "libtorrent-hybrid-folder"
      })
  void torrentsOfOtherProgramsStayWhatTheyAre(String name) throws Exception {
    byte[] torrent = Bencoded.sample(name);
    Metainfo before = Metainfo.read(torrent);

    byte[] rewritten = TorrentRewriting.withTrackers(torrent, List.of(HTTP, UDP));

    assertArrayEquals(Bencoded.part(torrent, "info"), Bencoded.part(rewritten, "info"));
    Metainfo after = Metainfo.read(rewritten);
    assertEquals(before.infoHashes(), after.infoHashes());
    assertEquals(List.of(List.of(HTTP), List.of(UDP)), after.trackers());
    assertEquals(before.comment(), after.comment());
    assertEquals(before.createdBy(), after.createdBy());
    assertEquals(before.creationDate(), after.creationDate());
    assertEquals(before.webSeeds(), after.webSeeds());
    assertEquals(before.hashes().isComplete(), after.hashes().isComplete());
    assertArrayEquals(
        rewritten, TorrentRewriting.withTrackers(rewritten, List.of(HTTP, UDP)), "twice is once");
    if (text(torrent).contains("12:piece layers")) {
      assertArrayEquals(
          Bencoded.part(torrent, "piece layers"), Bencoded.part(rewritten, "piece layers"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "transmission-v1-single",
        "mktorrent-v1-folder",
        "libtorrent-v2-single",
        "libtorrent-hybrid-folder"
      })
  void privateIsSetAndNothingElse(String name) throws Exception {
    byte[] torrent = Bencoded.sample(name);
    Metainfo before = Metainfo.read(torrent);

    byte[] made = TorrentRewriting.madePrivate(torrent);

    Metainfo after = Metainfo.read(made);
    assertTrue(after.isPrivate());
    assertEquals(before.files(), after.files());
    assertEquals(before.trackers(), after.trackers());
    assertEquals(before.source(), after.source());
    assertEquals(before.version(), after.version());
    assertEquals(before.hashes().isComplete(), after.hashes().isComplete());
    String info = text(Bencoded.part(made, "info"));
    assertTrue(info.contains("7:privatei1e"));
    String without = info.replace("7:privatei1e", "");
    assertEquals(
        text(Bencoded.part(torrent, "info")).replace("7:privatei0e", ""), without, "all the rest");
  }

  @ParameterizedTest
  @ValueSource(strings = {"7:privatei0e", "7:privatei2e", "7:private1:1", "7:privatele"})
  void whatMeansNotPrivateIsReplaced(String not) {
    byte[] made = TorrentRewriting.madePrivate(Bencoded.torrent("a", "", not));

    assertEquals(text(Bencoded.torrent("a", "", "7:privatei1e")), text(made));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "i1e", "le", "d", "d4:infolee"})
  void whatIsNoTorrentIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> TorrentRewriting.madePrivate(bytes(text)));
  }
}

package io.skep.metainfo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.InfoHash;
import io.skep.metainfo.Metainfo.Version;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files that others wrote are read as others read them.
 *
 * <p>Written once by mktorrent 1.1, transmission-create 3.00 and python3-libtorrent 2.0.8 over a
 * file of 70,001 bytes and a folder with files of 100,000, 25,000 and 0 bytes. The info-hashes are
 * what libtorrent's {@code torrent_info} reports; transmission-show agrees on those of the files of
 * version 1 (it cannot read hybrids).
 */
class TorrentFilesTest {
  private static final int PIECE_LENGTH = 32 * 1024;
  private static final String HTTP = "http://127.0.0.1:6969/announce";
  private static final String UDP = "udp://127.0.0.1:6969/announce";
  private static final String OTHER = "http://127.0.0.1:7070/announce";

  static Stream<Arguments> files() {
    return Stream.of(
        file(
            "mktorrent-v1-folder",
            Version.V1,
            false,
            List.of("8d5c1910c22b5b5d8764ef2cfb71051e122ee1b4"),
            List.of(List.of(HTTP, UDP), List.of(OTHER))),
        file(
            "mktorrent-v1-private",
            Version.V1,
            true,
            List.of("5257f955e74770713a067afc2d54b1ee4a1408e6"),
            List.of(List.of(HTTP + "/secret"))),
        file(
            "transmission-v1-folder",
            Version.V1,
            true,
            List.of("66f635e6d8dd5e9b0e9e8d9c8f0a07f88698c64c"),
            List.of(List.of(HTTP), List.of(OTHER))),
        file(
            "transmission-v1-single",
            Version.V1,
            false,
            List.of("a845fbb3d1348a222a137479039e04529b89befa"),
            List.of(List.of(UDP))),
        file(
            "libtorrent-v2-folder",
            Version.V2,
            true,
            List.of("855c1b466147194b578aa508da2599a4a383c408"),
            List.of(List.of(HTTP, UDP), List.of(OTHER))),
        file(
            "libtorrent-v2-single",
            Version.V2,
            false,
            List.of("8902a79a7b532c3ed3571065e4b9198497344fe1"),
            List.of()),
        file(
            "libtorrent-hybrid-folder",
            Version.HYBRID,
            false,
            List.of(
                "472ccd91ddf3bd2391a944bcd8d9a15c6ac87965",
                "de2c4ff2c71041dac130ab1834ea0206a6e72efe"),
            List.of(List.of(HTTP, UDP), List.of(OTHER))),
        file(
            "libtorrent-hybrid-single",
            Version.HYBRID,
            true,
            List.of(
                "832f1096d29ffc75b74d9271cd788be48d9becdd",
                "b0eb112d372b92cec403db134e6edac56a6f8574"),
            List.of(List.of(HTTP))));
  }

  /** What others say of a file. */
  record Said(
      String name,
      Version version,
      List<InfoHash> infoHashes,
      long length,
      int pieceLength,
      boolean isPrivate,
      List<List<String>> trackers) {
    static Said by(Metainfo metainfo) {
      return new Said(
          metainfo.name(),
          metainfo.version(),
          metainfo.infoHashes(),
          metainfo.length(),
          metainfo.pieceLength(),
          metainfo.isPrivate(),
          metainfo.trackers());
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void isReadAsOthersReadIt(String file, Said expected) throws IOException, MetainfoException {
    try (InputStream stream = getClass().getResourceAsStream(file)) {
      if (stream == null) {
        throw new FileNotFoundException(file);
      }
      Metainfo metainfo = Metainfo.read(stream.readAllBytes());
      assertEquals(expected, Said.by(metainfo));
      assertEquals(metainfo.version() != Version.V1, metainfo.hashes().hasMerkle());
      assertTrue(metainfo.hashes().isComplete());
      assertEquals(metainfo.length(), metainfo.layout().contentLength());
    }
  }

  private static Arguments file(
      String name,
      Version version,
      boolean isPrivate,
      List<String> infoHashes,
      List<List<String>> trackers) {
    return Arguments.of(
        name + ".torrent",
        new Said(
            isFolder(name) ? "content" : "single.bin",
            version,
            infoHashes.stream().map(InfoHash::parse).toList(),
            isFolder(name) ? 125_000 : 70_001,
            PIECE_LENGTH,
            isPrivate,
            trackers));
  }

  private static boolean isFolder(String name) {
    return name.endsWith("-folder");
  }
}

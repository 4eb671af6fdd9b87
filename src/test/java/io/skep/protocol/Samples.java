package io.skep.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerId;

/** What the golden messages of these tests speak of. */
final class Samples {
  static final String INFO_HASH_HEX = "0123456789abcdef0123456789abcdef01234567";
  static final InfoHash INFO_HASH = InfoHash.parse(INFO_HASH_HEX);
  static final String INFO_HASH_ESCAPED = "%01%23Eg%89%AB%CD%EF%01%23Eg%89%AB%CD%EF%01%23Eg";

  static final String OTHER_HASH_HEX = "fffffffffffffffffffffffffffffffffffffffe";
  static final InfoHash OTHER_HASH = InfoHash.parse(OTHER_HASH_HEX);
  static final String OTHER_HASH_ESCAPED =
      "%FF%FF%FF%FF%FF%FF%FF%FF%FF%FF%FF%FF%FF%FF%FF%FF%FF%FF%FF%FE";

  static final String PEER_ID_TEXT = "-XX0100-abcdefghijkl";
  static final PeerId PEER_ID = PeerId.read(PEER_ID_TEXT.getBytes(ISO_8859_1), 0);
  static final String PEER_ID_HEX = "2d5858303130302d6162636465666768696a6b6c";

  private Samples() {}

  /** Each character is a byte. */
  static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }

  /** The info-hash as characters that are bytes. */
  static String raw(InfoHash infoHash) {
    return text(infoHash.bytes());
  }
}

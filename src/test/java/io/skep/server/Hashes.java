package io.skep.server;

import io.skep.bittorrent.InfoHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Info-hashes and peer ids by number, and how a URL has them. */
final class Hashes {
  private Hashes() {}

  static InfoHash infoHash(int number) {
    return new InfoHash(0x0123456789abcdefL, -1L - number, number);
  }

  /** The id of the peer that listens on this port: 20 bytes. */
  static byte[] peerId(int port) {
    return ByteBuffer.allocate(20)
        .put("-SK0001-".getBytes(StandardCharsets.US_ASCII))
        .putLong(0x30303030_30303030L)
        .putInt(port)
        .array();
  }

  /** Every byte as {@code %XX}. */
  static String escaped(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte octet : bytes) {
      text.append('%').append(String.format("%02X", octet & 0xFF));
    }
    return text.toString();
  }

  /** The query of an announce by the peer that listens on this port. */
  static String announce(InfoHash infoHash, int port, String more) {
    return "info_hash="
        + escaped(infoHash.bytes())
        + "&peer_id="
        + escaped(peerId(port))
        + "&port="
        + port
        + "&uploaded=0&downloaded=0"
        + more;
  }

  static String seed(int number, int port) {
    return "/announce?" + announce(infoHash(number), port, "&left=0&event=started");
  }

  static String leech(int number, int port) {
    return "/announce?" + announce(infoHash(number), port, "&left=1000&event=started");
  }
}

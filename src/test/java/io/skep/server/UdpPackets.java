package io.skep.server;

import io.skep.bittorrent.InfoHash;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Requests of BEP 15, written out by hand. */
final class UdpPackets {
  static final long PROTOCOL_ID = 0x41727101980L;
  static final int CONNECT = 0;
  static final int ANNOUNCE = 1;
  static final int SCRAPE = 2;
  static final int ERROR = 3;

  private UdpPackets() {}

  static byte[] connect(int transaction) {
    return ByteBuffer.allocate(16).putLong(PROTOCOL_ID).putInt(CONNECT).putInt(transaction).array();
  }

  /** A leecher's announce that asks for as many peers as the tracker likes. */
  static byte[] announce(long connectionId, int transaction, InfoHash infoHash, int port) {
    return announce(connectionId, transaction, infoHash, port, 1000, 2, 0);
  }

  static byte[] announce(
      long connectionId,
      int transaction,
      InfoHash infoHash,
      int port,
      long left,
      int event,
      int claimedIpv4) {
    return ByteBuffer.allocate(98)
        .putLong(connectionId)
        .putInt(ANNOUNCE)
        .putInt(transaction)
        .put(infoHash.bytes())
        .put(Hashes.peerId(port))
        .putLong(11)
        .putLong(left)
        .putLong(22)
        .putInt(event)
        .putInt(claimedIpv4)
        .putInt(port)
        .putInt(-1)
        .putShort((short) port)
        .array();
  }

  /** The packet with a URL's path and query behind it (BEP 41), in options of this length. */
  static byte[] withUrlData(byte[] announce, String urlData, int optionLength) {
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.writeBytes(announce);
    byte[] bytes = urlData.getBytes(StandardCharsets.ISO_8859_1);
    for (int at = 0; at < bytes.length; at += optionLength) {
      int length = Math.min(optionLength, bytes.length - at);
      packet.write(2);
      packet.write(length);
      packet.write(bytes, at, length);
    }
    packet.write(0);
    return packet.toByteArray();
  }

  static byte[] scrape(long connectionId, int transaction, List<InfoHash> infoHashes) {
    ByteBuffer packet = ByteBuffer.allocate(16 + 20 * infoHashes.size());
    packet.putLong(connectionId).putInt(SCRAPE).putInt(transaction);
    infoHashes.forEach(infoHash -> packet.put(infoHash.bytes()));
    return packet.array();
  }
}

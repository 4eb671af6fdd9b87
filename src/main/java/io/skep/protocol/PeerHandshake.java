package io.skep.protocol;

import io.netty.buffer.ByteBuf;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerId;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What both sides of a connection say first (BEP 3).
 *
 * @param infoHash the swarm
 * @param peerId the sender's name for itself
 * @param fast whether it speaks the fast extension (BEP 6)
 * @param extensions whether it speaks the extension protocol (BEP 10)
 * @param v2 whether it can take the swarm's version 2 (BEP 52)
 * @param dht whether it has a DHT node (BEP 5)
 */
public record PeerHandshake(
    InfoHash infoHash, PeerId peerId, boolean fast, boolean extensions, boolean v2, boolean dht) {
  /** Its length in bytes. */
  public static final int LENGTH = 68;

  private static final byte[] PROTOCOL =
      "\u0013BitTorrent protocol".getBytes(StandardCharsets.ISO_8859_1);

  // Bits of the eight reserved bytes, taken as one big-endian number.
  private static final long EXTENSIONS = 0x100000;
  private static final long V2 = 0x10;
  private static final long FAST = 0x04;
  private static final long DHT = 0x01;

  /**
   * True as long as what can be read may be the beginning of a handshake: no more than 20 bytes are
   * needed to tell it from message stream encryption.
   */
  public static boolean mayBegin(ByteBuf in) {
    int start = in.readerIndex();
    int known = Math.min(in.readableBytes(), PROTOCOL.length);
    for (int i = 0; i < known; i++) {
      if (in.getByte(start + i) != PROTOCOL[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads a handshake and moves the reader index behind it.
   *
   * @return null where it isn't whole yet; then nothing was read
   * @throws PeerWireException as soon as the first bytes show that it is none
   */
  public static @Nullable PeerHandshake decode(ByteBuf in) throws PeerWireException {
    if (!mayBegin(in)) {
      throw new PeerWireException("the peer does not speak the BitTorrent protocol");
    }
    if (in.readableBytes() < LENGTH) {
      return null;
    }
    in.skipBytes(PROTOCOL.length);
    long reserved = in.readLong();
    return new PeerHandshake(
        new InfoHash(in.readLong(), in.readLong(), in.readInt()),
        new PeerId(in.readLong(), in.readLong(), in.readInt()),
        (reserved & FAST) != 0,
        (reserved & EXTENSIONS) != 0,
        (reserved & V2) != 0,
        (reserved & DHT) != 0);
  }

  /** Writes the handshake. */
  public void encode(ByteBuf out) {
    out.writeBytes(PROTOCOL);
    out.writeLong(
        (fast ? FAST : 0) | (extensions ? EXTENSIONS : 0) | (v2 ? V2 : 0) | (dht ? DHT : 0));
    out.writeLong(infoHash.high()).writeLong(infoHash.middle()).writeInt(infoHash.low());
    out.writeLong(peerId.high()).writeLong(peerId.middle()).writeInt(peerId.low());
  }
}

package io.skep.swarm;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerId;
import org.jspecify.annotations.Nullable;

/**
 * How one peer lies in the words of a {@link PeerTable}.
 *
 * <p>An IPv4 peer is one word: address (32 bits), port (16), last announce (16, seconds modulo
 * 65,536). An IPv6 peer is three: the address in two, port and time in the third. Where accounting
 * is on, seven more follow: peer id and key in three, uploaded, downloaded, left, and in the last
 * the seconds of the first (32) and the latest announce (32).
 *
 * <p>The short time bounds what can be told: a peer must be expired within 65,535 seconds after its
 * last announce, or it seems young again. {@link #MAX_TTL} leaves half of that for the sweep.
 */
enum RowLayout {
  IPV4(1, false),
  IPV6(3, false),
  IPV4_ACCOUNTING(1, true),
  IPV6_ACCOUNTING(3, true);

  /** The longest time for which a silent peer can be kept, in seconds. */
  static final int MAX_TTL = 0x7FFF;

  private static final long TIME_MASK = 0xFFFF;
  private static final int ACCOUNTING_WORDS = 7;
  private static final int UPLOADED = 3;
  private static final int DOWNLOADED = 4;
  private static final int LEFT = 5;
  private static final int SEEN = 6;

  private final int addressWords;
  private final boolean accounting;

  RowLayout(int addressWords, boolean accounting) {
    this.addressWords = addressWords;
    this.accounting = accounting;
  }

  static RowLayout of(boolean ipv4, boolean accounting) {
    if (ipv4) {
      return accounting ? IPV4_ACCOUNTING : IPV4;
    }
    return accounting ? IPV6_ACCOUNTING : IPV6;
  }

  /** How many words a peer takes. */
  int stride() {
    return accounting ? addressWords + ACCOUNTING_WORDS : addressWords;
  }

  boolean isIpv4() {
    return addressWords == 1;
  }

  boolean hasAccounting() {
    return accounting;
  }

  boolean isAt(long[] words, int row, PeerAddress address) {
    if (addressWords == 1) {
      return (words[row] & ~TIME_MASK)
          == ((long) address.ipv4() << 32 | (long) address.port() << 16);
    }
    return words[row] == address.high()
        && words[row + 1] == address.low()
        && (words[row + 2] & ~TIME_MASK) == (long) address.port() << 16;
  }

  PeerAddress address(long[] words, int row) {
    if (addressWords == 1) {
      return PeerAddress.ipv4((int) (words[row] >>> 32), (int) (words[row] >>> 16) & 0xFFFF);
    }
    return new PeerAddress(words[row], words[row + 1], (int) (words[row + 2] >>> 16) & 0xFFFF);
  }

  /** Seconds since the peer's last announce. */
  int age(long[] words, int row, long now) {
    return (int) ((now - words[row + addressWords - 1]) & TIME_MASK);
  }

  /** Writes a row for the caller of this announce, seen first at {@code firstSeen}. */
  void write(long[] words, int row, AnnounceRequest request, long now, long firstSeen) {
    PeerAddress address = request.address();
    long portAndTime = (long) address.port() << 16 | (now & TIME_MASK);
    if (addressWords == 1) {
      words[row] = (long) address.ipv4() << 32 | portAndTime;
    } else {
      words[row] = address.high();
      words[row + 1] = address.low();
      words[row + 2] = portAndTime;
    }
    if (accounting) {
      int at = row + addressWords;
      PeerId id = request.peerId();
      words[at] = id.high();
      words[at + 1] = id.middle();
      words[at + 2] = (long) id.low() << 32 | Integer.toUnsignedLong(request.key());
      words[at + UPLOADED] = request.uploaded();
      words[at + DOWNLOADED] = request.downloaded();
      words[at + LEFT] = request.left();
      words[at + SEEN] = firstSeen << 32 | (now & 0xFFFFFFFFL);
    }
  }

  /** When the peer was seen first, in seconds; 0 where accounting is off. */
  long firstSeen(long[] words, int row) {
    return accounting ? words[row + addressWords + SEEN] >>> 32 : 0;
  }

  boolean hasId(long[] words, int row, PeerId id) {
    int at = row + addressWords;
    return accounting
        && words[at] == id.high()
        && words[at + 1] == id.middle()
        && (int) (words[at + 2] >>> 32) == id.low();
  }

  /** What the peer said of itself, to be written down; null where accounting is off. */
  @Nullable SnapshotAccount account(long[] words, int row) {
    if (!accounting) {
      return null;
    }
    int at = row + addressWords;
    return new SnapshotAccount(
        new PeerId(words[at], words[at + 1], (int) (words[at + 2] >>> 32)),
        (int) words[at + 2],
        words[at + UPLOADED],
        words[at + DOWNLOADED],
        words[at + LEFT],
        firstSeen(words, row));
  }

  /** The peer at this row, for a person to see. */
  Peer peer(long[] words, int row, Role role, long now) {
    PeerAddress address = address(words, row);
    int age = age(words, row, now);
    if (!accounting) {
      return new Peer(address, role, now - age, null);
    }
    int at = row + addressWords;
    Peer.Account account =
        new Peer.Account(
            new PeerId(words[at], words[at + 1], (int) (words[at + 2] >>> 32)),
            words[at + UPLOADED],
            words[at + DOWNLOADED],
            words[at + LEFT],
            firstSeen(words, row));
    return new Peer(address, role, now - age, account);
  }

  /** Writes the compact form of the address: 6 bytes (BEP 23) or 18 (BEP 7). */
  void writeCompact(long[] words, int row, byte[] target, int offset) {
    if (addressWords == 1) {
      long addressAndPort = words[row] >>> 16;
      for (int i = 0; i < 6; i++) {
        target[offset + i] = (byte) (addressAndPort >>> (40 - 8 * i));
      }
    } else {
      for (int i = 0; i < 8; i++) {
        target[offset + i] = (byte) (words[row] >>> (56 - 8 * i));
        target[offset + 8 + i] = (byte) (words[row + 1] >>> (56 - 8 * i));
      }
      target[offset + 16] = (byte) (words[row + 2] >>> 24);
      target[offset + 17] = (byte) (words[row + 2] >>> 16);
    }
  }

  /** Writes the 20 bytes of the peer's id; only where accounting is on. */
  void writeId(long[] words, int row, byte[] target, int offset) {
    int at = row + addressWords;
    new PeerId(words[at], words[at + 1], (int) (words[at + 2] >>> 32)).write(target, offset);
  }
}

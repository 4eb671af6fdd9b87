package io.skep.swarm;

import io.skep.bittorrent.Announcement;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerId;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * How the peers of a {@link PeerTable} lie in the words of a bucket.
 *
 * <p>First what every announce looks at of every peer, row by row: the address of an IPv4 peer in
 * one word with port (16 bits) and last announce (16, seconds modulo 65,536), of an IPv6 peer in
 * three, port and time in the third; where accounting is on, one word more, the end of the peer id
 * (32) and the key (32). Behind the room for all rows, and in their order, what is looked at of a
 * few: six words each where accounting is on, the beginning of the peer id in two, uploaded,
 * downloaded, left, and the seconds of the first (32) and the latest announce (32).
 *
 * <p>A row is named by where its first word lies. The short time bounds what can be told: a peer
 * must be expired within 65,535 seconds after its last announce, or it seems young again. {@link
 * #MAX_TTL} leaves half of that for the sweep.
 */
enum RowLayout {
  IPV4(1, false),
  IPV6(3, false),
  IPV4_ACCOUNTING(1, true),
  IPV6_ACCOUNTING(3, true);

  /** The longest time for which a silent peer can be kept, in seconds. */
  static final int MAX_TTL = 0x7FFF;

  /** Where the first row of a bucket begins. */
  static final int FIRST_ROW = 1;

  /** How many bytes behind a compact address are written too. */
  static final int COMPACT_SLACK = 6;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final long TIME_MASK = 0xFFFF;
  private static final int ACCOUNT_WORDS = 6;
  private static final int UPLOADED = 2;
  private static final int DOWNLOADED = 3;
  private static final int LEFT = 4;
  private static final int SEEN = 5;

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

  /** How many words there are from one row to the next. */
  int stride() {
    return accounting ? addressWords + 1 : addressWords;
  }

  /** How many words a bucket with room for so many peers has. */
  int length(int capacity) {
    return FIRST_ROW + capacity * width();
  }

  /** For how many peers a bucket has room. */
  int capacity(long[] words) {
    return (words.length - FIRST_ROW) / width();
  }

  private int width() {
    return accounting ? addressWords + 1 + ACCOUNT_WORDS : addressWords;
  }

  /** Where the account of a row begins. */
  private int accountOf(long[] words, int row) {
    int stride = addressWords + 1;
    return FIRST_ROW + capacity(words) * stride + (row - FIRST_ROW) / stride * ACCOUNT_WORDS;
  }

  /** Copies one row with all that belongs to it. */
  void copyRow(long[] from, int fromRow, long[] to, int toRow) {
    System.arraycopy(from, fromRow, to, toRow, stride());
    if (accounting) {
      int account = accountOf(from, fromRow);
      int target = accountOf(to, toRow);
      for (int i = 0; i < ACCOUNT_WORDS; i++) {
        to[target + i] = from[account + i];
      }
    }
  }

  /** The same first rows in a bucket with room for so many peers. */
  long[] copyOf(long[] words, int rows, int capacity) {
    long[] copy = new long[length(capacity)];
    System.arraycopy(words, 0, copy, 0, FIRST_ROW + rows * stride());
    if (accounting && rows > 0) {
      int account = accountOf(words, FIRST_ROW);
      System.arraycopy(words, account, copy, accountOf(copy, FIRST_ROW), rows * ACCOUNT_WORDS);
    }
    return copy;
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
  void write(long[] words, int row, Announcement request, long now, long firstSeen) {
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
      words[row + addressWords] =
          (long) request.idLow() << 32 | Integer.toUnsignedLong(request.key());
      int at = accountOf(words, row);
      words[at] = request.idHigh();
      words[at + 1] = request.idMiddle();
      words[at + UPLOADED] = request.uploaded();
      words[at + DOWNLOADED] = request.downloaded();
      words[at + LEFT] = request.left();
      words[at + SEEN] = firstSeen << 32 | (now & 0xFFFFFFFFL);
    }
  }

  /** When the peer was seen first, in seconds; 0 where accounting is off. */
  long firstSeen(long[] words, int row) {
    return accounting ? words[accountOf(words, row) + SEEN] >>> 32 : 0;
  }

  /** What the peer has given since it started; 0 where accounting is off. */
  long uploaded(long[] words, int row) {
    return accounting ? words[accountOf(words, row) + UPLOADED] : 0;
  }

  /** What it has taken; the same. */
  long downloaded(long[] words, int row) {
    return accounting ? words[accountOf(words, row) + DOWNLOADED] : 0;
  }

  /** True if the peer at this row calls itself as who announces this does. */
  boolean hasIdOf(long[] words, int row, Announcement other) {
    // Nearly all ids differ at their end, and then the account stays out of the cache.
    if (!accounting || idEnd(words, row) != other.idLow()) {
      return false;
    }
    int at = accountOf(words, row);
    return words[at] == other.idHigh() && words[at + 1] == other.idMiddle();
  }

  private int idEnd(long[] words, int row) {
    return (int) (words[row + addressWords] >>> 32);
  }

  private PeerId id(long[] words, int row) {
    int at = accountOf(words, row);
    return new PeerId(words[at], words[at + 1], idEnd(words, row));
  }

  /** What the peer said of itself, to be written down; null where accounting is off. */
  @Nullable SnapshotAccount account(long[] words, int row) {
    if (!accounting) {
      return null;
    }
    int at = accountOf(words, row);
    return new SnapshotAccount(
        id(words, row),
        (int) words[row + addressWords],
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
    int at = accountOf(words, row);
    Peer.Account account =
        new Peer.Account(
            id(words, row),
            words[at + UPLOADED],
            words[at + DOWNLOADED],
            words[at + LEFT],
            firstSeen(words, row));
    return new Peer(address, role, now - age, account);
  }

  /**
   * Writes the compact form of the address: 6 bytes (BEP 23) or 18 (BEP 7), and {@link
   * #COMPACT_SLACK} bytes behind it that are of no meaning, in as few stores as can be.
   */
  void writeCompact(long[] words, int row, byte[] target, int offset) {
    if (addressWords == 1) {
      LONG.set(target, offset, words[row]);
    } else {
      LONG.set(target, offset, words[row]);
      LONG.set(target, offset + 8, words[row + 1]);
      LONG.set(target, offset + 16, words[row + 2] << 32);
    }
  }

  /** Writes the 20 bytes of the peer's id; only where accounting is on. */
  void writeId(long[] words, int row, byte[] target, int offset) {
    id(words, row).write(target, offset);
  }
}

package io.skep.ledger;

import io.skep.bittorrent.PeerAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where one session announced from of late, the latest first: three words an address, which are its
 * two halves, and its port together with the second it was seen in. An array and not an object,
 * since there are millions.
 *
 * <p>Addresses of one IPv6 /64 are one, as {@link PeerAddress#sameNetwork} has it.
 */
final class SessionAddresses {
  /** No address. */
  static final long[] NONE = {};

  /** How many are remembered; the one not seen for longest gives way. */
  static final int MAX = 8;

  private static final int WORDS = 3;
  private static final int PORT_SHIFT = 48;
  private static final long SECONDS = (1L << PORT_SHIFT) - 1;

  private SessionAddresses() {}

  /**
   * Takes note of one that is seen again where it is the only one, without anything new.
   *
   * @return false if it is not, and nothing was noted
   */
  static boolean seenAgain(long[] words, PeerAddress address, long now) {
    boolean same =
        words.length == WORDS
            && words[0] == address.high()
            && words[1] == address.low()
            && words[2] >>> PORT_SHIFT == address.port();
    if (same) {
      words[2] = word(address.port(), now);
    }
    return same;
  }

  /** With one more that was seen now, and without those that were seen last before a time. */
  static long[] with(long[] words, PeerAddress address, long now, long since) {
    int size = 0;
    long[] kept = new long[words.length + WORDS];
    kept[size++] = address.high();
    kept[size++] = address.low();
    kept[size++] = word(address.port(), now);
    for (int i = 0; i < words.length && size < MAX * WORDS; i += WORDS) {
      if (seenAt(words, i) >= since && !address(words, i).sameNetwork(address)) {
        System.arraycopy(words, i, kept, size, WORDS);
        size += WORDS;
      }
    }
    return size == words.length ? overwrite(words, kept) : Arrays.copyOf(kept, size);
  }

  /** A short array that lives for long is better kept than replaced by a younger one. */
  private static long[] overwrite(long[] words, long[] kept) {
    System.arraycopy(kept, 0, words, 0, words.length);
    return words;
  }

  /** Those that {@link #with} drops for this address: no list is made where it drops none. */
  static List<PeerAddress> dropped(long[] words, PeerAddress address, long since) {
    List<PeerAddress> dropped = List.of();
    int kept = 1;
    for (int i = 0; i < words.length; i += WORDS) {
      if (kept < MAX && seenAt(words, i) >= since && !address(words, i).sameNetwork(address)) {
        kept++;
      } else if (!address(words, i).equals(address)) {
        dropped = dropped.isEmpty() ? new ArrayList<>(1) : dropped;
        dropped.add(address(words, i));
      }
    }
    return dropped;
  }

  /** Those seen at {@code since} or later. */
  static List<PeerAddress> list(long[] words, long since) {
    List<PeerAddress> addresses = new ArrayList<>(words.length / WORDS);
    for (int i = 0; i < words.length; i += WORDS) {
      if (seenAt(words, i) >= since) {
        addresses.add(address(words, i));
      }
    }
    return addresses;
  }

  /** How many hosts they are at least if one host has one address of each family. */
  static int hosts(long[] words, long since) {
    int ipv4 = 0;
    int ipv6 = 0;
    for (int i = 0; i < words.length; i += WORDS) {
      if (seenAt(words, i) >= since) {
        if (address(words, i).isIpv4()) {
          ipv4++;
        } else {
          ipv6++;
        }
      }
    }
    return Math.max(ipv4, ipv6);
  }

  private static long word(int port, long now) {
    return (long) port << PORT_SHIFT | (now & SECONDS);
  }

  private static long seenAt(long[] words, int at) {
    return words[at + 2] & SECONDS;
  }

  private static PeerAddress address(long[] words, int at) {
    return new PeerAddress(words[at], words[at + 1], (int) (words[at + 2] >>> PORT_SHIFT));
  }
}

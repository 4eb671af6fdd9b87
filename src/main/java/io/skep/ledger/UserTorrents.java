package io.skep.ledger;

import java.security.SecureRandom;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a user has in torrents, by the torrents' ids.
 *
 * <p>A table with open addressing whose entries know their ids themselves: each announce looks into
 * it, and finds what it looks for in two lines of memory where a map of boxed ids reads four. Where
 * an id belongs depends on a secret of this process, so that nobody can choose torrents that stand
 * in each other's way: of a million there are enough to make a search as long as the table.
 */
final class UserTorrents {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final long SECRET = new SecureRandom().nextLong() | 1;

  // Never more than half full, so that each search ends.
  private @Nullable UserTorrent[] table = new UserTorrent[1];
  private int size;

  @Nullable UserTorrent get(long torrent) {
    return table[slot(table, torrent)];
  }

  /** Adds one whose torrent is not here yet. */
  void add(UserTorrent place) {
    if (2 * (size + 1) > table.length) {
      table = copy(2 * table.length, one -> true);
    }
    table[slot(table, place.torrent())] = place;
    size++;
  }

  void forEach(Consumer<UserTorrent> visitor) {
    for (UserTorrent place : table) {
      if (place != null) {
        visitor.accept(place);
      }
    }
  }

  /** Takes out those that are not to stay; how many there were. */
  int keepIf(Predicate<UserTorrent> stays) {
    int before = size;
    size = 0;
    forEach(place -> size += stays.test(place) ? 1 : 0);
    if (size < before) {
      int length = 2;
      while (length < 2 * size) {
        length *= 2;
      }
      table = copy(length, stays);
    }
    return before - size;
  }

  private @Nullable UserTorrent[] copy(int length, Predicate<UserTorrent> stays) {
    @Nullable UserTorrent[] copy = new UserTorrent[length];
    forEach(
        place -> {
          if (stays.test(place)) {
            copy[slot(copy, place.torrent())] = place;
          }
        });
    return copy;
  }

  /** Where a torrent is, or belongs. */
  private static int slot(@Nullable UserTorrent[] table, long torrent) {
    int mask = table.length - 1;
    int slot = spread(torrent) & mask;
    UserTorrent there = table[slot];
    while (there != null && there.torrent() != torrent) {
      slot = (slot + 1) & mask;
      there = table[slot];
    }
    return slot;
  }

  /** A number of which each bit depends on the whole id. */
  static int spread(long torrent) {
    // One product alone lets ids at some distances meet, and whoever knows it finds them.
    long mixed = torrent * SECRET;
    mixed ^= mixed >>> 32;
    return (int) ((mixed * GOLDEN) >>> 32);
  }
}

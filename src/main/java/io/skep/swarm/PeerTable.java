package io.skep.swarm;

import io.skep.bittorrent.Announcement;
import io.skep.bittorrent.PeerAddress;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The peers of one kind in a swarm, as rows of primitive words.
 *
 * <p>Rows lie densely in buckets, and the buckets grow one at a time by linear hashing (Litwin,
 * 1980): where the mean exceeds {@link #MEAN_ROWS}, the next bucket in turn is split in two. So a
 * table of a million peers never stops to rehash, and no more than an eighth of a bucket is slack.
 * Which bucket a peer is in depends on a secret of this process, so that nobody can fill one on
 * purpose.
 *
 * <p>Invariant: a bucket's word 0 has its number of rows in the lower half, and in the upper one a
 * time in seconds before which none of them announced last, so that a bucket in which nobody can
 * have been silent for too long is passed over unread; the rows follow without a gap; {@code size}
 * is the sum over the buckets; {@code longest} is at least the rows of every bucket.
 *
 * <p>Most swarms are small and have one table of one bucket, so each object beside the rows counts:
 * the first bucket has a field of its own, and the tables of a swarm are linked.
 *
 * <p>Not safe for use by several threads: its swarm is the lock.
 */
final class PeerTable {
  /** Where the first row of a bucket begins. */
  static final int FIRST_ROW = RowLayout.FIRST_ROW;

  private static final int MEAN_ROWS = 32;
  private static final long[] NO_ROWS = {0};
  private static final long[][] NO_BUCKETS = {};
  private static final long SECRET = new SecureRandom().nextLong();

  private final TableKind kind;
  private long[] first = NO_ROWS;
  private long[][] others = NO_BUCKETS;
  private int bucketCount = 1;
  private int size;
  private int longest;
  private @Nullable PeerTable next;

  /**
   * An empty table.
   *
   * @param next another of the same swarm
   */
  PeerTable(TableKind kind, @Nullable PeerTable next) {
    this.kind = kind;
    this.next = next;
  }

  TableKind kind() {
    return kind;
  }

  boolean holds(Role role, boolean ipv4) {
    return kind.role() == role && kind.layout().isIpv4() == ipv4;
  }

  /** Another table of the same swarm; null behind the last. */
  @Nullable PeerTable next() {
    return next;
  }

  void setNext(@Nullable PeerTable table) {
    next = table;
  }

  int size() {
    return size;
  }

  RowLayout layout() {
    return kind.layout();
  }

  int bucketCount() {
    return bucketCount;
  }

  long[] bucket(int index) {
    return index == 0 ? first : others[index - 1];
  }

  private void setBucket(int index, long[] bucket) {
    if (index == 0) {
      first = bucket;
    } else {
      others[index - 1] = bucket;
    }
  }

  /** How many rows a bucket has. */
  static int rows(long[] bucket) {
    return (int) bucket[0];
  }

  private static long oldest(long[] bucket) {
    return bucket[0] >>> 32;
  }

  private static void setHead(long[] bucket, int rows, long oldest) {
    bucket[0] = oldest << 32 | rows;
  }

  /** Where the row behind the last one of a bucket would begin. */
  int endOfRows(long[] bucket) {
    return FIRST_ROW + rows(bucket) * layout().stride();
  }

  boolean contains(PeerAddress address) {
    return find(bucket(bucketOf(address)), address) >= 0;
  }

  /**
   * Takes note of an announce by a peer that is here already.
   *
   * @return false, and nothing is done, if it isn't
   */
  boolean refresh(Announcement request, long now) {
    long[] bucket = bucket(bucketOf(request.address()));
    int row = find(bucket, request.address());
    if (row < 0) {
      return false;
    }
    layout().write(bucket, row, request, now, layout().firstSeen(bucket, row));
    return true;
  }

  /** Adds a peer that is not here yet. */
  void add(Announcement request, long now, long firstSeen) {
    int index = bucketOf(request.address());
    long[] bucket = withRoom(index, now);
    layout().write(bucket, endOfRows(bucket), request, now, firstSeen);
    grown(bucket);
    size++;
    if (size > bucketCount * MEAN_ROWS) {
      split();
    }
  }

  /**
   * Takes a peer out.
   *
   * @return when it was seen first (0 where accounting is off), or -1 if it isn't here
   */
  long remove(PeerAddress address) {
    int index = bucketOf(address);
    int row = find(bucket(index), address);
    if (row < 0) {
      return -1;
    }
    long firstSeen = layout().firstSeen(bucket(index), row);
    removeRow(index, row);
    trim(index);
    if (bucketCount > 1 && size < (bucketCount - 1) * MEAN_ROWS / 2) {
      merge();
    }
    return firstSeen;
  }

  /**
   * Takes out the peers of one bucket that have been silent for too long.
   *
   * @return how many there were
   */
  int expire(int index, long now, int ttl) {
    long[] bucket = bucket(index);
    if (rows(bucket) == 0 || now - oldest(bucket) <= ttl) {
      return 0;
    }
    int stride = layout().stride();
    int expired = 0;
    int longestAge = 0;
    for (int row = endOfRows(bucket) - stride; row >= FIRST_ROW; row -= stride) {
      int age = layout().age(bucket, row, now);
      if (age > ttl) {
        removeRow(index, row);
        expired++;
      } else {
        longestAge = Math.max(longestAge, age);
      }
    }
    setHead(bucket, rows(bucket), Math.max(0, now - longestAge));
    if (expired > 0) {
      trim(index);
    }
    return expired;
  }

  /** Gives back buckets that a shrunken table no longer needs, and learns anew which is longest. */
  void settle() {
    while (bucketCount > 1 && size < (bucketCount - 1) * MEAN_ROWS / 2) {
      merge();
    }
    longest = 0;
    for (int i = 0; i < bucketCount; i++) {
      longest = Math.max(longest, rows(bucket(i)));
    }
  }

  /**
   * How many places there are to draw a run of rows from: of each bucket as many as the longest
   * has, so that no row is more likely than another, whether its bucket is short or long.
   */
  long places(int run) {
    return (long) bucketCount * span(run);
  }

  private int span(int run) {
    return Math.max(longest, run);
  }

  /** At how many places of a bucket a run may begin. */
  static int starts(long[] bucket, int run) {
    return Math.max(rows(bucket), run);
  }

  /**
   * Which run begins at a place.
   *
   * @param place below {@link #places}
   * @return bucket in the upper 32 bits, and in the lower the number of the row with which the run
   *     begins; -1 if none begins there
   */
  long run(long place, int run) {
    int span = span(run);
    int index = (int) (place / span);
    int start = (int) (place - (long) index * span);
    return start < starts(bucket(index), run) ? (long) index << 32 | start : -1;
  }

  /** The buckets as they are, without the slack behind their last rows. */
  long[][] copyOfBuckets() {
    long[][] copy = new long[bucketCount][];
    for (int i = 0; i < bucketCount; i++) {
      int rows = rows(bucket(i));
      copy[i] = layout().copyOf(bucket(i), rows, rows);
    }
    return copy;
  }

  private int find(long[] bucket, PeerAddress address) {
    RowLayout layout = layout();
    int stride = layout.stride();
    int end = FIRST_ROW + rows(bucket) * stride;
    for (int row = FIRST_ROW; row < end; row += stride) {
      if (layout.isAt(bucket, row, address)) {
        return row;
      }
    }
    return -1;
  }

  private int bucketOf(PeerAddress address) {
    if (bucketCount == 1) {
      return 0;
    }
    // The finalizer of SplitMix64 (Steele, Lea and Flood, 2014), twice over.
    long hash = mix(address.high() ^ SECRET);
    hash = mix(hash ^ address.low());
    hash = mix(hash + address.port());
    int span = Integer.highestOneBit(bucketCount - 1) << 1;
    int index = (int) hash & (span - 1);
    return index < bucketCount ? index : index - (span >>> 1);
  }

  private static long mix(long word) {
    long z = (word ^ (word >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** The bucket with room for one more, who announced last at {@code seen}. */
  private long[] withRoom(int index, long seen) {
    long[] bucket = bucket(index);
    int rows = rows(bucket);
    long oldest = rows == 0 ? seen : Math.min(seen, oldest(bucket));
    if (rows == layout().capacity(bucket)) {
      bucket = layout().copyOf(bucket, rows, rows + 1 + rows / 8);
      setBucket(index, bucket);
    }
    setHead(bucket, rows, oldest);
    return bucket;
  }

  /** A row has been written behind the others. */
  private void grown(long[] bucket) {
    bucket[0]++;
    longest = Math.max(longest, rows(bucket));
  }

  private void removeRow(int index, int row) {
    long[] bucket = bucket(index);
    int last = endOfRows(bucket) - layout().stride();
    layout().copyRow(bucket, last, bucket, row);
    bucket[0]--;
    size--;
  }

  private void trim(int index) {
    long[] bucket = bucket(index);
    int rows = rows(bucket);
    if (rows == 0) {
      setBucket(index, NO_ROWS);
    } else if (bucket.length - layout().length(rows) > layout().length(rows) / 4) {
      setBucket(index, layout().copyOf(bucket, rows, rows));
    }
  }

  private void split() {
    if (bucketCount - 1 == others.length) {
      others = Arrays.copyOf(others, others.length + Math.max(1, others.length / 2));
    }
    int added = bucketCount;
    int divided = added - Integer.highestOneBit(added);
    setBucket(added, NO_ROWS);
    bucketCount++;
    long[] rows = bucket(divided);
    setBucket(divided, NO_ROWS);
    distribute(rows);
  }

  private void merge() {
    bucketCount--;
    long[] rows = bucket(bucketCount);
    setBucket(bucketCount, NO_ROWS);
    distribute(rows);
    if (bucketCount == 1) {
      others = NO_BUCKETS;
    } else if (bucketCount < others.length / 4) {
      others = Arrays.copyOf(others, others.length / 2);
    }
  }

  private void distribute(long[] rows) {
    int stride = layout().stride();
    int end = endOfRows(rows);
    for (int row = FIRST_ROW; row < end; row += stride) {
      int index = bucketOf(layout().address(rows, row));
      long[] bucket = withRoom(index, oldest(rows));
      layout().copyRow(rows, row, bucket, endOfRows(bucket));
      grown(bucket);
    }
  }
}

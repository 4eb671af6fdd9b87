package io.skep.swarm;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.PeerAddress;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The peers of one role and one address family in a swarm, as rows of primitive words.
 *
 * <p>Rows lie densely in buckets, and the buckets grow one at a time by linear hashing (Litwin,
 * 1980): where the mean exceeds {@link #MEAN_ROWS}, the next bucket in turn is split in two. So a
 * table of a million peers never stops to rehash, and no more than an eighth of a bucket is slack.
 * Which bucket a peer is in depends on a secret of this process, so that nobody can fill one on
 * purpose.
 *
 * <p>Invariant: a bucket's word 0 is its number of rows; the rows follow without a gap; {@code
 * size} is the sum over the buckets; {@code longest} is at least the rows of every bucket.
 *
 * <p>Not safe for use by several threads: its swarm is the lock.
 */
final class PeerTable {
  /** Where the first row of a bucket begins. */
  static final int FIRST_ROW = 1;

  private static final int MEAN_ROWS = 32;
  private static final long[] NO_ROWS = {0};
  private static final long SECRET = new SecureRandom().nextLong();

  private final RowLayout layout;
  private long[][] buckets = {NO_ROWS};
  private int bucketCount = 1;
  private int size;
  private int longest;

  PeerTable(RowLayout layout) {
    this.layout = layout;
  }

  int size() {
    return size;
  }

  RowLayout layout() {
    return layout;
  }

  int bucketCount() {
    return bucketCount;
  }

  long[] bucket(int index) {
    return buckets[index];
  }

  /** Where the row behind the last one of a bucket would begin. */
  int endOfRows(long[] bucket) {
    return 1 + (int) bucket[0] * layout.stride();
  }

  boolean contains(PeerAddress address) {
    return find(buckets[bucketOf(address)], address) >= 0;
  }

  /**
   * Takes note of an announce by a peer that is here already.
   *
   * @return false, and nothing is done, if it isn't
   */
  boolean refresh(AnnounceRequest request, long now) {
    long[] bucket = buckets[bucketOf(request.address())];
    int row = find(bucket, request.address());
    if (row < 0) {
      return false;
    }
    layout.write(bucket, row, request, now, layout.firstSeen(bucket, row));
    return true;
  }

  /** Adds a peer that is not here yet. */
  void add(AnnounceRequest request, long now, long firstSeen) {
    int index = bucketOf(request.address());
    long[] bucket = withRoom(index);
    int row = endOfRows(bucket);
    layout.write(bucket, row, request, now, firstSeen);
    bucket[0]++;
    longest = Math.max(longest, (int) bucket[0]);
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
    int row = find(buckets[index], address);
    if (row < 0) {
      return -1;
    }
    long firstSeen = layout.firstSeen(buckets[index], row);
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
    long[] bucket = buckets[index];
    int stride = layout.stride();
    int expired = 0;
    for (int row = endOfRows(bucket) - stride; row >= FIRST_ROW; row -= stride) {
      if (layout.age(bucket, row, now) > ttl) {
        removeRow(index, row);
        expired++;
      }
    }
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
      longest = Math.max(longest, (int) buckets[i][0]);
    }
  }

  /**
   * Draws a row at random, each with the same chance; the table must have one.
   *
   * <p>Places behind a bucket's last row are drawn too, and drawn again: or else the peers of a
   * short bucket would be chosen more often than those of a long one.
   *
   * @return bucket in the upper 32 bits, row in the lower
   */
  long draw(RandomGenerator random) {
    while (true) {
      int index = random.nextInt(bucketCount);
      int at = random.nextInt(longest);
      if (at < buckets[index][0]) {
        return (long) index << 32 | (FIRST_ROW + at * layout.stride());
      }
    }
  }

  /** The buckets as they are, without the slack behind their last rows. */
  long[][] copyOfBuckets() {
    long[][] copy = new long[bucketCount][];
    for (int i = 0; i < bucketCount; i++) {
      copy[i] = Arrays.copyOf(buckets[i], endOfRows(buckets[i]));
    }
    return copy;
  }

  private int find(long[] bucket, PeerAddress address) {
    int end = endOfRows(bucket);
    for (int row = FIRST_ROW; row < end; row += layout.stride()) {
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

  private long[] withRoom(int index) {
    long[] bucket = buckets[index];
    int rows = (int) bucket[0];
    int stride = layout.stride();
    if (1 + (rows + 1) * stride > bucket.length) {
      bucket = Arrays.copyOf(bucket, 1 + (rows + 1 + rows / 8) * stride);
      buckets[index] = bucket;
    }
    return bucket;
  }

  private void removeRow(int index, int row) {
    long[] bucket = buckets[index];
    int stride = layout.stride();
    int last = endOfRows(bucket) - stride;
    System.arraycopy(bucket, last, bucket, row, stride);
    bucket[0]--;
    size--;
  }

  private void trim(int index) {
    long[] bucket = buckets[index];
    int rows = (int) bucket[0];
    int needed = 1 + rows * layout.stride();
    if (rows == 0) {
      buckets[index] = NO_ROWS;
    } else if (bucket.length - needed > needed / 4) {
      buckets[index] = Arrays.copyOf(bucket, needed);
    }
  }

  private void split() {
    if (bucketCount == buckets.length) {
      buckets = Arrays.copyOf(buckets, buckets.length + Math.max(1, buckets.length / 2));
    }
    int added = bucketCount;
    int divided = added - Integer.highestOneBit(added);
    buckets[added] = NO_ROWS;
    bucketCount++;
    long[] rows = buckets[divided];
    buckets[divided] = NO_ROWS;
    distribute(rows);
  }

  private void merge() {
    bucketCount--;
    long[] rows = buckets[bucketCount];
    buckets[bucketCount] = NO_ROWS;
    distribute(rows);
    if (bucketCount < buckets.length / 4) {
      buckets = Arrays.copyOf(buckets, Math.max(1, buckets.length / 2));
    }
  }

  private void distribute(long[] rows) {
    int stride = layout.stride();
    int end = endOfRows(rows);
    for (int row = FIRST_ROW; row < end; row += stride) {
      int index = bucketOf(layout.address(rows, row));
      long[] bucket = withRoom(index);
      System.arraycopy(rows, row, bucket, endOfRows(bucket), stride);
      bucket[0]++;
      longest = Math.max(longest, (int) bucket[0]);
    }
  }
}

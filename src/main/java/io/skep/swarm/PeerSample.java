package io.skep.swarm;

import io.skep.bittorrent.Announcement;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Chooses whom a caller is told of: a uniformly random subset, without the caller and without peers
 * that have been silent for too long.
 *
 * <p>The candidates are the rows of a few tables. Where they are few, all that qualify are listed
 * and taken, or a partial Fisher-Yates shuffle takes as many as are wanted. Where they are many,
 * rows are drawn at random and one that was drawn before is drawn again, which costs nothing that
 * grows with the swarm. Both give every candidate the same chance, and every set of candidates too.
 *
 * <p>Where they are so many that the processor's caches don't hold them, each row drawn is a wait
 * for memory. So there runs of {@link #RUN} neighbours are drawn: every candidate has the same
 * chance still, since as many runs go over each, but sets with neighbours have a better one than
 * others. Who is whose neighbour is chance too, by the secret of {@link PeerTable}.
 *
 * <p>Peers of the caller's own family are taken first, since those it can surely reach; what room
 * is left goes to the other family.
 *
 * <p>Holds scratch space that is used again for every caller; not safe for use by several threads.
 */
final class PeerSample {
  private static final int FEW = 64;
  private static final int MAX_DRAWS_PER_PEER = 64;

  /** From so many candidates on, neighbours are taken together. */
  static final int FAR_APART = 16_384;

  /** How many neighbours: the rows of one or two lines of a cache, without accounting. */
  static final int RUN = 8;

  private final RandomGenerator random;
  private final SwarmAnswer answer = new SwarmAnswer();
  private final PeerTable[] tables = new PeerTable[Role.values().length];
  private final long[] ends = new long[Role.values().length];
  private int tableCount;
  private int candidates;
  private long[] eligible = new long[FEW];
  private long[] drawn = new long[FEW];

  PeerSample(RandomGenerator random) {
    this.random = random;
  }

  /** Whom the last caller is told of, and what was found beside; used again for the next one. */
  SwarmAnswer answer() {
    return answer;
  }

  /**
   * Chooses peers for a caller, and leaves them in {@link #answer}.
   *
   * @param swarm the tables to choose from, linked; null for none
   * @param wanted at most so many
   * @param now seconds
   * @param ttl after how many seconds of silence a peer doesn't count any more
   */
  void choose(@Nullable PeerTable swarm, Announcement caller, int wanted, long now, int ttl) {
    answer.clear();
    boolean own = caller.address().isIpv4();
    take(swarm, own, caller, wanted, now, ttl);
    take(swarm, !own, caller, wanted - answer.size(), now, ttl);
  }

  private void take(
      @Nullable PeerTable swarm,
      boolean fromIpv4,
      Announcement caller,
      int wanted,
      long now,
      int ttl) {
    boolean ofUse = fromIpv4 ? caller.families().ipv4() : caller.families().ipv6();
    if (wanted <= 0 || !ofUse) {
      return;
    }
    findCandidates(swarm, fromIpv4, Role.of(caller));
    if (candidates <= FEW || candidates / 2 <= wanted) {
      takeFromFew(caller, wanted, now, ttl);
    } else {
      takeFromMany(caller, wanted, now, ttl);
    }
  }

  /** Who has all it wants is told of leechers only: nobody else would take anything from it. */
  private void findCandidates(@Nullable PeerTable swarm, boolean fromIpv4, Role caller) {
    tableCount = 0;
    candidates = 0;
    for (PeerTable table = swarm; table != null; table = table.next()) {
      boolean ofUse = caller == Role.LEECHER || table.kind().role() == Role.LEECHER;
      if (table.layout().isIpv4() == fromIpv4 && table.size() > 0 && ofUse) {
        tables[tableCount++] = table;
        candidates += table.size();
      }
    }
  }

  private void takeFromFew(Announcement caller, int wanted, long now, int ttl) {
    if (eligible.length < candidates) {
      eligible = new long[candidates];
    }
    int count = 0;
    for (int t = 0; t < tableCount; t++) {
      PeerTable table = tables[t];
      int stride = table.layout().stride();
      for (int b = 0; b < table.bucketCount(); b++) {
        long[] bucket = table.bucket(b);
        int end = table.endOfRows(bucket);
        for (int row = PeerTable.FIRST_ROW; row < end; row += stride) {
          if (isEligible(table.layout(), bucket, row, caller, now, ttl)) {
            eligible[count++] = handle(t, (long) b << 32 | row);
          }
        }
      }
    }
    if (count <= wanted) {
      takeAll(count, caller.wantsPeerIds());
      return;
    }
    for (int i = 0; i < wanted; i++) {
      int other = i + random.nextInt(count - i);
      long handle = eligible[other];
      eligible[other] = eligible[i];
      add(handle, caller.wantsPeerIds());
    }
  }

  /** From a random one on, so that no peer is always the first to be asked. */
  private void takeAll(int count, boolean withIds) {
    int first = count == 0 ? 0 : random.nextInt(count);
    for (int i = first; i < count; i++) {
      add(eligible[i], withIds);
    }
    for (int i = 0; i < first; i++) {
      add(eligible[i], withIds);
    }
  }

  private void takeFromMany(Announcement caller, int wanted, long now, int ttl) {
    int slots = Integer.highestOneBit(wanted) * 4;
    if (drawn.length < slots) {
      drawn = new long[slots];
    } else {
      Arrays.fill(drawn, 0, slots, 0);
    }
    int run = candidates < FAR_APART ? 1 : RUN;
    long places = 0;
    for (int t = 0; t < tableCount; t++) {
      places += tables[t].places(run);
      ends[t] = places;
    }
    int left = wanted;
    // Bounds the work where nearly everybody is silent and the sweep has not come by yet.
    for (int draws = wanted * MAX_DRAWS_PER_PEER / run; left > 0 && draws > 0; draws--) {
      long place = random.nextLong(places);
      int t = 0;
      while (place >= ends[t]) {
        t++;
      }
      long start = tables[t].run(t == 0 ? place : place - ends[t - 1], run);
      if (start >= 0) {
        left -= takeRun(t, start, run, slots, caller, left, now, ttl);
      }
    }
  }

  /** Takes those of a run that qualify, round its bucket's end; how many they were. */
  private int takeRun(
      int t, long start, int run, int slots, Announcement caller, int wanted, long now, int ttl) {
    RowLayout layout = tables[t].layout();
    long index = start & ~0xFFFFFFFFL;
    long[] bucket = tables[t].bucket((int) (start >>> 32));
    int rows = PeerTable.rows(bucket);
    int starts = PeerTable.starts(bucket, run);
    int at = (int) start;
    int taken = 0;
    for (int i = 0; i < run && taken < wanted; i++) {
      int row = PeerTable.FIRST_ROW + at * layout.stride();
      if (at < rows
          && isEligible(layout, bucket, row, caller, now, ttl)
          && isFirst(handle(t, index | row), slots)) {
        add(handle(t, index | row), caller.wantsPeerIds());
        taken++;
      }
      at = at + 1 == starts ? 0 : at + 1;
    }
    return taken;
  }

  private boolean isFirst(long handle, int slots) {
    int slot = (int) ((handle * 0x9E3779B97F4A7C15L) >>> 40) & (slots - 1);
    while (drawn[slot] != 0) {
      if (drawn[slot] == handle) {
        return false;
      }
      slot = (slot + 1) & (slots - 1);
    }
    drawn[slot] = handle;
    return true;
  }

  /** A row's name within this sample; never 0, since no row begins at 0. */
  private static long handle(int table, long place) {
    return (long) table << 62 | place;
  }

  private static boolean isEligible(
      RowLayout layout, long[] bucket, int row, Announcement caller, long now, int ttl) {
    boolean isCaller =
        layout.isIpv4() == caller.address().isIpv4() && layout.isAt(bucket, row, caller.address());
    return !isCaller && layout.age(bucket, row, now) <= ttl && !layout.hasIdOf(bucket, row, caller);
  }

  private void add(long handle, boolean withId) {
    PeerTable table = tables[(int) (handle >>> 62)];
    RowLayout layout = table.layout();
    long[] bucket = table.bucket((int) (handle >>> 32) & 0x3FFFFFFF);
    answer
        .chosen(layout.isIpv4())
        .add(layout, bucket, (int) handle, withId && layout.hasAccounting());
  }
}

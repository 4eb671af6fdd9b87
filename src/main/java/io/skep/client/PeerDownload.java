package io.skep.client;

import io.skep.protocol.ExtensionHandshake;
import io.skep.protocol.PeerMessage;
import io.skep.protocol.PeerWire;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one peer has, what it was asked for, and how fast it sends (BEP 3, 6).
 *
 * <p>How many blocks a peer is asked for at once follows its speed. At first the number grows by
 * one with each block that comes, thus doubles with each round trip, for as long as more comes per
 * second for it and no block takes half a second; from then on it is what the peer sends in three
 * round trips, since what waits longer only binds pieces that others could fetch. A peer that was
 * asked and has sent nothing for {@link #SNUB_NANOS} is asked for one block at a time, and others
 * for what it owes.
 */
final class PeerDownload implements PickingPeer, RateTurns.Waiter {
  private static final int FIRST_REQUESTS = 8;
  private static final int MIN_REQUESTS = 4;
  private static final int MAX_REQUESTS = 2048;

  /** The most blocks of one request to a peer that takes such. */
  private static final int LONGEST_REQUEST = PeerWire.MAX_LONG_BLOCK_LENGTH / Blocks.LENGTH;

  /** Long requests are for fast connections, where each message counts and none takes long. */
  private static final int LONG_REQUEST_DEPTH = 64;

  /** So many requests at least are what is under way. */
  private static final int LONG_REQUESTS = 4;

  private static final double ROUND_TRIPS = 3;
  private static final double MIN_QUEUE_SECONDS = 0.25;
  private static final double MAX_QUEUE_SECONDS = 3;
  private static final long MAX_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final double GROWTH = 1.05;
  private static final long SNUB_NANOS = TimeUnit.SECONDS.toNanos(20);

  /** A piece that takes one peer longer is shared with others. */
  private static final double SLOW_PIECE_SECONDS = 15;

  /** So many blocks may come that nobody asked for, before that is no mishap any more. */
  private static final int MAX_UNASKED = 256;

  /** For so long a peer is not asked again for a piece that it refused. */
  private static final long REFUSAL_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final PeerConnection connection;
  private final OpenRequests requests = new OpenRequests();
  private final Set<Integer> allowedFast = new HashSet<>();
  private final Set<Integer> refused = new HashSet<>();
  private final RateMeter rate;
  private @Nullable Content content;
  private BitSet pieces = new BitSet();
  private boolean everything;
  private boolean choked = true;
  private boolean interested;
  private int useful;
  private int maxRequests;
  private double depth = FIRST_REQUESTS;
  private boolean growing = true;
  private double bestRate;
  private long lastSecond;
  private long lastBlockNanos;
  private boolean snubbing;
  private boolean waitingForRate;
  private long shortestWait = Long.MAX_VALUE;
  private long refusedSince;
  private int unasked;

  /** How many requests were taken back whose blocks may be on their way already. */
  private long takenBack;

  private boolean hasLost;
  private int lastPiece = -1;

  PeerDownload(PeerConnection connection, int maxRequests, long nowNanos) {
    this.connection = connection;
    this.maxRequests = maxRequests;
    this.rate = new RateMeter(nowNanos);
    this.lastBlockNanos = nowNanos;
    this.refusedSince = nowNanos;
  }

  /** Hears how many requests the peer keeps waiting (BEP 10). */
  void maxRequests(int queue) {
    maxRequests = Math.min(queue, MAX_REQUESTS);
  }

  /**
   * Begins to fetch, now that it is known what there is; false if the peer told nonsense before.
   */
  boolean attach(Content torrent) {
    content = torrent;
    int count = torrent.pieceCount();
    if (pieces.length() > count) {
      return false;
    }
    everything |= pieces.cardinality() == count;
    if (everything) {
      torrent.availability().seedCame();
    } else {
      torrent.availability().came(pieces);
    }
    countUseful();
    return true;
  }

  /** Ends: others may be asked for what this peer owes. */
  void detach() {
    releaseAll();
    Content torrent = content;
    if (torrent == null) {
      return;
    }
    if (everything) {
      torrent.availability().seedLeft();
    } else {
      torrent.availability().left(pieces);
    }
    torrent.letOthersFetch(this);
    torrent.waitNoLonger(this);
    content = null;
  }

  /** Hears all that the peer has. */
  boolean hasPieces(BitSet all) {
    Content torrent = content;
    if (torrent == null) {
      pieces = all;
      everything = false;
      return true;
    }
    if (all.length() > torrent.pieceCount()) {
      return false;
    }
    if (everything) {
      torrent.availability().seedLeft();
    } else {
      torrent.availability().left(pieces);
    }
    pieces = all;
    everything = all.cardinality() == torrent.pieceCount();
    if (everything) {
      torrent.availability().seedCame();
    } else {
      torrent.availability().came(pieces);
    }
    countUseful();
    return true;
  }

  /** Hears that the peer has everything (BEP 6). */
  void hasAll() {
    Content torrent = content;
    if (torrent == null) {
      everything = true;
      return;
    }
    BitSet all = new BitSet();
    all.set(0, torrent.pieceCount());
    hasPieces(all);
  }

  /** Hears of one more piece; false if there is none of that number. */
  boolean hasPiece(int piece) {
    Content torrent = content;
    if (torrent == null) {
      if (piece >= PeerConnection.MAX_PIECES) {
        return false;
      }
      pieces.set(piece);
      return true;
    }
    if (piece >= torrent.pieceCount()) {
      return false;
    }
    if (everything || pieces.get(piece)) {
      return true;
    }
    pieces.set(piece);
    torrent.availability().increase(piece);
    if (pieces.nextClearBit(0) == torrent.pieceCount() && !hasLost) {
      torrent.availability().left(pieces);
      torrent.availability().seedCame();
      everything = true;
    }
    if (torrent.tracker().isMissing(piece)) {
      useful++;
      showInterest();
      if (mayAsk(piece)) {
        fill();
      }
    }
    return true;
  }

  /** Hears that the peer has lost a piece (BEP 54). */
  void lostPiece(int piece) {
    Content torrent = content;
    if (torrent == null || piece >= torrent.pieceCount() || !has(piece)) {
      return;
    }
    if (everything) {
      // Counted piece by piece from now on, so that to lose and get one again costs nothing.
      hasLost = true;
      everything = false;
      pieces = new BitSet();
      pieces.set(0, torrent.pieceCount());
      torrent.availability().seedLeft();
      torrent.availability().came(pieces);
    }
    pieces.clear(piece);
    torrent.availability().decrease(piece);
    if (torrent.tracker().isMissing(piece)) {
      useful--;
      showInterest();
    }
  }

  /** Hears that we have a piece now, or want one no longer. */
  void gotPiece(int piece) {
    if (has(piece)) {
      useful--;
      showInterest();
    }
  }

  /** Counts anew what the peer has and we miss. */
  void countUseful() {
    Content torrent = content;
    if (torrent != null) {
      useful = torrent.missingAmong(everything ? null : pieces);
      showInterest();
      fill();
    }
  }

  private void showInterest() {
    boolean wants = useful > 0;
    if (wants != interested) {
      interested = wants;
      connection.send(wants ? PeerMessage.Interested.MESSAGE : PeerMessage.NotInterested.MESSAGE);
    }
  }

  void choked() {
    if (choked) {
      return;
    }
    choked = true;
    if (!connection.isFast()) {
      releaseAll();
    }
    if (content != null) {
      content.letOthersFetch(this);
    }
  }

  void unchoked() {
    if (choked) {
      choked = false;
      lastBlockNanos = connection.now();
      fill();
    }
  }

  void allowedFast(int piece) {
    if (allowedFast.size() < PeerConnection.MAX_ALLOWED_FAST
        && allowedFast.add(piece)
        && mayAsk(piece)) {
      fill();
    }
  }

  /** Hears that a request won't be answered (BEP 6). */
  void rejected(int piece, int begin, int length) {
    OpenRequest request = requests.take(piece, begin, length);
    if (request == null) {
      takenBack = Math.max(0, takenBack - 1);
      return;
    }
    release(request);
    if (choked) {
      allowedFast.remove(piece);
    } else {
      // It said that it had the piece, and won't give it: to ask again at once would go in circles.
      refused.add(piece);
    }
    fill();
  }

  /**
   * Notes that a block came.
   *
   * @return false if nobody asked for it
   */
  boolean received(int piece, int begin, int length) {
    long now = connection.now();
    rate.add(length);
    OpenRequest request = requests.take(piece, begin, length);
    if (request == null && takenBack == 0) {
      return ++unasked <= MAX_UNASKED;
    }
    lastSecond += length;
    lastBlockNanos = now;
    snubbing = false;
    if (request == null) {
      takenBack--;
      return true;
    }
    release(request);
    long wait = now - request.nanos();
    shortestWait = Math.min(shortestWait, wait);
    if (growing) {
      depth += request.blocks();
      // More requests would only wait longer, and bind pieces that others could fetch meanwhile.
      growing = wait < MAX_WAIT_NANOS;
    }
    return true;
  }

  /** Asks for as many blocks as should be under way. */
  void fill() {
    Content torrent = content;
    if (torrent == null || !interested || torrent.isPaused()) {
      return;
    }
    if (choked && allowedFast.isEmpty()) {
      return;
    }
    int wanted = snubbing ? 1 : (int) Math.min(depth, maxRequests);
    int most = mostBlocks(torrent);
    while (wanted - requests.blocks() >= (requests.size() == 0 ? 1 : most) && !waitingForRate) {
      if (!torrent.downloadLimit().take(Blocks.LENGTH)) {
        waitingForRate = true;
        torrent.waitForDownload(this);
        return;
      }
      Pick pick = torrent.picker().next(this);
      if (pick == null) {
        torrent.downloadLimit().giveBack(Blocks.LENGTH);
        return;
      }
      torrent.downloadLimit().giveBack(Blocks.LENGTH - pick.length());
      ask(pick, most);
    }
  }

  /** How many blocks a request may be for: a power of two. */
  private int mostBlocks(Content torrent) {
    boolean asksLong =
        depth >= LONG_REQUEST_DEPTH
            && !torrent.downloadLimit().isLimited()
            && connection.extensions().speaks(ExtensionHandshake.LONG_REQUEST);
    return asksLong
        ? Math.min(LONGEST_REQUEST, Integer.highestOneBit((int) depth / LONG_REQUESTS))
        : 1;
  }

  private void ask(Pick pick, int most) {
    PartialPiece partial = pick.partial();
    int first = pick.block();
    // Requests that begin and end where the peer's reads do cost it one read each.
    int end = partial.requestedOn(first + 1, first / most * most + most);
    OpenRequest request =
        new OpenRequest(
            pick.piece(), first, end - first, partial.length(first, end), connection.now());
    lastPiece = pick.piece();
    requests.add(request);
    connection.send(request.message());
  }

  @Override
  public int nextLength() {
    return Blocks.LENGTH;
  }

  @Override
  public void rateAllows() {
    waitingForRate = false;
    fill();
  }

  /** Sends a cancel for a block that came from somebody else. */
  void cancel(int piece, int block) {
    OpenRequest request = requests.with(piece, block);
    if (request != null && isAllHere(request)) {
      requests.remove(request);
      cancel(request);
    }
  }

  /** True if nothing of what a request is for is missing any more. */
  private boolean isAllHere(OpenRequest request) {
    PartialPiece partial = content == null ? null : content.tracker().partial(request.piece());
    return partial == null || partial.missingAmong(request.block(), request.end()) == 0;
  }

  /** Cancels what is not among the pieces that readers wait for, so that these come first. */
  void cancelOutside(ReadingWindows windows) {
    requests.takeAll(request -> !windows.contains(request.piece())).forEach(this::cancel);
    fill();
  }

  private void cancel(OpenRequest request) {
    release(request);
    takenBack++;
    connection.send(request.cancel());
  }

  private void release(OpenRequest request) {
    Content torrent = content;
    PartialPiece partial = torrent == null ? null : torrent.tracker().partial(request.piece());
    if (partial != null) {
      partial.released(request.block(), request.end());
    }
  }

  private void releaseAll() {
    List<OpenRequest> owed = requests.takeAll(request -> true);
    owed.forEach(this::release);
    takenBack += owed.size();
  }

  /** Forgets requests for a piece that is begun from new. */
  void forget(int piece) {
    takenBack += requests.takeAll(request -> request.piece() == piece).size();
  }

  /** Works out rate and queue once a second. */
  void tick(long nowNanos) {
    rate.tick(nowNanos);
    if (growing) {
      if (lastSecond > 0 && lastSecond < bestRate * GROWTH) {
        growing = false;
      }
      bestRate = Math.max(bestRate, lastSecond);
    } else {
      depth = MIN_REQUESTS + rate.rate() * queueSeconds() / Blocks.LENGTH;
    }
    lastSecond = 0;
    if (nowNanos - refusedSince > REFUSAL_NANOS) {
      refusedSince = nowNanos;
      refused.clear();
    }
    if (content != null && content.isPaused()) {
      // We don't read what it may have sent.
      lastBlockNanos = nowNanos;
    }
    OpenRequest oldest = requests.oldest();
    if (oldest != null && nowNanos - Math.max(lastBlockNanos, oldest.nanos()) > SNUB_NANOS) {
      snubbing = true;
      growing = true;
      depth = FIRST_REQUESTS;
      requests.takeAll(request -> true).forEach(this::cancel);
      if (content != null) {
        content.letOthersFetch(this);
      }
    }
    fill();
  }

  /** Some round trips' worth, within bounds. */
  private double queueSeconds() {
    double seconds = ROUND_TRIPS * shortestWait / 1e9;
    return Math.min(MAX_QUEUE_SECONDS, Math.max(MIN_QUEUE_SECONDS, seconds));
  }

  /** How many pieces the peer is known to have; more than there can be where it has everything. */
  int count() {
    return everything ? Integer.MAX_VALUE : pieces.cardinality();
  }

  boolean has(int piece) {
    return everything || pieces.get(piece);
  }

  @Override
  public boolean mayAsk(int piece) {
    return has(piece)
        && (!choked || allowedFast.contains(piece))
        && (refused.isEmpty() || !refused.contains(piece));
  }

  @Override
  public BitSet pieces() {
    return pieces;
  }

  @Override
  public boolean hasEverything() {
    return everything;
  }

  @Override
  public boolean hasAsked(int piece, int block) {
    return requests.with(piece, block) != null;
  }

  /** True if the peer was asked for so long a block. */
  boolean hasAskedFor(int length) {
    return requests.hasLength(length);
  }

  @Override
  public int outstanding() {
    return requests.size();
  }

  @Override
  public int lastPiece() {
    return lastPiece;
  }

  @Override
  public boolean isSlow() {
    Content torrent = content;
    return torrent != null && rate.rate() * SLOW_PIECE_SECONDS < torrent.pieceLength();
  }

  boolean isSnubbing() {
    return snubbing;
  }

  boolean isInterested() {
    return interested;
  }

  boolean isChoked() {
    return choked;
  }

  double rate() {
    return rate.rate();
  }

  long total() {
    return rate.total();
  }
}

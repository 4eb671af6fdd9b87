package io.skep.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.skep.bittorrent.PeerAddress;
import io.skep.metainfo.Metainfo;
import io.skep.metainfo.PieceLayout;
import io.skep.protocol.PeerMessage;
import io.skep.protocol.PeerWire;
import io.vertx.core.Future;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The content of a torrent while it is transferred: from blocks that come in to pieces that are
 * verified, and from pieces to blocks that go out. Lives on one event loop.
 */
final class Content {
  /** When so much waits to be written nothing more is read from peers. */
  private static final long MAX_QUEUED_BYTES = 32L << 20;

  /** What happens to pieces. */
  interface Listener {
    /** A piece is verified and on disk. */
    void verified(int piece);

    /** A piece was bad. */
    void failed(int piece, int length);

    /** Somebody certainly sent corrupt blocks. */
    void lied(PeerAddress sender);

    /** The disk can't keep up, or can again. */
    void paused(boolean paused);

    /** The content can't be read or written. */
    void broken(Throwable cause);

    /** A piece that was there is no longer. */
    void lost(int piece);
  }

  private final Metainfo metainfo;
  private final PieceStorage storage;
  private final PieceTracker tracker;
  private final Availability availability;
  private final PiecePicker picker;
  private final RunPicker runs;
  private final ReadingWindows windows;
  private final CorruptionTrace trace = new CorruptionTrace();
  private final RateTurns downloads;
  private final RateTurns uploads;
  private final List<PeerConnection> peers;
  private final Listener listener;
  private @Nullable SuperSeeding superSeeding;
  private long wasted;
  private boolean paused;

  Content(
      Metainfo metainfo,
      PieceStorage storage,
      BitSet had,
      BitSet wanted,
      ReadingWindows windows,
      RateTurns downloads,
      RateTurns uploads,
      boolean sequential,
      RandomGenerator random,
      List<PeerConnection> peers,
      Listener listener) {
    this.metainfo = metainfo;
    this.storage = storage;
    this.windows = windows;
    this.downloads = downloads;
    this.uploads = uploads;
    this.peers = peers;
    this.listener = listener;
    PieceLayout layout = metainfo.layout();
    tracker = new PieceTracker(layout, had, wanted);
    availability = new Availability(layout.pieceCount(), random);
    for (int piece = 0; piece < layout.pieceCount(); piece++) {
      if (tracker.isMissing(piece)) {
        availability.add(piece);
      }
    }
    picker = new PiecePicker(tracker, availability, windows, trace, random, sequential);
    runs = new RunPicker(tracker, availability, windows, trace, random, sequential);
    storage.onDrained(() -> pause(false));
  }

  Metainfo metainfo() {
    return metainfo;
  }

  PieceStorage storage() {
    return storage;
  }

  PieceTracker tracker() {
    return tracker;
  }

  Availability availability() {
    return availability;
  }

  PiecePicker picker() {
    return picker;
  }

  /** Chooses for those who give long runs of blocks. */
  RunPicker runs() {
    return runs;
  }

  ReadingWindows windows() {
    return windows;
  }

  int pieceCount() {
    return tracker.layout().pieceCount();
  }

  int pieceLength() {
    return tracker.layout().pieceLength();
  }

  /** Bytes that came and were of no use. */
  long wasted() {
    return wasted;
  }

  RateTurns downloadLimit() {
    return downloads;
  }

  RateTurns uploadLimit() {
    return uploads;
  }

  void waitForDownload(RateTurns.Waiter peer) {
    downloads.add(peer);
  }

  void waitForUpload(RateTurns.Waiter peer) {
    uploads.add(peer);
  }

  /** Gives up a place among those who wait for a rate limit. */
  void waitNoLonger(RateTurns.Waiter peer) {
    downloads.remove(peer);
    uploads.remove(peer);
  }

  /** True while the disk can't keep up. */
  boolean isPaused() {
    return paused;
  }

  private void pause(boolean full) {
    if (paused != full) {
      paused = full;
      listener.paused(full);
    }
  }

  /** Seeds as BEP 16 has it. */
  SuperSeeding startSuperSeeding() {
    SuperSeeding started = new SuperSeeding(availability, pieceCount());
    superSeeding = started;
    return started;
  }

  /**
   * How many of these pieces are missing here.
   *
   * @param pieces null for all there are
   */
  int missingAmong(@Nullable BitSet pieces) {
    if (pieces == null) {
      return tracker.missing();
    }
    int count = 0;
    for (int piece = pieces.nextSetBit(0); piece >= 0; piece = pieces.nextSetBit(piece + 1)) {
      count += tracker.isMissing(piece) ? 1 : 0;
    }
    return count;
  }

  /** True if a request is for bytes that the torrent has, and not for too many at once. */
  boolean isBlock(PeerMessage.Request request) {
    // A limit lets no more through at once than anybody may ask for.
    int most = uploads.isLimited() ? PeerWire.MAX_BLOCK_LENGTH : PeerWire.MAX_LONG_BLOCK_LENGTH;
    return request.piece() < pieceCount()
        && request.length() > 0
        && request.length() <= most
        && (long) request.begin() + request.length()
            <= tracker.layout().paddedLength(request.piece());
  }

  /** What is asked for; the padding at a piece's end is zeros, which no storage has. */
  Future<ByteBuf> read(PeerMessage.Request request) {
    int there = tracker.layout().length(request.piece()) - request.begin();
    if (there >= request.length()) {
      return storage.read(request.piece(), request.begin(), request.length());
    }
    if (there <= 0) {
      return Future.succeededFuture(
          PooledByteBufAllocator.DEFAULT
              .directBuffer(request.length())
              .writeZero(request.length()));
    }
    return storage
        .read(request.piece(), request.begin(), there)
        .map(
            bytes -> {
              ByteBuf padded =
                  PooledByteBufAllocator.DEFAULT
                      .directBuffer(request.length())
                      .writeBytes(bytes)
                      .writeZero(request.length() - there);
              bytes.release();
              return padded;
            });
  }

  /** True if a peer may get a piece. */
  boolean gives(PeerConnection peer, int piece) {
    SuperSeeding revealing = superSeeding;
    return tracker.has(piece) && (revealing == null || revealing.isRevealed(peer, piece));
  }

  /** Frees the pieces that were to come from one peer alone. */
  void letOthersFetch(PeerDownload peer) {
    for (PartialPiece partial : tracker.partials()) {
      if (partial.onlyFor() == peer) {
        partial.onlyFor(null);
      }
    }
  }

  /** Takes a block that came, which it takes over. */
  void received(PeerConnection from, PeerMessage.Block message) {
    received(from.address(), from.download(), message.piece(), message.begin(), message.data());
  }

  /**
   * Takes a block that came, which it takes over.
   *
   * @param sender who answers for it
   * @param source who was asked for it, as {@link PartialPiece#onlyFor} has it
   */
  void received(PeerAddress sender, Object source, int piece, int begin, ByteBuf data) {
    PartialPiece partial = tracker.partial(piece);
    if (partial == null
        || !partial.isWholeBlocks(begin, data.readableBytes())
        || (partial.onlyFor() != null && partial.onlyFor() != source)) {
      wasted += data.readableBytes();
      data.release();
      return;
    }
    // What comes twice must not have a whole piece checked twice.
    if (take(sender, partial, begin, data) && partial.isWhole()) {
      verify(piece);
    }
    if (storage.queuedBytes() > MAX_QUEUED_BYTES) {
      pause(true);
    }
  }

  /**
   * Takes the blocks that are new: what is here already must not be written over by others.
   *
   * @return false if there are none
   */
  private boolean take(PeerAddress sender, PartialPiece partial, int begin, ByteBuf data) {
    int first = begin / Blocks.LENGTH;
    int end = first + Blocks.count(data.readableBytes());
    int fresh = partial.missingAmong(first, end);
    if (fresh == end - first) {
      partial.received(first, end, sender);
      storage.write(partial.piece(), begin, data);
    } else {
      takeFresh(sender, partial, begin, data);
    }
    for (int block = partial.nextAskedFor(first, end);
        block >= 0;
        block = partial.nextAskedFor(block + 1, end)) {
      for (PeerConnection other : List.copyOf(peers)) {
        other.download().cancel(partial.piece(), block);
      }
    }
    return fresh > 0;
  }

  private void takeFresh(PeerAddress sender, PartialPiece partial, int begin, ByteBuf data) {
    for (int start = 0; start < data.readableBytes(); start += Blocks.LENGTH) {
      int block = (begin + start) / Blocks.LENGTH;
      if (partial.received(block, sender)) {
        ByteBuf part = data.retainedSlice(data.readerIndex() + start, partial.length(block));
        storage.write(partial.piece(), Blocks.begin(block), part);
      } else {
        wasted += partial.length(block);
      }
    }
    data.release();
  }

  private void verify(int piece) {
    storage
        .verify(piece)
        .onSuccess(
            verdict -> {
              if (verdict.isGood()) {
                good(piece);
              } else {
                bad(piece, verdict);
              }
            })
        .onFailure(listener::broken);
  }

  private void good(int piece) {
    tracker.verified(piece);
    if (trace.isSuspected(piece)) {
      storage
          .blockDigests(piece)
          .onSuccess(digests -> trace.good(piece, digests).forEach(listener::lied))
          .onFailure(listener::broken);
    }
    for (PeerConnection peer : List.copyOf(peers)) {
      peer.download().gotPiece(piece);
      if (!peer.download().has(piece)) {
        peer.send(new PeerMessage.Have(piece));
      }
    }
    listener.verified(piece);
  }

  private void bad(int piece, Verdict verdict) {
    PartialPiece partial = tracker.dropped(piece);
    for (PeerConnection peer : peers) {
      peer.download().forget(piece);
    }
    availability.add(piece);
    Set<PeerAddress> liars = trace.failed(partial, verdict.blockDigests());
    listener.failed(piece, tracker.layout().length(piece));
    liars.forEach(listener::lied);
    for (PeerConnection peer : List.copyOf(peers)) {
      peer.download().fill();
    }
  }

  /** A piece that was had could not be read: it is missing from now on. */
  void couldNotRead(int piece, Throwable cause) {
    if (tracker.has(piece)) {
      tracker.lost(piece);
      if (tracker.isMissing(piece)) {
        availability.add(piece);
      }
      listener.lost(piece);
      listener.broken(cause);
    }
  }
}

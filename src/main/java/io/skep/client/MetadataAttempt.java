package io.skep.client;

import io.skep.protocol.MetadataMessage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An info dictionary of one length on its way, from all who claim that length or from one of them
 * alone. It takes memory only for what has come.
 */
final class MetadataAttempt {
  /** A piece that somebody was asked for. */
  private record Asked(PeerConnection peer, long nanos) {}

  private final int length;
  private final boolean isOfOne;
  private final Map<Integer, byte[]> pieces = new HashMap<>();
  private final @Nullable Asked[] asked;
  private final Set<PeerConnection> senders = new HashSet<>();
  private @Nullable PeerConnection only;
  private int missing;
  private long held;
  private long lastProgress;

  /**
   * An attempt.
   *
   * @param length in bytes, at least 1
   * @param isOfOne whether all of it must come from one peer
   */
  MetadataAttempt(int length, boolean isOfOne, long nowNanos) {
    this.length = length;
    this.isOfOne = isOfOne;
    this.lastProgress = nowNanos;
    missing = pieces(length);
    asked = new Asked[missing];
  }

  /** How many pieces so many bytes of metadata have (BEP 9). */
  static int pieces(int length) {
    return (length + MetadataMessage.PIECE_LENGTH - 1) / MetadataMessage.PIECE_LENGTH;
  }

  int length() {
    return length;
  }

  /** How many bytes have come. */
  long held() {
    return held;
  }

  /** When it began, or the last piece came. */
  long lastProgress() {
    return lastProgress;
  }

  boolean isWhole() {
    return missing == 0;
  }

  /** All who sent some of it. */
  Set<PeerConnection> senders() {
    return senders;
  }

  /** The next piece to ask a peer for, noted as asked for; -1 if there is none for it. */
  int ask(PeerConnection peer, long nowNanos) {
    if (isOfOne && only == null) {
      only = peer;
    }
    if (isOfOne && only != peer) {
      return -1;
    }
    for (int piece = 0; piece < asked.length; piece++) {
      if (!pieces.containsKey(piece) && asked[piece] == null) {
        asked[piece] = new Asked(peer, nowNanos);
        return piece;
      }
    }
    return -1;
  }

  /** Takes a piece; false if nobody waits for it from this peer. */
  boolean take(PeerConnection peer, MetadataMessage.Data data, long nowNanos) {
    Asked request = asked[data.piece()];
    if (request == null || request.peer() != peer) {
      return false;
    }
    asked[data.piece()] = null;
    pieces.put(data.piece(), data.data());
    held += data.data().length;
    lastProgress = nowNanos;
    missing--;
    senders.add(peer);
    return true;
  }

  /** Takes back requests that were made before a moment, and tells who did not answer. */
  void takeBackOverdue(long beforeNanos, Consumer<PeerConnection> late) {
    for (int piece = 0; piece < asked.length; piece++) {
      Asked request = asked[piece];
      if (request != null && request.nanos() - beforeNanos < 0) {
        takeBack(request.peer(), piece);
        late.accept(request.peer());
      }
    }
  }

  /** Takes back a request that a peer refuses; false if there was none. */
  boolean takeBack(PeerConnection peer, int piece) {
    if (piece >= asked.length) {
      return false;
    }
    Asked request = asked[piece];
    if (request == null || request.peer() != peer) {
      return false;
    }
    asked[piece] = null;
    giveUp(peer);
    return true;
  }

  /** Takes back all requests to a peer. */
  void takeBack(PeerConnection peer) {
    for (int piece = 0; piece < asked.length; piece++) {
      takeBack(peer, piece);
    }
    giveUp(peer);
  }

  /** What came from the one peer is of no use without the rest of it. */
  private void giveUp(PeerConnection peer) {
    if (only != peer) {
      return;
    }
    only = null;
    senders.clear();
    held = 0;
    missing = asked.length;
    pieces.clear();
    for (int piece = 0; piece < asked.length; piece++) {
      asked[piece] = null;
    }
  }

  /** The whole of it. */
  byte[] bytes() {
    byte[] bytes = new byte[length];
    int position = 0;
    for (int i = 0; i < asked.length; i++) {
      byte[] piece = pieces.get(i);
      if (piece == null) {
        throw new IllegalStateException("the metadata is not whole");
      }
      System.arraycopy(piece, 0, bytes, position, piece.length);
      position += piece.length;
    }
    return bytes;
  }
}

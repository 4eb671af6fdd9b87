package io.skep.client;

import io.skep.metainfo.Metainfo;
import io.skep.metainfo.MetainfoException;
import io.skep.protocol.ExtensionHandshake;
import io.skep.protocol.MetadataMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the info dictionary that a magnet link names from peers, and gives it to others (BEP 9).
 *
 * <p>A peer's word on the length is not trusted: each length that somebody claims is an attempt of
 * its own, filled by those who claim it, and what fits the hash wins. Where it does not fit, and
 * several sent it, the next attempt takes it from one peer at a time, until a peer that sent all of
 * it is found to have lied. Whoever refuses, or does not answer, is left alone for a time, so that
 * others are asked.
 */
final class MetadataExchange {
  /** Lengths that are tried side by side: more than one means that somebody lies. */
  static final int MAX_LENGTHS = 8;

  /** What all attempts hold together, in bytes. */
  private static final long MAX_HELD = 2L * ExtensionHandshake.MAX_METADATA_SIZE;

  private static final int MAX_SPOILED = 1000;
  private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** How many pieces more than twice what it needs a peer gets from us. */
  private static final int SPARE_PIECES = 16;

  /** Decides whether a dictionary is the one that is looked for. */
  interface Judge {
    /**
     * The torrent of this dictionary.
     *
     * @return null if the dictionary has another hash
     * @throws MetainfoException if it has the hash, and still is no torrent
     */
    @Nullable Metainfo judge(byte[] info) throws MetainfoException;
  }

  /** Hears how it ends. */
  interface Listener {
    /** It is here, with the right hash. */
    void found(Metainfo metainfo);

    /** The hash fits, and the dictionary is no torrent: nobody will ever have another. */
    void useless(MetainfoException why);

    /** A peer certainly sent a dictionary of another hash. */
    void lied(PeerConnection peer);
  }

  private final Judge judge;
  private final Listener listener;
  private final Map<Integer, MetadataAttempt> attempts = new HashMap<>();

  /** Lengths of which a dictionary came from several peers, and did not fit. */
  private final Set<Integer> spoiled = new HashSet<>();

  /** Who is left alone, and until when. */
  private final Map<PeerConnection, Long> pauses = new HashMap<>();

  private final Map<PeerConnection, Integer> given = new HashMap<>();
  private byte @Nullable [] info;
  private int turn;

  /**
   * An exchange.
   *
   * @param info the dictionary where it is known; null to fetch it
   */
  MetadataExchange(byte @Nullable [] info, Judge judge, Listener listener) {
    this.info = info;
    this.judge = judge;
    this.listener = listener;
  }

  /** The length of the dictionary, if it is here. */
  OptionalInt size() {
    byte[] here = info;
    return here == null ? OptionalInt.empty() : OptionalInt.of(here.length);
  }

  /** Asks peers for what is missing; to be called when one comes, and once a second. */
  void ask(List<PeerConnection> peers, long nowNanos) {
    if (info != null) {
      return;
    }
    for (MetadataAttempt attempt : attempts.values()) {
      attempt.takeBackOverdue(
          nowNanos - TIMEOUT_NANOS, late -> pauses.put(late, nowNanos + TIMEOUT_NANOS));
    }
    // Another one begins each time: where there are too many lengths, each has its chance.
    List<PeerConnection> inTurn = new ArrayList<>(peers);
    Collections.rotate(inTurn, turn++);
    for (PeerConnection peer : inTurn) {
      ask(peer, nowNanos);
    }
  }

  private void ask(PeerConnection peer, long nowNanos) {
    OptionalInt length = peer.extensions().metadataSize();
    Long pause = pauses.get(peer);
    boolean isPaused = pause != null && nowNanos - pause < 0;
    if (length.isEmpty() || isPaused || !peer.extensions().speaks(ExtensionHandshake.METADATA)) {
      return;
    }
    MetadataAttempt attempt = attempt(length.getAsInt(), nowNanos);
    int piece = attempt == null ? -1 : attempt.ask(peer, nowNanos);
    if (piece >= 0) {
      peer.extensions().send(new MetadataMessage.Request(piece));
    }
  }

  private @Nullable MetadataAttempt attempt(int length, long nowNanos) {
    MetadataAttempt attempt = attempts.get(length);
    if (attempt == null && (attempts.size() < MAX_LENGTHS || dropIdle(nowNanos))) {
      attempt = new MetadataAttempt(length, spoiled.contains(length), nowNanos);
      attempts.put(length, attempt);
    }
    return attempt;
  }

  /** Makes room for another length: one that nobody answers for goes. */
  private boolean dropIdle(long nowNanos) {
    for (Iterator<MetadataAttempt> i = attempts.values().iterator(); i.hasNext(); ) {
      if (nowNanos - i.next().lastProgress() > TIMEOUT_NANOS) {
        i.remove();
        return true;
      }
    }
    return false;
  }

  /** Takes a message. */
  void receive(PeerConnection peer, MetadataMessage message) {
    if (message instanceof MetadataMessage.Request request) {
      give(peer, request.piece());
    } else if (message instanceof MetadataMessage.Data data) {
      take(peer, data);
    } else if (message instanceof MetadataMessage.Reject reject) {
      for (MetadataAttempt attempt : attempts.values()) {
        if (attempt.takeBack(peer, reject.piece())) {
          pauses.put(peer, peer.now() + TIMEOUT_NANOS);
        }
      }
    }
  }

  private void give(PeerConnection peer, int piece) {
    byte[] here = info;
    int start = piece * MetadataMessage.PIECE_LENGTH;
    if (here == null || start >= here.length || !peer.isWritable() || !mayHave(peer, here.length)) {
      peer.extensions().send(new MetadataMessage.Reject(piece));
      return;
    }
    int end = Math.min(here.length, start + MetadataMessage.PIECE_LENGTH);
    byte[] data = new byte[end - start];
    System.arraycopy(here, start, data, 0, data.length);
    peer.extensions().send(new MetadataMessage.Data(piece, here.length, data));
  }

  private boolean mayHave(PeerConnection peer, int length) {
    return given.merge(peer, 1, Integer::sum) <= 2 * MetadataAttempt.pieces(length) + SPARE_PIECES;
  }

  private void take(PeerConnection peer, MetadataMessage.Data data) {
    MetadataAttempt attempt = attempts.get(data.totalSize());
    if (info != null || attempt == null || held() + data.data().length > MAX_HELD) {
      return;
    }
    if (attempt.take(peer, data, peer.now())) {
      if (attempt.isWhole()) {
        judge(attempt);
      } else {
        ask(peer, peer.now());
      }
    }
  }

  private long held() {
    return attempts.values().stream().mapToLong(MetadataAttempt::held).sum();
  }

  private void judge(MetadataAttempt attempt) {
    attempts.remove(attempt.length());
    byte[] bytes = attempt.bytes();
    try {
      Metainfo metainfo = judge.judge(bytes);
      if (metainfo != null) {
        info = bytes;
        attempts.clear();
        pauses.clear();
        listener.found(metainfo);
      } else if (attempt.senders().size() == 1) {
        attempt.senders().forEach(listener::lied);
      } else {
        if (spoiled.size() >= MAX_SPOILED) {
          spoiled.clear();
        }
        spoiled.add(attempt.length());
      }
    } catch (MetainfoException e) {
      listener.useless(e);
    }
  }

  /** Forgets a peer that has left. */
  void left(PeerConnection peer) {
    given.remove(peer);
    pauses.remove(peer);
    attempts.values().forEach(attempt -> attempt.takeBack(peer));
  }
}

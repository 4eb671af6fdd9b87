package io.skep.client;

import io.skep.metainfo.IncomingLayer;
import io.skep.metainfo.Metainfo;
import io.skep.protocol.HashRange;
import io.skep.protocol.PeerMessage;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Fetches from peers what the pieces of a torrent of version 2 must hash to, which no magnet link
 * and no metadata message brings (BEP 52).
 *
 * <p>Each answer proves itself against the info dictionary, so that one who lies is found out at
 * once. One who refuses or keeps silent is left alone for a while, and others are asked; whoever
 * answers first is heard, be it late.
 */
final class LayerExchange {
  /** How many answers of one peer are awaited at a time: up to 16 KiB each. */
  static final int MAX_ASKED = 4;

  /** How long an answer is awaited. */
  static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** How long a peer that refused, or did not answer in time, is not asked again. */
  static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** A peer as far as it matters here. */
  interface Peer {
    /** True if it speaks version 2. */
    boolean isV2();

    void send(PeerMessage message);

    /** Is told when it certainly told an untruth. */
    void lied(String what);
  }

  /** A part of a layer that is not here. */
  private static final class Question {
    final IncomingLayer layer;
    final int part;
    final HashRange range;

    /** All who were asked and may still answer. */
    final Set<Peer> asked = new HashSet<>(2);

    /** The one whose answer is awaited; null while nobody's is. */
    @Nullable Peer awaitedOf;

    long at;

    Question(IncomingLayer layer, int part) {
      this.layer = layer;
      this.part = part;
      range =
          new HashRange(
              layer.root(),
              layer.baseLayer(),
              layer.index(part),
              layer.length(part),
              layer.proofLayers());
    }
  }

  private final Runnable completed;
  private final Map<HashRange, Question> open = new HashMap<>();
  private final ArrayDeque<Question> waiting = new ArrayDeque<>();
  private final Set<Question> awaited = new LinkedHashSet<>();
  private final Map<Peer, Integer> awaitedOf = new HashMap<>();
  private final Map<Peer, Long> pausedUntil = new HashMap<>();

  /**
   * An exchange.
   *
   * @param metainfo gets the layers that it lacks
   * @param completed is run once when all are here
   */
  LayerExchange(Metainfo metainfo, Runnable completed) {
    this.completed = completed;
    for (IncomingLayer layer : IncomingLayer.missing(metainfo)) {
      for (int part = 0; part < layer.parts(); part++) {
        Question question = new Question(layer, part);
        // Files that claim one root but other lengths can never both be right: one is enough.
        if (open.putIfAbsent(question.range, question) == null) {
          waiting.add(question);
        }
      }
    }
  }

  /** True if the pieces of a torrent cannot be verified as long as it lacks layers. */
  static boolean isNeededFor(Metainfo metainfo) {
    return !metainfo.hashes().hasSha1() && !metainfo.hashes().isComplete();
  }

  /** Asks peers for what is missing; to be called when one comes, and once a second. */
  void ask(List<? extends Peer> peers, long nowNanos) {
    for (Question question : List.copyOf(awaited)) {
      Peer peer = question.awaitedOf;
      if (peer != null && nowNanos - question.at > TIMEOUT_NANOS) {
        giveUp(question, peer, nowNanos);
      }
    }
    for (Peer peer : List.copyOf(peers)) {
      ask(peer, nowNanos);
    }
  }

  private void ask(Peer peer, long nowNanos) {
    Long until = pausedUntil.get(peer);
    if (!peer.isV2() || (until != null && nowNanos - until < 0)) {
      return;
    }
    while (awaitedOf.getOrDefault(peer, 0) < MAX_ASKED && !waiting.isEmpty()) {
      Question question = waiting.remove();
      question.asked.add(peer);
      question.awaitedOf = peer;
      question.at = nowNanos;
      awaited.add(question);
      awaitedOf.merge(peer, 1, Integer::sum);
      peer.send(new PeerMessage.HashRequest(question.range));
    }
  }

  /** Takes an answer; one that this peer was not asked for, or that others gave, is passed over. */
  void receive(Peer peer, PeerMessage.Hashes answer, long nowNanos) {
    Question question = open.get(answer.range());
    if (question == null || !question.asked.contains(peer)) {
      return;
    }
    if (!question.layer.add(question.part, answer.hashes())) {
      peer.lied("gave hashes that do not fit the torrent");
      return;
    }
    open.remove(question.range);
    if (question.awaitedOf == null) {
      waiting.remove(question);
    } else {
      awaitNoLonger(question, question.awaitedOf);
    }
    if (open.isEmpty()) {
      completed.run();
    } else {
      ask(peer, nowNanos);
    }
  }

  /** Takes a refusal. */
  void rejected(Peer peer, HashRange range, long nowNanos) {
    Question question = open.get(range);
    if (question != null && question.asked.remove(peer) && question.awaitedOf == peer) {
      giveUp(question, peer, nowNanos);
    }
  }

  /** Lets others be asked. */
  private void giveUp(Question question, Peer peer, long nowNanos) {
    awaitNoLonger(question, peer);
    waiting.addFirst(question);
    pausedUntil.put(peer, nowNanos + PAUSE_NANOS);
  }

  private void awaitNoLonger(Question question, Peer peer) {
    question.awaitedOf = null;
    awaited.remove(question);
    awaitedOf.merge(peer, -1, Integer::sum);
  }

  /** Forgets a peer that has left. */
  void left(Peer peer) {
    for (Question question : open.values()) {
      question.asked.remove(peer);
      if (question.awaitedOf == peer) {
        awaitNoLonger(question, peer);
        waiting.addFirst(question);
      }
    }
    awaitedOf.remove(peer);
    pausedUntil.remove(peer);
  }
}

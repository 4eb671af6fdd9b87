package io.skep.client;

import io.skep.metainfo.Metainfo;
import io.skep.metainfo.MetainfoException;
import io.skep.protocol.ExtensionHandshake;
import io.skep.protocol.MetadataMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the info dictionary that a magnet link names from peers, and gives it to others (BEP 9).
 *
 * <p>A peer's word on the length is not trusted: each length that somebody claims has its own
 * buffer, filled by those who claim it, and what fits the hash wins. The peers whose dictionary
 * does not fit are told so by closing their connections.
 */
final class MetadataExchange {
  /** Lengths that are tried side by side: more than one means that somebody lies. */
  private static final int MAX_LENGTHS = 4;

  private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** How many pieces of the dictionary a peer gets from us: twice what it needs, and some. */
  private static final int MAX_GIVEN = 2 * ExtensionHandshake.MAX_METADATA_SIZE / 16384;

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
  }

  /** A dictionary on its way. */
  private static final class Attempt {
    final byte[] bytes;
    final boolean[] here;
    final long[] askedAt;
    final PeerConnection[] askedOf;
    final List<PeerConnection> senders = new ArrayList<>();
    int missing;

    Attempt(int length) {
      bytes = new byte[length];
      missing = (length + MetadataMessage.PIECE_LENGTH - 1) / MetadataMessage.PIECE_LENGTH;
      here = new boolean[missing];
      askedAt = new long[missing];
      askedOf = new PeerConnection[missing];
    }
  }

  private final Judge judge;
  private final Listener listener;
  private final Map<Integer, Attempt> attempts = new HashMap<>();
  private final Map<PeerConnection, Integer> given = new HashMap<>();
  private byte @Nullable [] info;

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
    for (PeerConnection peer : List.copyOf(peers)) {
      OptionalInt length = peer.extensions().metadataSize();
      if (length.isPresent() && peer.extensions().speaks(ExtensionHandshake.METADATA)) {
        Attempt attempt = attempt(length.getAsInt());
        if (attempt != null) {
          ask(peer, attempt, nowNanos);
        }
      }
    }
  }

  private @Nullable Attempt attempt(int length) {
    Attempt attempt = attempts.get(length);
    if (attempt == null && attempts.size() < MAX_LENGTHS) {
      attempt = new Attempt(length);
      attempts.put(length, attempt);
    }
    return attempt;
  }

  private static void ask(PeerConnection peer, Attempt attempt, long nowNanos) {
    for (int piece = 0; piece < attempt.here.length; piece++) {
      boolean isAsked =
          attempt.askedOf[piece] != null && nowNanos - attempt.askedAt[piece] < TIMEOUT_NANOS;
      if (!attempt.here[piece] && !isAsked && attempt.askedOf[piece] != peer) {
        attempt.askedOf[piece] = peer;
        attempt.askedAt[piece] = nowNanos;
        peer.extensions().send(new MetadataMessage.Request(piece));
        return;
      }
    }
  }

  /** Takes a message. */
  void receive(PeerConnection peer, MetadataMessage message) {
    if (message instanceof MetadataMessage.Request request) {
      give(peer, request.piece());
    } else if (message instanceof MetadataMessage.Data data) {
      take(peer, data);
    } else if (message instanceof MetadataMessage.Reject reject) {
      attempts
          .values()
          .forEach(
              attempt -> {
                if (reject.piece() < attempt.here.length
                    && attempt.askedOf[reject.piece()] == peer) {
                  attempt.askedOf[reject.piece()] = null;
                }
              });
    }
  }

  private void give(PeerConnection peer, int piece) {
    byte[] here = info;
    int start = piece * MetadataMessage.PIECE_LENGTH;
    if (here == null || start >= here.length || given.merge(peer, 1, Integer::sum) > MAX_GIVEN) {
      peer.extensions().send(new MetadataMessage.Reject(piece));
      return;
    }
    int end = Math.min(here.length, start + MetadataMessage.PIECE_LENGTH);
    peer.extensions()
        .send(new MetadataMessage.Data(piece, here.length, Arrays.copyOfRange(here, start, end)));
  }

  private void take(PeerConnection peer, MetadataMessage.Data data) {
    Attempt attempt = attempts.get(data.totalSize());
    if (info != null
        || attempt == null
        || attempt.here[data.piece()]
        || attempt.askedOf[data.piece()] != peer) {
      return;
    }
    System.arraycopy(
        data.data(),
        0,
        attempt.bytes,
        data.piece() * MetadataMessage.PIECE_LENGTH,
        data.data().length);
    attempt.here[data.piece()] = true;
    attempt.missing--;
    attempt.senders.add(peer);
    if (attempt.missing == 0) {
      judge(attempt);
    } else {
      ask(peer, attempt, peer.now());
    }
  }

  private void judge(Attempt attempt) {
    attempts.remove(attempt.bytes.length);
    try {
      Metainfo metainfo = judge.judge(attempt.bytes);
      if (metainfo == null) {
        List.copyOf(attempt.senders)
            .forEach(sender -> sender.close("gave metadata of another torrent"));
        return;
      }
      info = attempt.bytes;
      attempts.clear();
      listener.found(metainfo);
    } catch (MetainfoException e) {
      listener.useless(e);
    }
  }

  /** Forgets a peer that has left. */
  void left(PeerConnection peer) {
    given.remove(peer);
    for (Attempt attempt : attempts.values()) {
      for (int piece = 0; piece < attempt.askedOf.length; piece++) {
        if (attempt.askedOf[piece] == peer) {
          attempt.askedOf[piece] = null;
        }
      }
    }
  }
}

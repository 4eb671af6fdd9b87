package io.skep.client;

import io.skep.bittorrent.PeerAddress;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A piece of which some blocks are asked for or here, and that is not verified yet.
 *
 * <p>Invariant: a block is untouched (nobody was asked and it is not here), asked for ({@code
 * requests > 0}), or here; {@code untouched} counts the first kind and {@code missing} all that are
 * not here. No untouched block lies before {@code cursor}.
 */
final class PartialPiece {
  private final int piece;
  private final int length;
  private final int[] requests;
  private final BitSet here;
  private final @Nullable PeerAddress[] senders;
  private int untouched;
  private int missing;
  private int cursor;
  private @Nullable Object onlyFor;

  PartialPiece(int piece, int length) {
    this.piece = piece;
    this.length = length;
    int blocks = Blocks.count(length);
    requests = new int[blocks];
    here = new BitSet(blocks);
    senders = new PeerAddress[blocks];
    untouched = blocks;
    missing = blocks;
  }

  int piece() {
    return piece;
  }

  int blocks() {
    return requests.length;
  }

  int length(int block) {
    return Blocks.length(length, block);
  }

  /** How many bytes the blocks from the first up to but without the end have. */
  int length(int first, int end) {
    return Math.min(length, Blocks.begin(end)) - Blocks.begin(first);
  }

  boolean hasUntouched() {
    return untouched > 0;
  }

  boolean isHere(int block) {
    return here.get(block);
  }

  /** True if so many bytes from there on are blocks of the piece, no more and no less. */
  boolean isWholeBlocks(int begin, int bytes) {
    long end = (long) begin + bytes;
    return begin >= 0
        && bytes > 0
        && begin % Blocks.LENGTH == 0
        && (end == length || (end < length && end % Blocks.LENGTH == 0));
  }

  /** True if somebody was asked for a block that is not here. */
  boolean isAskedFor() {
    return untouched < missing;
  }

  /** How many blocks from the first up to but without the end are not here. */
  int missingAmong(int first, int end) {
    int count = 0;
    for (int block = here.nextClearBit(first); block < end; block = here.nextClearBit(block + 1)) {
      count++;
    }
    return count;
  }

  /** How many peers were asked for a block and may still send it. */
  int requests(int block) {
    return requests[block];
  }

  /** True when every block is here. */
  boolean isWhole() {
    return missing == 0;
  }

  /** Bytes that are here, of those not verified yet. */
  long bytesHere() {
    long all = (long) here.cardinality() * Blocks.LENGTH;
    int last = requests.length - 1;
    return here.get(last) ? all - Blocks.LENGTH + length(last) : all;
  }

  /** The first block that nobody was asked for, from which on there may be others; or -1. */
  int nextUntouched() {
    if (untouched == 0) {
      return -1;
    }
    while (requests[cursor] > 0 || here.get(cursor)) {
      cursor++;
    }
    return cursor;
  }

  /** Notes that one more peer was asked for a block. */
  void requested(int block) {
    if (requests[block] == 0 && !here.get(block)) {
      untouched--;
    }
    requests[block]++;
  }

  /**
   * Notes that the peer was asked for the next blocks too, as long as they are untouched.
   *
   * @return where that ended, at the end at the latest
   */
  int requestedOn(int first, int end) {
    int block = first;
    while (block < Math.min(end, requests.length) && requests[block] == 0 && !here.get(block)) {
      requests[block++] = 1;
      untouched--;
    }
    return block;
  }

  /** Notes that a peer that was asked for some blocks won't send them. */
  void released(int first, int end) {
    for (int block = first; block < end; block++) {
      released(block);
    }
  }

  /** Notes that a peer that was asked for a block won't send it. */
  void released(int block) {
    if (requests[block] > 0 && --requests[block] == 0 && !here.get(block)) {
      untouched++;
      cursor = Math.min(cursor, block);
    }
  }

  /** Notes that blocks came that were not here. */
  void received(int first, int end, PeerAddress sender) {
    for (int block = first; block < end; block++) {
      if (requests[block] == 0) {
        untouched--;
      }
      senders[block] = sender;
    }
    here.set(first, end);
    missing -= end - first;
  }

  /** Notes that a block came; false if it was here already. */
  boolean received(int block, PeerAddress sender) {
    if (here.get(block)) {
      return false;
    }
    if (requests[block] == 0) {
      untouched--;
    }
    here.set(block);
    senders[block] = sender;
    missing--;
    return true;
  }

  /**
   * The first block from there on, up to but without the end, that others were asked for; or -1.
   */
  int nextAskedFor(int first, int end) {
    for (int block = first; block < end; block++) {
      if (requests[block] > 0) {
        return block;
      }
    }
    return -1;
  }

  /** Who sent a block that is here. */
  @Nullable PeerAddress sender(int block) {
    return senders[block];
  }

  /** All who sent a block. */
  Set<PeerAddress> senders() {
    Set<PeerAddress> all = new LinkedHashSet<>();
    for (PeerAddress sender : senders) {
      if (sender != null) {
        all.add(sender);
      }
    }
    return all;
  }

  /** The one peer that may be asked for its blocks; null if all may. */
  @Nullable Object onlyFor() {
    return onlyFor;
  }

  /** Lets just one peer be asked, so that it answers for the whole piece; null lets all. */
  void onlyFor(@Nullable Object peer) {
    onlyFor = peer;
  }
}

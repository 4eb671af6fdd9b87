package io.skep.client;

import io.skep.bittorrent.PeerAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds out who sent the corrupt blocks of a piece.
 *
 * <p>A piece whose blocks all came from one peer has one culprit. Otherwise each block's digest and
 * sender are kept until the piece is good; where a block is then another than it was, whoever sent
 * it before lied. Until then the piece is fetched from one peer at a time, so that a second failure
 * has one culprit too.
 */
final class CorruptionTrace implements PiecePicker.Suspects {
  /** What is kept of bad pieces is bounded: the digests of so many blocks, of 64 bytes or so. */
  private static final int MAX_BLOCKS = 1 << 16;

  private record BadBlock(int block, PeerAddress sender, byte[] digest) {}

  private final Map<Integer, List<BadBlock>> bad = new HashMap<>();
  private int blocks;

  @Override
  public boolean isSuspected(int piece) {
    return bad.containsKey(piece);
  }

  /**
   * Notes a piece that was bad.
   *
   * @param digests of each of its blocks
   * @return whose fault it certainly is
   */
  Set<PeerAddress> failed(PartialPiece partial, List<byte[]> digests) {
    Set<PeerAddress> senders = partial.senders();
    if (senders.size() == 1) {
      bad.putIfAbsent(partial.piece(), new ArrayList<>());
      return senders;
    }
    List<BadBlock> found = bad.computeIfAbsent(partial.piece(), piece -> new ArrayList<>());
    for (int block = 0; block < digests.size() && blocks < MAX_BLOCKS; block++) {
      PeerAddress sender = partial.sender(block);
      if (sender != null) {
        found.add(new BadBlock(block, sender, digests.get(block)));
        blocks++;
      }
    }
    return Set.of();
  }

  /**
   * Notes that a piece which was bad before is good now.
   *
   * @param digests of each of its blocks
   * @return who sent blocks that were others
   */
  Set<PeerAddress> good(int piece, List<byte[]> digests) {
    Set<PeerAddress> liars = new LinkedHashSet<>();
    List<BadBlock> before = bad.remove(piece);
    if (before != null) {
      blocks -= before.size();
      for (BadBlock block : before) {
        if (!Arrays.equals(block.digest(), digests.get(block.block()))) {
          liars.add(block.sender());
        }
      }
    }
    return liars;
  }
}

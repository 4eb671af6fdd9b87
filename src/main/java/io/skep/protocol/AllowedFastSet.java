package io.skep.protocol;

import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which pieces a peer may ask for though it is choked (BEP 6). */
public final class AllowedFastSet {
  /** How many pieces BEP 6 advises to allow. */
  public static final int SIZE = 10;

  private static final int NETWORK = 0xFFFFFF00;

  private AllowedFastSet() {}

  /**
   * The pieces that every peer would allow this one, in the order in which they are found.
   *
   * @param receiver the peer that is choked, as we see it
   * @param pieceCount how many pieces the torrent has, at least 1
   * @param size how many pieces are wanted; there are fewer where the torrent has fewer
   * @return nothing for a peer of IPv6, for which BEP 6 has no rule
   */
  public static List<Integer> pieces(
      PeerAddress receiver, InfoHash infoHash, int pieceCount, int size) {
    if (!receiver.isIpv4()) {
      return List.of();
    }
    int wanted = Math.min(size, pieceCount);
    Set<Integer> pieces = new LinkedHashSet<>();
    ByteBuffer seed = ByteBuffer.allocate(4 + InfoHash.LENGTH);
    seed.putInt(receiver.ipv4() & NETWORK).put(infoHash.bytes());
    byte[] hash = seed.array();
    while (pieces.size() < wanted) {
      hash = Sha1.of(hash);
      ByteBuffer words = ByteBuffer.wrap(hash);
      while (words.hasRemaining() && pieces.size() < wanted) {
        pieces.add(Integer.remainderUnsigned(words.getInt(), pieceCount));
      }
    }
    return new ArrayList<>(pieces);
  }
}

package io.skep.client;

import java.util.BitSet;

/** What the picker needs to know of a peer that it chooses blocks for. */
interface PickingPeer {
  /** True if the peer has a piece and would send it now: unchoked, or allowed fast (BEP 6). */
  boolean mayAsk(int piece);

  /** The pieces that the peer has; of no meaning for one that {@link #hasEverything}. */
  BitSet pieces();

  boolean hasEverything();

  /** True if the peer was asked for a block and may still send it. */
  boolean hasAsked(int piece, int block);

  /** How many blocks the peer was asked for that have not come yet. */
  int outstanding();

  /** The piece that the peer was last asked for; -1 for none. */
  int lastPiece();

  /** True if the peer takes so long for a piece that others should help it. */
  boolean isSlow();
}

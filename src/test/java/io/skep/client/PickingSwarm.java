package io.skep.client;

import io.skep.metainfo.PieceLayout;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** A picker with what it looks at, and peers that do what a test says. */
final class PickingSwarm {
  static final int BLOCKS = 4;
  private static final int PIECE = BLOCKS * Blocks.LENGTH;

  private static final Map<Integer, PieceLayout> LAYOUTS = new ConcurrentHashMap<>();

  final PieceTracker tracker;
  final Availability availability;
  final ReadingWindows windows = new ReadingWindows();
  final Set<Integer> suspected = new HashSet<>();
  final PiecePicker picker;

  /** A swarm of which nobody has come yet. */
  PickingSwarm(int pieces, int had, boolean sequential, long seed) {
    PieceLayout layout = LAYOUTS.computeIfAbsent(pieces, PickingSwarm::layout);
    BitSet wanted = new BitSet();
    wanted.set(0, pieces);
    BitSet here = new BitSet();
    here.set(pieces - had, pieces);
    tracker = new PieceTracker(layout, here, wanted);
    Random random = new Random(seed);
    availability = new Availability(pieces, random);
    for (int piece = 0; piece < pieces - had; piece++) {
      availability.add(piece);
    }
    picker =
        new PiecePicker(tracker, availability, windows, suspected::contains, random, sequential);
  }

  private static PieceLayout layout(int pieces) {
    TreeMap<String, Integer> lengths = new TreeMap<>();
    lengths.put("film", pieces * PIECE);
    return TestContent.of(TestContent.Format.V1, PIECE, lengths, new Random(1)).metainfo().layout();
  }

  Picking seed() {
    availability.seedCame();
    Picking peer = new Picking();
    peer.everything = true;
    return peer;
  }

  Picking peer(int... pieces) {
    Picking peer = new Picking();
    for (int piece : pieces) {
      peer.pieces.set(piece);
    }
    availability.came(peer.pieces);
    return peer;
  }

  /** A peer of a test. */
  final class Picking implements PickingPeer {
    final BitSet pieces = new BitSet();
    final List<Pick> asked = new ArrayList<>();
    final Set<Integer> allowedFast = new HashSet<>();
    boolean everything;
    boolean choked;
    boolean slow;
    private int lastPiece = -1;

    /** Asks for the next block; null if there is none. */
    @SuppressWarnings("NullAway") // A test that expects one fails where there is none.
    Pick ask() {
      Pick pick = picker.next(this);
      if (pick != null) {
        asked.add(pick);
        lastPiece = pick.piece();
      }
      return pick;
    }

    List<Pick> ask(int count) {
      List<Pick> picks = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        picks.add(ask());
      }
      return picks;
    }

    /** The block comes. */
    void sends(Pick pick) {
      asked.remove(pick);
      pick.partial().released(pick.block());
      pick.partial().received(pick.block(), io.skep.bittorrent.PeerAddress.ipv4(1, 1));
    }

    /** It won't send what it was asked for. */
    void leavesAll() {
      asked.forEach(pick -> pick.partial().released(pick.block()));
      asked.clear();
    }

    @Override
    public boolean mayAsk(int piece) {
      return (everything || pieces.get(piece)) && (!choked || allowedFast.contains(piece));
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
      return asked.stream().anyMatch(pick -> pick.piece() == piece && pick.block() == block);
    }

    @Override
    public int outstanding() {
      return asked.size();
    }

    @Override
    public int lastPiece() {
      return lastPiece;
    }

    @Override
    public boolean isSlow() {
      return slow;
    }
  }
}

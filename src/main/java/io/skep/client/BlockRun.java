package io.skep.client;

import io.skep.metainfo.PieceLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * Blocks that lie in a row, across the bounds of pieces, and come from one source in that order;
 * all of them are noted as asked for until they come or are {@linkplain #release released}.
 */
final class BlockRun {
  /** Some blocks of one piece, from the first up to but without the end. */
  record Stretch(PartialPiece partial, int first, int end) {
    int begin() {
      return Blocks.begin(first);
    }

    /** In bytes. */
    int length() {
      return Blocks.begin(end - 1) + partial.length(end - 1) - begin();
    }
  }

  private final List<Stretch> stretches;
  private int current;
  private int block;

  /** Of stretches that follow each other, at least one. */
  BlockRun(List<Stretch> stretches) {
    this.stretches = List.copyOf(stretches);
    block = stretches.get(0).first();
  }

  /** Where the bytes lie, in their order: each span is of another file than the one before. */
  List<PieceLayout.Span> spans(PieceLayout layout) {
    List<PieceLayout.Span> all = new ArrayList<>();
    for (Stretch stretch : stretches) {
      for (PieceLayout.Span span :
          layout.spans(stretch.partial().piece(), stretch.begin(), stretch.length())) {
        PieceLayout.Span last = all.isEmpty() ? null : all.get(all.size() - 1);
        if (last != null && !span.isPadding() && last.file() == span.file()) {
          int length = last.length() + span.length();
          all.set(all.size() - 1, new PieceLayout.Span(last.file(), last.offset(), length, false));
        } else {
          all.add(span);
        }
      }
    }
    return all;
  }

  /** True when every block has come. */
  boolean isDone() {
    return current == stretches.size();
  }

  /** The piece of the block that comes next. */
  PartialPiece partial() {
    return stretches.get(current).partial();
  }

  /** The block that comes next. */
  int block() {
    return block;
  }

  /** How many bytes are still to come. */
  long left() {
    long left = 0;
    for (int i = current; i < stretches.size(); i++) {
      left += stretches.get(i).length();
    }
    return isDone() ? 0 : left - (Blocks.begin(block) - stretches.get(current).begin());
  }

  /** Notes that the next block came. */
  void came() {
    partial().released(block);
    if (++block == stretches.get(current).end() && ++current < stretches.size()) {
      block = stretches.get(current).first();
    }
  }

  /** Lets others be asked for what has not come, and for pieces that were for this source alone. */
  void release(Object source) {
    while (!isDone()) {
      if (partial().onlyFor() == source) {
        partial().onlyFor(null);
      }
      came();
    }
  }
}

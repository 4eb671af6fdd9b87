package io.skep.ledger;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Things by the ids that the database gives them, which begin at 1 and leave few gaps: an array of
 * arrays, since each announce looks into two of these and a hash table would read four lines of
 * memory where this reads two. Nothing is ever taken out. Ids beyond {@link #MAX_ID} are refused.
 *
 * <p>Safe for use by several threads; only who makes something waits for others.
 */
final class ById<T> {
  private static final int BITS = 12;
  private static final int BLOCK = 1 << BITS;

  /** A thousand million, of which each 4096 cost a word before there is one of them. */
  static final long MAX_ID = 1L << 30;

  private volatile AtomicReferenceArray<AtomicReferenceArray<T>> blocks =
      new AtomicReferenceArray<>(1);
  private volatile int size;

  @Nullable T get(long id) {
    AtomicReferenceArray<AtomicReferenceArray<T>> all = blocks;
    long block = id >>> BITS;
    if (block >= all.length()) {
      return null;
    }
    AtomicReferenceArray<T> found = all.get((int) block);
    return found == null ? null : found.get((int) (id & (BLOCK - 1)));
  }

  /** What has this id, made where there is nothing. */
  T get(long id, LongFunction<T> maker) {
    T known = get(id);
    return known == null ? made(id, maker) : known;
  }

  private synchronized T made(long id, LongFunction<T> maker) {
    T known = get(id);
    if (known != null) {
      return known;
    }
    T made = maker.apply(id);
    block(id).set((int) (id & (BLOCK - 1)), made);
    size++;
    return made;
  }

  private AtomicReferenceArray<T> block(long id) {
    int block = (int) (Objects.checkIndex(id, MAX_ID) >>> BITS);
    AtomicReferenceArray<AtomicReferenceArray<T>> all = blocks;
    if (block >= all.length()) {
      all = grown(all, block + 1);
      blocks = all;
    }
    AtomicReferenceArray<T> found = all.get(block);
    if (found == null) {
      found = new AtomicReferenceArray<>(BLOCK);
      all.set(block, found);
    }
    return found;
  }

  private static <B> AtomicReferenceArray<B> grown(AtomicReferenceArray<B> before, int enough) {
    AtomicReferenceArray<B> after =
        new AtomicReferenceArray<>(Math.max(enough, 2 * before.length()));
    for (int i = 0; i < before.length(); i++) {
      after.set(i, before.get(i));
    }
    return after;
  }

  int size() {
    return size;
  }

  /** Shows each, those that come meanwhile or not. */
  void forEach(Consumer<T> visitor) {
    AtomicReferenceArray<AtomicReferenceArray<T>> all = blocks;
    for (int i = 0; i < all.length(); i++) {
      AtomicReferenceArray<T> block = all.get(i);
      for (int j = 0; block != null && j < BLOCK; j++) {
        T one = block.get(j);
        if (one != null) {
          visitor.accept(one);
        }
      }
    }
  }
}

package io.skep.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The batches that are being committed, in order: one, or the parts of one that was refused.
 *
 * <p>Not safe for use by several threads.
 */
final class InFlight {
  private final Deque<WriteBatch> batches = new ArrayDeque<>();
  private int rows;

  boolean isEmpty() {
    return batches.isEmpty();
  }

  int rows() {
    return rows;
  }

  @Nullable WriteBatch first() {
    return batches.peek();
  }

  List<WriteBatch> all() {
    return new ArrayList<>(batches);
  }

  void add(WriteBatch batch) {
    batches.add(batch);
    rows += batch.rows();
  }

  void addAll(Collection<WriteBatch> more) {
    more.forEach(this::add);
  }

  /** One that is to be committed before the others. */
  void push(WriteBatch batch) {
    batches.push(batch);
    rows += batch.rows();
  }

  /** The first one is done with. */
  WriteBatch remove() {
    WriteBatch first = batches.remove();
    rows -= first.rows();
    return first;
  }

  /** Puts both its halves in the place of the first one. */
  void divide() {
    List<WriteBatch> halves = remove().halves();
    push(halves.get(1));
    push(halves.get(0));
  }

  /** When the oldest of all began to wait; there must be one. */
  long oldest(long now) {
    long age = 0;
    for (WriteBatch batch : batches) {
      for (PendingSession pending : batch.sessions()) {
        age = Math.max(age, now - pending.since());
      }
    }
    return now - age;
  }
}

package io.skep.ledger;

import io.skep.bittorrent.RequestException;
import io.skep.storage.CreditLine;
import io.skep.storage.LedgerBatch;
import io.skep.storage.LedgerStore;
import io.skep.storage.SessionRow;
import io.skep.storage.StandingChange;
import io.skep.storage.StorageException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** A writer that commits when and what it is told to. */
final class HeldEntries implements EntrySink {
  private record Held(LedgerWriter.Entry entry, @Nullable Promise<Void> promise, Runnable then) {}

  private final LedgerStore store;
  private final List<Held> held = new ArrayList<>();
  private boolean room = true;
  private boolean storageUp = true;
  private int batches;
  private Runnable onceCommitted = () -> {};

  HeldEntries(LedgerStore store) {
    this.store = store;
  }

  void setRoom(boolean hasRoom) {
    room = hasRoom;
  }

  void setStorageUp(boolean isUp) {
    storageUp = isUp;
  }

  /** What is to be done once that which is written from now on is committed. */
  void onceCommitted(Runnable then) {
    onceCommitted = then;
  }

  @Override
  public boolean hasRoom() {
    return room;
  }

  @Override
  public boolean isStorageUp() {
    return storageUp;
  }

  @Override
  public void write(LedgerWriter.Entry entry) {
    held.add(new Held(entry, null, onceCommitted));
  }

  @Override
  public Future<Void> writeDurably(LedgerWriter.Entry entry) {
    Promise<Void> promise = Promise.promise();
    held.add(new Held(entry, promise, onceCommitted));
    return promise.future();
  }

  int size() {
    return held.size();
  }

  List<LedgerWriter.Entry> entries() {
    return held.stream().map(Held::entry).toList();
  }

  /** Commits everything. */
  void commit() {
    commit(session -> true);
  }

  /** Commits all that is held of some sessions, as the writer does, and what is of no session. */
  void commit(LongPredicate sessions) {
    List<Held> taken = new ArrayList<>();
    Iterator<Held> all = held.iterator();
    while (all.hasNext()) {
      Held next = all.next();
      SessionRow session = next.entry().session();
      if (session == null || sessions.test(session.id())) {
        taken.add(next);
        all.remove();
      }
    }
    commit(taken);
    taken.forEach(one -> one.then().run());
    for (Held one : taken) {
      if (one.promise() != null) {
        one.promise().tryComplete();
      }
    }
  }

  private void commit(List<Held> taken) {
    List<SessionRow> sessions = new ArrayList<>();
    List<CreditLine> lines = new ArrayList<>();
    List<StandingChange> standings = new ArrayList<>();
    for (Held one : taken) {
      LedgerWriter.Entry entry = one.entry();
      if (entry.session() != null) {
        sessions.add(entry.session());
      }
      if (entry.line() != null) {
        lines.add(entry.line());
      }
      if (entry.standing() != null) {
        standings.add(entry.standing());
      }
    }
    try {
      store.commit(new LedgerBatch("batch " + batches++, 0, sessions, lines, standings));
    } catch (StorageException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Tells who waits that it takes too long; the entries wait on. */
  void giveUp() {
    for (Held one : held) {
      if (one.promise() != null) {
        one.promise().tryFail(RequestException.retryLater("too long", 1));
      }
    }
  }

  /** Loses everything, as a crash does. */
  void lose() {
    held.clear();
  }
}

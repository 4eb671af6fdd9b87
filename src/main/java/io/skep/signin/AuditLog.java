package io.skep.signin;

import io.skep.storage.AuditEntry;
import io.skep.storage.AuditStore;
import io.skep.storage.StorageException;
import io.skep.storage.StorageUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What was changed by whom. An entry that the database does not take at once waits in memory and is
 * tried again; the process's own log has every one of them in any case.
 *
 * <p>An entry has a transaction of its own, after that of the change. What is in memory follows
 * each store by itself, so one transaction over several stores would leave it ahead of the database
 * where that one is rolled back. The price: a process that is killed between the two leaves a
 * change without its entry.
 */
public final class AuditLog {
  /** How many wait at most; the changes themselves need the database, so hardly any does. */
  static final int MOST_WAITING = 1000;

  private static final Logger LOG = System.getLogger(AuditLog.class.getName());

  private final AuditStore store;
  private final Deque<AuditEntry> waiting = new ArrayDeque<>();
  private long dropped;

  AuditLog(AuditStore store) {
    this.store = store;
  }

  /** Adds an entry, whose id is not looked at. Blocks. */
  public synchronized void add(AuditEntry entry) {
    waiting.addLast(entry);
    try {
      flush();
    } catch (StorageException e) {
      LOG.log(Level.WARNING, "an entry of the audit log waits for the database", e);
    }
    while (waiting.size() > MOST_WAITING) {
      waiting.removeFirst();
      dropped++;
    }
  }

  /** Writes those that wait. Blocks. */
  public synchronized void flush() throws StorageException {
    if (waiting.isEmpty()) {
      return;
    }
    try {
      store.add(new ArrayList<>(waiting));
      waiting.clear();
    } catch (StorageUnavailableException e) {
      throw e;
    } catch (StorageException e) {
      LOG.log(Level.ERROR, "the audit log refuses an entry", e);
      oneByOne();
    }
  }

  /** One that is refused for good must not keep out those after it. */
  private void oneByOne() throws StorageUnavailableException {
    while (!waiting.isEmpty()) {
      try {
        store.add(List.of(waiting.getFirst()));
      } catch (StorageUnavailableException e) {
        throw e;
      } catch (StorageException e) {
        dropped++;
        LOG.log(Level.ERROR, "lost for the audit log: " + waiting.getFirst(), e);
      }
      waiting.removeFirst();
    }
  }

  /** Those asked for, the newest first. */
  public List<AuditEntry> find(AuditStore.Query query) throws StorageException {
    return store.find(query);
  }

  /** How many there are of those asked for. */
  public long count(AuditStore.Query query) throws StorageException {
    return store.count(query);
  }

  /** How many wait. */
  public synchronized int waiting() {
    return waiting.size();
  }

  /** How many were given up. */
  public synchronized long dropped() {
    return dropped;
  }
}

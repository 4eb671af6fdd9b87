package io.skep.ledger;

import io.skep.storage.Finding;
import io.skep.storage.FindingStore;
import io.skep.storage.StorageException;
import io.skep.storage.StorageUnavailableException;
import java.lang.System.Logger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the rules for cheats have found: waits in a bounded queue until a worker keeps it.
 *
 * <p>Event loops call {@link #found} only; all else blocks.
 */
public final class Findings {
  /** Every rule there is, as findings and metrics name it. */
  public static final List<String> RULES =
      List.of(
          SpeedRule.NAME,
          UploadToNobodyRule.NAME,
          GrowingLeftRule.NAME,
          HiddenDownloadRule.NAME,
          BeganCompleteRule.NAME,
          ManyAddressesRule.NAME,
          UnbalancedSwarms.NAME);

  private static final int BATCH = 500;

  /** What makes two findings one, as the storage has it too. */
  record Key(String rule, long user, long torrent, long day) {
    static Key of(Finding finding) {
      return new Key(finding.rule(), finding.user(), finding.torrent(), finding.lastAt() / 86_400);
    }
  }

  private final FindingStore store;
  private final int bound;
  private final FindingLog log;
  private final Map<String, AtomicLong> counts =
      RULES.stream()
          .collect(Collectors.toUnmodifiableMap(Function.identity(), r -> new AtomicLong()));
  private final AtomicLong dropped = new AtomicLong();
  private final Map<Key, Finding> queue = new LinkedHashMap<>();
  private final Object flushing = new Object();

  /** Findings of which {@code bound} wait at most, those of the same kind and day as one. */
  public Findings(FindingStore store, int bound) {
    this(store, bound, System.getLogger(Findings.class.getName()));
  }

  Findings(FindingStore store, int bound, Logger log) {
    if (bound < 1) {
      throw new IllegalArgumentException("the queue of findings has room for 1 at least: " + bound);
    }
    this.store = store;
    this.bound = bound;
    this.log = new FindingLog(log);
  }

  /** Takes note of a finding; never blocks. */
  void found(String rule, boolean acted, long user, long torrent, long now, String evidence) {
    @Nullable AtomicLong count = counts.get(rule);
    if (count != null) {
      count.incrementAndGet();
    }
    Finding finding =
        new Finding(
            0, rule, acted, user, torrent, now, now, 1, evidence, Finding.Decision.OPEN, "", "");
    Key key = Key.of(finding);
    synchronized (queue) {
      @Nullable Finding before = queue.get(key);
      if (before == null && queue.size() >= bound) {
        dropped.incrementAndGet();
      } else {
        queue.put(key, before == null ? finding : merged(before, finding));
      }
    }
  }

  private static Finding merged(Finding before, Finding later) {
    return new Finding(
        0,
        later.rule(),
        before.acted() || later.acted(),
        later.user(),
        later.torrent(),
        Math.min(before.firstAt(), later.firstAt()),
        Math.max(before.lastAt(), later.lastAt()),
        (int) Math.min(Integer.MAX_VALUE, (long) before.count() + later.count()),
        later.evidence(),
        Finding.Decision.OPEN,
        "",
        "");
  }

  /**
   * Keeps what waits, and logs what is new today; blocks, so it is for a worker, every few seconds.
   *
   * @return how many were kept
   * @throws StorageUnavailableException if the database is away; what waits goes on waiting
   * @throws StorageException if some could not be kept otherwise; those are dropped
   */
  public int flush() throws StorageException {
    synchronized (flushing) {
      int kept = 0;
      for (List<Finding> batch = take(); !batch.isEmpty(); batch = take()) {
        log.log(batch);
        try {
          store.put(batch);
        } catch (StorageUnavailableException e) {
          putBack(batch);
          throw e;
        } catch (StorageException e) {
          dropped.addAndGet(batch.size());
          throw e;
        }
        kept += batch.size();
      }
      return kept;
    }
  }

  private List<Finding> take() {
    synchronized (queue) {
      List<Finding> batch = new ArrayList<>();
      var waiting = queue.values().iterator();
      while (waiting.hasNext() && batch.size() < BATCH) {
        batch.add(waiting.next());
        waiting.remove();
      }
      return batch;
    }
  }

  /** More may have come meanwhile: the bound is kept to here as well. */
  private void putBack(List<Finding> batch) {
    synchronized (queue) {
      for (Finding finding : batch) {
        Key key = Key.of(finding);
        @Nullable Finding later = queue.get(key);
        if (later != null) {
          queue.put(key, merged(finding, later));
        } else if (queue.size() < bound) {
          queue.put(key, finding);
        } else {
          dropped.incrementAndGet();
        }
      }
    }
  }

  /** How often each rule has found something since the start, by its name. */
  public Map<String, Long> counts() {
    return counts.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> e.getValue().get()));
  }

  /** How often this rule has found something since the start. */
  public long count(String rule) {
    @Nullable AtomicLong count = counts.get(rule);
    return count == null ? 0 : count.get();
  }

  /** How many were not kept since the start, for want of room or for a fault of the storage. */
  public long dropped() {
    return dropped.get();
  }

  /** How many wait. */
  public int queued() {
    synchronized (queue) {
      return queue.size();
    }
  }

  /** How many can wait. */
  public int bound() {
    return bound;
  }

  /** Those asked for, newest first; what still waits is not among them. */
  public List<Finding> find(FindingStore.Query query) throws StorageException {
    return store.find(query);
  }

  /** How many there are of those asked for. */
  public long count(FindingStore.Query query) throws StorageException {
    return store.count(query);
  }

  /** The one of this id. */
  public Optional<Finding> get(long id) throws StorageException {
    return store.get(id);
  }

  /** Keeps what a person makes of a finding; false where there is none of this id. */
  public boolean decide(long id, Finding.Decision decision, String by, String note)
      throws StorageException {
    return store.decide(id, decision, by, note);
  }
}

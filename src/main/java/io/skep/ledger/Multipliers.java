package io.skep.ledger;

import io.skep.storage.Multiplier;
import io.skep.storage.MultiplierStore;
import io.skep.storage.StorageException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The times in which bytes count for more or less than they are.
 *
 * <p>A change holds for announces from then on; what was credited stays as it is. {@link #add},
 * {@link #change} and {@link #remove} ask the database and block. Safe for use by several threads.
 */
public final class Multipliers {
  /** Up to what percentage bytes can count. */
  public static final int MAX_PERCENT = 1000;

  private final MultiplierStore store;
  private final Map<Long, Multiplier> byId = new ConcurrentSkipListMap<>();
  private volatile MultiplierTable table = MultiplierTable.EMPTY;

  private Multipliers(MultiplierStore store) {
    this.store = store;
  }

  static Multipliers load(MultiplierStore store) throws StorageException {
    Multipliers multipliers = new Multipliers(store);
    store.all().forEach(multiplier -> multipliers.byId.put(multiplier.id(), multiplier));
    multipliers.rebuild();
    return multipliers;
  }

  /** Every one, past and coming ones too, by id. */
  public Collection<Multiplier> all() {
    return List.copyOf(byId.values());
  }

  /** The one of this id. */
  public Optional<Multiplier> find(long id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * Adds one and answers it with its id.
   *
   * @throws IllegalArgumentException with a sentence for people if it can't be meant
   */
  public synchronized Multiplier add(Multiplier multiplier) throws StorageException {
    check(multiplier);
    Multiplier added = store.insert(multiplier);
    byId.put(added.id(), added);
    rebuild();
    return added;
  }

  /**
   * Replaces the one of this id; false where there is none.
   *
   * @throws IllegalArgumentException with a sentence for people if it can't be meant
   */
  public synchronized boolean change(Multiplier multiplier) throws StorageException {
    check(multiplier);
    if (!byId.containsKey(multiplier.id())) {
      return false;
    }
    store.update(multiplier);
    byId.put(multiplier.id(), multiplier);
    rebuild();
    return true;
  }

  /** Forgets the one of this id; false where there is none. */
  public synchronized boolean remove(long id) throws StorageException {
    if (!byId.containsKey(id)) {
      return false;
    }
    store.delete(id);
    byId.remove(id);
    rebuild();
    return true;
  }

  /** What an announce's bytes count for that may have moved at any second in between. */
  Percents inForce(long user, long torrent, long after, long now) {
    return table.inForce(user, torrent, after, now);
  }

  /** Whether what is fetched of a torrent counts for nothing now, whoever fetches. */
  public boolean isFreeleech(long torrent, long now) {
    return table.inForce(0, torrent, now, now).download() == 0;
  }

  private void rebuild() {
    table = new MultiplierTable(List.copyOf(byId.values()));
  }

  private static void check(Multiplier multiplier) {
    refuseUnlessPercentage(multiplier.uploadPercent());
    refuseUnlessPercentage(multiplier.downloadPercent());
    if (multiplier.endsAt() <= multiplier.startsAt()) {
      throw new IllegalArgumentException("a multiplier must end after it begins");
    }
    if ((multiplier.subject() == Multiplier.Subject.SITE) != (multiplier.subjectId() == 0)) {
      throw new IllegalArgumentException(
          "a multiplier of the site has the subject 0, one of a user or a torrent its id");
    }
  }

  private static void refuseUnlessPercentage(int percent) {
    if (percent < 0 || percent > MAX_PERCENT) {
      throw new IllegalArgumentException(
          "a percentage is 0 to " + MAX_PERCENT + ", not " + percent);
    }
  }
}

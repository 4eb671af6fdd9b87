package io.skep.storage;

import java.util.List;
import java.util.Optional;

/** What the rules for cheats have found. */
public interface FindingStore {
  /**
   * Which findings are asked for.
   *
   * @param rule the rule's name; empty for all
   * @param user 0 for all
   * @param torrent 0 for all
   * @param decision empty for all
   * @param sort by what
   * @param largestFirst or the smallest first
   * @param offset how many are passed over
   * @param limit how many are wanted at most
   */
  record Query(
      String rule,
      long user,
      long torrent,
      Optional<Finding.Decision> decision,
      Sort sort,
      boolean largestFirst,
      int offset,
      int limit) {
    /** The newest first. */
    public Query(
        String rule,
        long user,
        long torrent,
        Optional<Finding.Decision> decision,
        int offset,
        int limit) {
      this(rule, user, torrent, decision, Sort.LAST_AT, true, offset, limit);
    }
  }

  /** What findings can be sorted by. */
  enum Sort {
    /** When it was found last. */
    LAST_AT,
    /** When it was found first. */
    FIRST_AT,
    /** How often it was found. */
    COUNT
  }

  /**
   * Keeps findings: adds to the one of the same rule, user, torrent and day, or makes a new one.
   */
  void put(List<Finding> findings) throws StorageException;

  /** Those asked for; where two are alike their ids decide. */
  List<Finding> find(Query query) throws StorageException;

  /** How many there are of those asked for, offset and limit left aside. */
  long count(Query query) throws StorageException;

  /** The one of this id. */
  Optional<Finding> get(long id) throws StorageException;

  /** Keeps a person's decision; false where there is none of this id. */
  boolean decide(long id, Finding.Decision decision, String by, String note)
      throws StorageException;
}

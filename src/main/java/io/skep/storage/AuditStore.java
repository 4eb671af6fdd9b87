package io.skep.storage;

import java.util.List;

/** What was changed by whom. It is only ever added to: the database itself refuses all else. */
public interface AuditStore {
  /**
   * Which entries are asked for.
   *
   * @param actorName the exact name; empty for all
   * @param action the exact action; empty for all
   * @param user on whom; 0 for all
   * @param offset how many are passed over
   * @param limit how many are wanted at most
   */
  record Query(String actorName, String action, long user, int offset, int limit) {}

  /** Adds entries in their order; the ids that they carry are not looked at. */
  void add(List<AuditEntry> entries) throws StorageException;

  /** Those asked for, the newest first. */
  List<AuditEntry> find(Query query) throws StorageException;

  /** How many there are of those asked for, offset and limit left aside. */
  long count(Query query) throws StorageException;
}

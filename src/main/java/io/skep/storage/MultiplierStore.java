package io.skep.storage;

import java.util.List;

/** The multipliers, past ones too. */
public interface MultiplierStore {
  /** Every multiplier. */
  List<Multiplier> all() throws StorageException;

  /** Adds one and answers it with its id. */
  Multiplier insert(Multiplier multiplier) throws StorageException;

  /** Replaces the one of this id. */
  void update(Multiplier multiplier) throws StorageException;

  /** Forgets one; what it has done stays in the history. */
  void delete(long id) throws StorageException;
}

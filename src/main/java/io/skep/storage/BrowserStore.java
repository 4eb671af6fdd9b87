package io.skep.storage;

import java.util.Collection;
import java.util.List;

/** The browsers in which users are signed in. */
public interface BrowserStore {
  /** Every one. */
  List<Browser> all() throws StorageException;

  /**
   * Adds one; the id that it carries is not looked at.
   *
   * @return the same with its id
   */
  Browser insert(Browser browser) throws StorageException;

  /** Keeps when these were seen last; those that are gone stay gone. */
  void seen(Collection<Browser> browsers) throws StorageException;

  /** Forgets those of these ids; nothing happens where there is none. */
  void delete(Collection<Long> ids) throws StorageException;
}

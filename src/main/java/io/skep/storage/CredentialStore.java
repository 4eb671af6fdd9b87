package io.skep.storage;

import java.util.List;

/** The users' passwords and second factors. */
public interface CredentialStore {
  /** Every user's who has some. */
  List<Credential> all() throws StorageException;

  /** Keeps a user's, in place of what the user had before. */
  void put(Credential credential) throws StorageException;

  /**
   * Takes note that a code was used; false if it, or a later one, was used before. Of two that try
   * the same at once one is told true.
   */
  boolean useStep(long user, long step) throws StorageException;
}

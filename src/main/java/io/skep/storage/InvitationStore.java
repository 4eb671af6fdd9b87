package io.skep.storage;

import java.util.Collection;
import java.util.List;

/** The invitations to join, and who took which. */
public interface InvitationStore {
  /** Every one that is kept. */
  List<Invitation> all() throws StorageException;

  /**
   * Adds one; the id that it carries is not looked at.
   *
   * @return the same with its id
   */
  Invitation insert(Invitation invitation) throws StorageException;

  /** Keeps by whom and when one was taken, or that it was taken back. */
  void update(Invitation invitation) throws StorageException;

  /** Forgets those of these ids that nobody took. */
  void deleteUntaken(Collection<Long> ids) throws StorageException;
}

package io.skep.storage;

import java.util.List;
import java.util.function.Consumer;

/** The users. */
public interface UserStore {
  /** Shows every user. */
  void forEach(Consumer<User> visitor) throws StorageException;

  /**
   * Adds a user.
   *
   * @throws ConflictException if the name or the passkey is another's
   */
  User insert(NewUser user) throws StorageException;

  /**
   * Adds those whose names are not taken yet and leaves the others as they are, in one transaction.
   *
   * @return the users that were added
   */
  List<User> insertMissing(List<NewUser> users) throws StorageException;

  /**
   * Replaces the user of this id.
   *
   * @throws ConflictException if the name or the passkey is another's
   */
  void update(User user) throws StorageException;
}

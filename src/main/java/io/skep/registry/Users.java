package io.skep.registry;

import io.skep.storage.NewUser;
import io.skep.storage.StorageException;
import io.skep.storage.User;
import io.skep.storage.UserRole;
import io.skep.storage.UserStore;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** SKELETON. The users. What changes them blocks; what finds them doesn't. */
public final class Users {
  private Users() {}

  /** Loads every user. */
  public static Users load(UserStore store, LongSupplier seconds) throws StorageException {
    throw new UnsupportedOperationException();
  }

  /** The user of this id. */
  public Optional<User> find(long id) {
    throw new UnsupportedOperationException();
  }

  /** The user of this name, in any case. */
  public Optional<User> named(String name) {
    throw new UnsupportedOperationException();
  }

  /** Every user, by id. */
  public List<User> all() {
    throw new UnsupportedOperationException();
  }

  /** Adds an active user with a fresh passkey. */
  public User add(String name, UserRole role) throws StorageException, RegistryException {
    throw new UnsupportedOperationException();
  }

  /** Changes name, role, state or passkey; id and createdAt stay as they are. */
  public User change(long id, UnaryOperator<User> change)
      throws StorageException, RegistryException {
    throw new UnsupportedOperationException();
  }

  /** Gives the user another passkey; the old one, and all made from it, end at once. */
  public User rotatePasskey(long id) throws StorageException, RegistryException {
    throw new UnsupportedOperationException();
  }

  /** Takes the user's passkey away. */
  public User revokePasskey(long id) throws StorageException, RegistryException {
    throw new UnsupportedOperationException();
  }

  /** Adds those whose names are not taken; an empty passkey asks for a fresh one. */
  public List<User> addMissing(List<NewUser> users) throws StorageException, RegistryException {
    throw new UnsupportedOperationException();
  }

  /** What stands against adding a user, in sentences; empty if nothing does. */
  public List<String> problems(NewUser user) {
    throw new UnsupportedOperationException();
  }
}

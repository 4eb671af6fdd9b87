package io.skep.registry;

import io.skep.storage.ConflictException;
import io.skep.storage.NewUser;
import io.skep.storage.StorageException;
import io.skep.storage.StorageUnavailableException;
import io.skep.storage.User;
import io.skep.storage.UserStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A database's users that live as long as a test, and can be made to fail. */
final class MemoryUsers implements UserStore {
  private final Map<Long, User> rows = new TreeMap<>();
  private Failure failure = Failure.NONE;

  /** What the next write does wrong; it is right again after that. */
  enum Failure {
    NONE,
    BEFORE,
    /** It is done, but the caller is told that the database is away. */
    AFTER
  }

  synchronized void failNext(Failure next) {
    failure = next;
  }

  synchronized @Nullable User row(long id) {
    return rows.get(id);
  }

  @Override
  public synchronized void forEach(Consumer<User> visitor) {
    List.copyOf(rows.values()).forEach(visitor);
  }

  @Override
  public synchronized User insert(NewUser user) throws StorageException {
    return write(() -> add(user));
  }

  private User add(NewUser user) throws ConflictException {
    User added = of(rows.size() + 1L, user);
    refuseTaken(added);
    rows.put(added.id(), added);
    return added;
  }

  static User of(long id, NewUser user) {
    return new User(id, user.name(), user.role(), user.state(), user.passkey(), user.createdAt());
  }

  private void refuseTaken(User user) throws ConflictException {
    for (User other : rows.values()) {
      boolean samePasskey = !user.passkey().isEmpty() && user.passkey().equals(other.passkey());
      if (other.id() != user.id() && (hasName(other, user.name()) || samePasskey)) {
        throw new ConflictException("the database knows a user of this name or passkey");
      }
    }
  }

  private static boolean hasName(User user, String name) {
    return Names.fold(user.name()).equals(Names.fold(name));
  }

  @Override
  public synchronized List<User> insertMissing(List<NewUser> users) throws StorageException {
    return write(
        () -> {
          List<User> added = new ArrayList<>();
          for (NewUser user : users) {
            if (rows.values().stream().noneMatch(row -> hasName(row, user.name()))) {
              added.add(add(user));
            }
          }
          return added;
        });
  }

  @Override
  public synchronized void update(User user) throws StorageException {
    write(
        () -> {
          refuseTaken(user);
          rows.put(user.id(), user);
          return user;
        });
  }

  private interface Write<T> {
    T run() throws StorageException;
  }

  private <T> T write(Write<T> write) throws StorageException {
    Failure now = failure;
    failure = Failure.NONE;
    if (now == Failure.BEFORE) {
      throw new StorageUnavailableException("the database is away", null);
    }
    T result = write.run();
    if (now == Failure.AFTER) {
      throw new StorageUnavailableException("the database is away", null);
    }
    return result;
  }
}

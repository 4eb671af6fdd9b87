package io.skep.registry;

import io.skep.registry.RegistryException.Kind;
import io.skep.storage.NewUser;
import io.skep.storage.StorageException;
import io.skep.storage.User;
import io.skep.storage.UserRole;
import io.skep.storage.UserState;
import io.skep.storage.UserStore;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * The users.
 *
 * <p>All of them are in memory: what finds them answers at once, on event loops too. What changes
 * them blocks, writes to the database first, and has taken effect on every thread when it returns.
 */
public final class Users {
  private static final Problem PASSKEY_TAKEN = Problem.conflict("the passkey is another user's");

  private final UserStore store;
  private final LongSupplier seconds;
  private final SecureRandom random = new SecureRandom();
  private final UserIndex index = new UserIndex();
  private final Writing writing;

  private Users(UserStore store, LongSupplier seconds) {
    this.store = store;
    this.seconds = seconds;
    writing = new Writing(() -> store.forEach(index::put));
  }

  /**
   * Loads every user.
   *
   * @param seconds the time since the epoch
   */
  public static Users load(UserStore store, LongSupplier seconds) throws StorageException {
    Users users = new Users(store, seconds);
    store.forEach(users.index::put);
    return users;
  }

  /** The user of this id. */
  public Optional<User> find(long id) {
    return Optional.ofNullable(index.get(id));
  }

  /** The user of this name, in any case. */
  public Optional<User> named(String name) {
    return Optional.ofNullable(index.named(name));
  }

  /** Every user, by id. */
  public List<User> all() {
    return index.all().sorted(Comparator.comparingLong(User::id)).toList();
  }

  /** How many there are. */
  public int size() {
    return index.size();
  }

  UserIndex index() {
    return index;
  }

  /**
   * Adds an active user with a fresh passkey.
   *
   * @param name 1 to 64 characters, none of them a control character; blanks around it are left out
   * @throws RegistryException if the name can't be one, or is another's in any case
   */
  public User add(String name, UserRole role) throws StorageException, RegistryException {
    NewUser user = complete(new NewUser(name, role, UserState.ACTIVE, "", 0));
    return writing.write(
        () -> {
          Problem.refuse(problems(0, user.name(), user.passkey()));
          User added = store.insert(user);
          index.put(added);
          return added;
        });
  }

  /**
   * Changes a user's name, role, state or passkey. Id and the time of adding stay as they are.
   *
   * @param change answers the user as it shall be; an empty passkey is a revoked one
   * @throws RegistryException if there is none, or the new name or passkey can't be one or is
   *     another's
   */
  public User change(long id, UnaryOperator<User> change)
      throws StorageException, RegistryException {
    return writing.write(
        () -> {
          User before = index.get(id);
          if (before == null) {
            throw new RegistryException(Kind.NOT_FOUND, "there is no user " + id);
          }
          User after = merge(before, change.apply(before));
          Problem.refuse(problems(id, after.name(), after.passkey()));
          store.update(after);
          index.put(after);
          return after;
        });
  }

  private static User merge(User before, User wanted) {
    return new User(
        before.id(),
        Names.clean(wanted.name()),
        wanted.role(),
        wanted.state(),
        wanted.passkey(),
        before.createdAt());
  }

  /** Gives a user another passkey: the old one, and all that were made from it, end at once. */
  public User rotatePasskey(long id) throws StorageException, RegistryException {
    String fresh = freshPasskey();
    return change(id, user -> withPasskey(user, fresh));
  }

  /** Takes a user's passkey away, and all that were made from it. */
  public User revokePasskey(long id) throws StorageException, RegistryException {
    return change(id, user -> withPasskey(user, ""));
  }

  private static User withPasskey(User user, String passkey) {
    return new User(user.id(), user.name(), user.role(), user.state(), passkey, user.createdAt());
  }

  /**
   * Adds those whose names are not taken, all or none of them, and leaves the others as they are;
   * of two with the same name the first counts.
   *
   * @param users an empty passkey asks for a fresh one, a {@code createdAt} of 0 for now
   * @return the users that were added
   * @throws RegistryException if one of them can't be added; it is named
   */
  public List<User> addMissing(List<NewUser> users) throws StorageException, RegistryException {
    return writing.write(
        () -> {
          List<User> added = store.insertMissing(missing(users));
          added.forEach(index::put);
          return added;
        });
  }

  private List<NewUser> missing(List<NewUser> users) throws RegistryException {
    List<NewUser> missing = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Set<String> passkeys = new HashSet<>();
    for (NewUser user : users) {
      NewUser complete = complete(user);
      if (index.named(user.name()) != null || !names.add(Names.fold(user.name()))) {
        continue;
      }
      List<Problem> problems = problems(0, complete.name(), complete.passkey());
      if (problems.isEmpty() && !passkeys.add(complete.passkey())) {
        problems = List.of(PASSKEY_TAKEN);
      }
      if (!problems.isEmpty()) {
        String shown = Names.shown(user.name(), Names.MAX_USER);
        throw new RegistryException(
            problems.get(0).kind(), "user '" + shown + "': " + problems.get(0).sentence());
      }
      missing.add(complete);
    }
    return missing;
  }

  /** What stands against adding a user, in sentences; empty if nothing does. */
  public List<String> problems(NewUser user) {
    return Problem.sentences(problems(0, Names.clean(user.name()), user.passkey()));
  }

  private List<Problem> problems(long id, String name, String passkey) {
    List<Problem> problems = new ArrayList<>();
    String wrong = Names.userProblem(name);
    if (!wrong.isEmpty()) {
      problems.add(Problem.invalid(wrong));
    }
    User namesake = index.named(name);
    if (namesake != null && namesake.id() != id) {
      problems.add(Problem.conflict("the name '" + namesake.name() + "' is another user's"));
    }
    if (!passkey.isEmpty() && !PasskeyText.isPasskey(passkey)) {
      problems.add(Problem.invalid("a passkey has 8 to 128 letters, digits, '-' and '_'"));
    }
    User owner = index.withPasskey(passkey);
    if (owner != null && owner.id() != id) {
      problems.add(PASSKEY_TAKEN);
    }
    return problems;
  }

  private NewUser complete(NewUser user) {
    return new NewUser(
        Names.clean(user.name()),
        user.role(),
        user.state(),
        user.passkey().isEmpty() ? freshPasskey() : user.passkey(),
        user.createdAt() == 0 ? seconds.getAsLong() : user.createdAt());
  }

  private String freshPasskey() {
    byte[] bytes = new byte[PasskeyText.BYTES];
    random.nextBytes(bytes);
    return PasskeyText.encode(bytes);
  }
}

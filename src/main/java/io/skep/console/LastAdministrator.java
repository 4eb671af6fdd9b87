package io.skep.console;

import io.skep.registry.RegistryException;
import io.skep.registry.Users;
import io.skep.signin.SignIn;
import io.skep.storage.StorageException;
import io.skep.storage.Token;
import io.skep.storage.User;
import io.skep.storage.UserRole;
import io.skep.storage.UserState;

/**
 * Keeps an administrator who can sign in: without one, only who has the operator's own token can
 * make another, and so that token alone may leave none.
 */
final class LastAdministrator {
  // Of all consoles of this process: two who demote each other at once leave one.
  private static final Object LOCK = new Object();

  private final Users users;
  private final SignIn signIn;

  LastAdministrator(Users users, SignIn signIn) {
    this.users = users;
    this.signIn = signIn;
  }

  /** A change of one user. */
  interface Change {
    User make() throws StorageException, RegistryException;
  }

  /**
   * Makes a change, unless it would leave nobody; and nobody else makes one meanwhile.
   *
   * @param token of who makes it
   * @param after the user as the change makes them
   * @throws ProblemException if it would leave no administrator who can sign in
   */
  User keep(Token token, User before, User after, Change change)
      throws StorageException, RegistryException, ProblemException {
    synchronized (LOCK) {
      refuse(token, before, after);
      return change.make();
    }
  }

  private void refuse(Token token, User before, User after) throws ProblemException {
    if (token.user() == 0 && token.madeBy() == 0) {
      return;
    }
    if (!runsTheSite(before) || runsTheSite(after)) {
      return;
    }
    if (users.all().stream().noneMatch(user -> user.id() != before.id() && runsTheSite(user))) {
      throw ProblemException.conflict(
          "user "
              + before.id()
              + " is the last administrator who can sign in: make another one first, and let them"
              + " set a password");
    }
  }

  private boolean runsTheSite(User user) {
    return user.role() == UserRole.ADMIN
        && user.state() != UserState.DISABLED
        && signIn.passwords().has(user.id());
  }
}

package io.skep.console;

import io.skep.storage.User;
import io.skep.storage.UserRole;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a user may do who is signed in, by role. */
final class Roles {
  private static final Set<String> MEMBER = sorted(Scopes.ME, "stats:read", "torrents:read");

  private static final Set<String> MODERATOR =
      sorted(
          Scopes.ME,
          "findings:read",
          "findings:write",
          "multipliers:read",
          "sessions:read",
          "stats:read",
          "swarms:read",
          "torrents:read",
          "torrents:write",
          Scopes.USERS_READ);

  private Roles() {}

  private static Set<String> sorted(String... scopes) {
    return Collections.unmodifiableSet(new TreeSet<>(List.of(scopes)));
  }

  static Set<String> scopes(UserRole role) {
    return switch (role) {
      case ADMIN -> Scopes.ALL;
      case MODERATOR -> MODERATOR;
      case MEMBER -> MEMBER;
    };
  }

  /** Whether the caller can do all that a role can, or anybody can have the role. */
  static boolean covers(Set<String> own, UserRole role) {
    return role == UserRole.MEMBER || own.containsAll(scopes(role));
  }

  /**
   * Keeps one who may change users from becoming one who may do more.
   *
   * @throws ProblemException if the role can do what the caller can't
   */
  static void refuseMoreThanOwn(Call call, UserRole role) throws ProblemException {
    if (!covers(call.bearer().scopes(), role)) {
      throw ProblemException.forbidden("who is no " + UserView.name(role) + " can't make one");
    }
  }

  /**
   * The same for one who is there already.
   *
   * @throws ProblemException if the user can do what the caller can't
   */
  static void refuseMoreThanOwn(Call call, User user) throws ProblemException {
    if (!covers(call.bearer().scopes(), user.role())) {
      throw ProblemException.forbidden(
          "user "
              + user.id()
              + " is "
              + UserView.name(user.role())
              + ", which only one who may do as much can change");
    }
  }
}

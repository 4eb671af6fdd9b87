package io.skep.migration;

import io.skep.storage.UserRole;
import io.skep.storage.UserState;

/** What members of one of the other tracker's groups are here. */
public record Group(UserRole role, UserState state) {
  /** Takes part, and no more. */
  public static final Group MEMBER = new Group(UserRole.MEMBER, UserState.ACTIVE);

  static final Group MODERATOR = new Group(UserRole.MODERATOR, UserState.ACTIVE);
  static final Group ADMIN = new Group(UserRole.ADMIN, UserState.ACTIVE);
  static final Group OUT = new Group(UserRole.MEMBER, UserState.DISABLED);
}

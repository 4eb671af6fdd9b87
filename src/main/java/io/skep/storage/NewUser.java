package io.skep.storage;

/** A user that has no id yet; see {@link User}. */
public record NewUser(String name, UserRole role, UserState state, String passkey, long createdAt) {
  /** All but the passkey, which must not get into a log. */
  @Override
  public String toString() {
    return "new user '" + name + "', " + role + ", " + state;
  }
}

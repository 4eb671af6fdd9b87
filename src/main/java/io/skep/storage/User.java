package io.skep.storage;

/**
 * One whom the tracker knows.
 *
 * @param id 1 and up
 * @param name 1 to 64 characters, unique without regard to case
 * @param passkey what stands in the announce URLs; empty where it was revoked
 * @param createdAt when the user was added, in seconds
 */
public record User(
    long id, String name, UserRole role, UserState state, String passkey, long createdAt) {
  /** All but the passkey, which must not get into a log. */
  @Override
  public String toString() {
    return "user " + id + " '" + name + "', " + role + ", " + state;
  }
}

package io.skep.migration;

import io.skep.storage.UserRole;
import io.skep.storage.UserState;

/**
 * A user of another tracker's.
 *
 * @param line where it stands in the export
 * @param id its number there; empty where that is not told
 * @param passkey as it is there; empty where there is none, so that a fresh one is made
 * @param uploaded bytes that count as given, 0 and up
 * @param downloaded bytes that count as taken, 0 and up
 */
public record ImportedUser(
    long line,
    String id,
    String name,
    UserRole role,
    UserState state,
    String passkey,
    long uploaded,
    long downloaded) {
  /** All but the passkey, which must not get into a log. */
  @Override
  public String toString() {
    return "user '" + name + "', " + role + ", " + state + ", of line " + line;
  }
}

package io.skep.storage;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A browser in which a user is signed in to the console; the secret in its cookie is not kept.
 *
 * @param id 1 and up
 * @param user who is signed in
 * @param hash the SHA-256 of the secret, 32 bytes
 * @param createdAt when the user signed in, in seconds
 * @param lastSeen when it asked for something last, to some minutes
 * @param address from where it signed in
 * @param agent what it calls itself
 */
public record Browser(
    long id, long user, byte[] hash, long createdAt, long lastSeen, String address, String agent) {

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Browser that
        && id == that.id
        && user == that.user
        && Arrays.equals(hash, that.hash)
        && createdAt == that.createdAt
        && lastSeen == that.lastSeen
        && address.equals(that.address)
        && agent.equals(that.agent);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, user);
  }

  /** All but the hash. */
  @Override
  public String toString() {
    return "browser " + id + " of user " + user;
  }
}

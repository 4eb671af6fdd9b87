package io.skep.storage;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A link with which a user sets a password, once; the secret in it is not kept.
 *
 * @param user whose password
 * @param hash the SHA-256 of the secret, 32 bytes
 * @param createdAt when it was made, in seconds
 * @param expiresAt from when on it is of no use
 */
public record PasswordLink(long user, byte[] hash, long createdAt, long expiresAt) {
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PasswordLink that
        && user == that.user
        && Arrays.equals(hash, that.hash)
        && createdAt == that.createdAt
        && expiresAt == that.expiresAt;
  }

  @Override
  public int hashCode() {
    return Objects.hash(user, createdAt);
  }

  /** All but the hash. */
  @Override
  public String toString() {
    return "password link of user " + user;
  }
}

package io.skep.storage;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An invitation to join; the secret in its link is not kept.
 *
 * @param id 1 and up
 * @param hash the SHA-256 of the secret, 32 bytes
 * @param madeBy who invites
 * @param createdAt when it was made, in seconds
 * @param expiresAt from when on it is of no use
 * @param takenBy who joined by it; 0 for nobody yet
 * @param takenAt when; 0 for not yet
 * @param revokedAt when it was taken back; 0 for never
 */
public record Invitation(
    long id,
    byte[] hash,
    long madeBy,
    long createdAt,
    long expiresAt,
    long takenBy,
    long takenAt,
    long revokedAt) {

  /** True if somebody can still join by it. */
  public boolean isOpen(long now) {
    return takenAt == 0 && revokedAt == 0 && now < expiresAt;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Invitation that
        && id == that.id
        && Arrays.equals(hash, that.hash)
        && madeBy == that.madeBy
        && createdAt == that.createdAt
        && expiresAt == that.expiresAt
        && takenBy == that.takenBy
        && takenAt == that.takenAt
        && revokedAt == that.revokedAt;
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, madeBy);
  }

  /** All but the hash. */
  @Override
  public String toString() {
    return "invitation " + id + " by user " + madeBy;
  }
}

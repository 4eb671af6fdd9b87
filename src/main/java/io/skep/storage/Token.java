package io.skep.storage;

import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What lets a program use the API; the secret itself is not kept.
 *
 * @param id 1 and up
 * @param name what it is for, unique
 * @param hash the SHA-256 of the secret, 32 bytes
 * @param scopes what it lets do, words such as {@code users:write}
 * @param user on whose behalf it acts, 0 for the operator's own
 * @param createdAt when it was made, in seconds
 * @param expiresAt from when on it is of no use; 0 for never
 * @param madeBy which user made it, who must still be one who may give its scopes; 0 for the
 *     operator
 */
public record Token(
    long id,
    String name,
    byte[] hash,
    Set<String> scopes,
    long user,
    long createdAt,
    long expiresAt,
    long madeBy) {

  /** A copy of the scopes. */
  public Token {
    scopes = Set.copyOf(scopes);
  }

  /** One that the operator made. */
  public Token(
      long id,
      String name,
      byte[] hash,
      Set<String> scopes,
      long user,
      long createdAt,
      long expiresAt) {
    this(id, name, hash, scopes, user, createdAt, expiresAt, 0);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Token that
        && id == that.id
        && name.equals(that.name)
        && Arrays.equals(hash, that.hash)
        && scopes.equals(that.scopes)
        && user == that.user
        && createdAt == that.createdAt
        && expiresAt == that.expiresAt
        && madeBy == that.madeBy;
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, name);
  }

  /** All but the hash. */
  @Override
  public String toString() {
    return "token " + id + " '" + name + "' " + scopes;
  }
}

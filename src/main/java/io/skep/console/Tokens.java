package io.skep.console;

import io.skep.storage.StorageException;
import io.skep.storage.Token;
import io.skep.storage.TokenStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of the API. What changes them blocks; what finds them answers from memory.
 *
 * <p>A secret is {@code skep_} and 43 characters for 256 random bits. Only its SHA-256 is kept: so
 * much chance needs no slow hash. Safe for use by several threads.
 */
public final class Tokens {
  /** How many tokens there can be. */
  public static final int MAX_TOKENS = 1000;

  private static final String PREFIX = "skep_";
  private static final int SECRET_BYTES = 32;

  private final TokenStore store;
  private final LongSupplier seconds;
  private final SecureRandom random = new SecureRandom();
  private volatile List<Token> tokens;

  private Tokens(TokenStore store, LongSupplier seconds, List<Token> tokens) {
    this.store = store;
    this.seconds = seconds;
    this.tokens = tokens;
  }

  /** A token that was made, and its secret, which nobody can find out again. */
  public record Made(Token token, String secret) {
    /** All but the secret. */
    @Override
    public String toString() {
      return token.toString();
    }
  }

  /**
   * Loads every token.
   *
   * @param seconds the clock, in seconds since the epoch
   */
  public static Tokens load(TokenStore store, LongSupplier seconds) throws StorageException {
    return new Tokens(store, seconds, List.copyOf(store.all()));
  }

  /** Every token, expired ones too. */
  public List<Token> all() {
    return tokens;
  }

  /** The token with this secret; empty where there is none or it has expired. */
  Optional<Token> find(String secret) {
    byte[] hash = hash(secret);
    Token found = null;
    for (Token token : tokens) {
      // All are compared, each in constant time, so that time tells nothing.
      if (MessageDigest.isEqual(hash, token.hash())) {
        found = token;
      }
    }
    return Optional.ofNullable(found).filter(token -> !isExpired(token));
  }

  private boolean isExpired(Token token) {
    return token.expiresAt() != 0 && token.expiresAt() <= seconds.getAsLong();
  }

  /** Makes a secret that is as good as none before; {@link #add} turns it into a token. */
  String newSecret() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * Makes a token.
   *
   * @param user for whom it acts; 0 for the operator
   * @param expiresAt from when on it is of no use, in seconds; 0 for never
   * @throws io.skep.storage.ConflictException if the name is another's
   */
  public Made add(String name, Set<String> scopes, long user, long expiresAt)
      throws StorageException {
    return add(name, scopes, user, expiresAt, 0);
  }

  /**
   * Makes a token on behalf of a user.
   *
   * @param madeBy the user who makes it; it is of use only as long as the user may give its scopes
   */
  Made add(String name, Set<String> scopes, long user, long expiresAt, long madeBy)
      throws StorageException {
    String secret = newSecret();
    return new Made(insert(name, secret, scopes, user, expiresAt, madeBy), secret);
  }

  Token add(String name, String secret, Set<String> scopes, long user, long expiresAt)
      throws StorageException {
    return insert(name, secret, scopes, user, expiresAt, 0);
  }

  private synchronized Token insert(
      String name, String secret, Set<String> scopes, long user, long expiresAt, long madeBy)
      throws StorageException {
    if (tokens.size() >= MAX_TOKENS) {
      throw new io.skep.storage.ConflictException(
          "there are " + MAX_TOKENS + " tokens already; remove one first");
    }
    Token token =
        store.insert(
            new Token(0, name, hash(secret), scopes, user, seconds.getAsLong(), expiresAt, madeBy));
    List<Token> more = new ArrayList<>(tokens);
    more.add(token);
    tokens = List.copyOf(more);
    return token;
  }

  /** Makes one of the operator's that takes the place of that of its name, if there is one. */
  synchronized void replace(String name, String secret, Set<String> scopes)
      throws StorageException {
    List<Token> others = tokens.stream().filter(one -> !one.name().equals(name)).toList();
    for (Token token : tokens) {
      if (token.name().equals(name)) {
        store.delete(token.id());
      }
    }
    tokens = others;
    add(name, secret, scopes, 0, 0);
  }

  /** Makes a token of no use from now on; null where there is none of this id. */
  synchronized @Nullable Token remove(long id) throws StorageException, ProblemException {
    Token token = tokens.stream().filter(one -> one.id() == id).findFirst().orElse(null);
    if (token == null) {
      return null;
    }
    List<Token> rest = tokens.stream().filter(one -> one.id() != id).toList();
    if (opens(token) && rest.stream().noneMatch(this::opens)) {
      throw ProblemException.conflict(
          "this is the last token with the scope tokens:write that does not expire;"
              + " make another first");
    }
    store.delete(id);
    tokens = rest;
    return token;
  }

  /** Whether the operator can always make other tokens with it. */
  private boolean opens(Token token) {
    return token.scopes().contains(Scopes.TOKENS_WRITE)
        && token.user() == 0
        && token.expiresAt() == 0;
  }

  private static byte[] hash(String secret) {
    return Digests.sha256(secret.getBytes(StandardCharsets.UTF_8));
  }
}

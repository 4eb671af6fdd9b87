package io.skep.console;

import io.skep.signin.Visitor;
import io.skep.storage.Browser;
import io.skep.storage.Token;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, and from where.
 *
 * @param token what lets the caller in; of a browser one that is made up for its user; null where
 *     nothing is needed
 * @param browser in which the user is signed in; null of a program
 * @param secret what the browser's cookie carries; empty of a program
 * @param visitor from where
 * @param site the origin by which the console was reached, such as {@code https://skep.example}
 * @param isSecure whether a cookie is only to go over TLS
 * @param stillLetIn whether the caller would be let in again now; answers from memory
 */
record Caller(
    @Nullable Token token,
    @Nullable Browser browser,
    String secret,
    Visitor visitor,
    String site,
    boolean isSecure,
    BooleanSupplier stillLetIn) {

  /** Somebody of whom nothing is known, or has to be. */
  static Caller nobody(Visitor visitor, String site, boolean isSecure) {
    return new Caller(null, null, "", visitor, site, isSecure, () -> true);
  }

  /** Neither the secret nor the address. */
  @Override
  public String toString() {
    return String.valueOf(token);
  }
}

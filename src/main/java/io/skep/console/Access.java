package io.skep.console;

import io.skep.registry.Users;
import io.skep.storage.Token;
import io.skep.storage.User;
import io.skep.storage.UserState;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets in who has a token with the scopes that an operation asks for. */
final class Access {
  private static final String SCHEME = "bearer ";
  private static final int LONGEST = 200;

  private final Tokens tokens;
  private final Users users;
  private final WrongTokens wrong;

  Access(Tokens tokens, Users users, WrongTokens wrong) {
    this.tokens = tokens;
    this.users = users;
    this.wrong = wrong;
  }

  /** The token that the request carries; null if it was answered that it is not let in. */
  @Nullable Token check(RoutingContext context, Set<String> scopes) {
    String secret = secret(context.request().getHeader(HttpHeaders.AUTHORIZATION));
    if (secret.isEmpty()) {
      refuse(context, "", "this needs a token: send the header Authorization: Bearer TOKEN");
      return null;
    }
    Optional<Token> token = tokens.find(secret).filter(this::isOfUse);
    if (token.isEmpty()) {
      refuseWrong(context);
      return null;
    }
    if (!token.get().scopes().containsAll(scopes)) {
      refuseScope(context, scopes);
      return null;
    }
    return token.get();
  }

  private static String secret(@Nullable String header) {
    if (header == null
        || header.length() > LONGEST
        || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return "";
    }
    return header.substring(SCHEME.length()).strip();
  }

  private boolean isOfUse(Token token) {
    Optional<User> user = users.find(token.user());
    return token.user() == 0 || (user.isPresent() && user.get().state() != UserState.DISABLED);
  }

  private void refuseWrong(RoutingContext context) {
    long wait = wrong.note(context.request().remoteAddress().hostAddress());
    if (wait > 0) {
      context.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait));
      ProblemDetails.send(
          context,
          429,
          "Too many requests",
          "too many wrong tokens come from your network; wait " + wait + " s");
      return;
    }
    refuse(context, " error=\"invalid_token\"", "the token is unknown, expired or was removed");
  }

  private static void refuse(RoutingContext context, String error, String detail) {
    context.response().putHeader("WWW-Authenticate", challenge(error));
    ProblemDetails.send(context, 401, "Unauthorized", detail);
  }

  private static void refuseScope(RoutingContext context, Set<String> scopes) {
    String names = String.join(" ", scopes.stream().sorted().toList());
    String error = ", error=\"insufficient_scope\", scope=\"" + names + "\"";
    context.response().putHeader("WWW-Authenticate", "Bearer realm=\"skep\"" + error);
    ProblemDetails.send(context, 403, "Forbidden", "the token needs the scope " + names);
  }

  private static String challenge(String error) {
    return "Bearer realm=\"skep\"" + (error.isEmpty() ? "" : "," + error);
  }
}

package io.skep.console;

import io.skep.registry.Users;
import io.skep.signin.Browsers;
import io.skep.signin.Visitor;
import io.skep.storage.Browser;
import io.skep.storage.Token;
import io.skep.storage.User;
import io.skep.storage.UserState;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Lets in who has a token with the scopes that an operation asks for, or a browser in which a user
 * is signed in whose role has them.
 *
 * <p>A browser sends its cookie whoever has written the page that asks. So a change needs a header
 * beside it that only our own pages can know, and none from another site is let in, cookie or not.
 */
final class Access {
  private static final String SCHEME = "bearer ";
  private static final int LONGEST = 200;
  private static final String CSRF = "X-CSRF-Token";

  private final Tokens tokens;
  private final Users users;
  private final Browsers browsers;
  private final SessionCookie cookie;
  private final Site site;
  private final WrongTokens wrong;

  Access(ConsoleServer.PrivateParts parts, WrongTokens wrong) {
    this.tokens = parts.tokens();
    this.users = parts.users();
    this.browsers = parts.signIn().browsers();
    this.site = parts.site();
    this.cookie = new SessionCookie(parts.site());
    this.wrong = wrong;
  }

  /** Who asks; null if the request was answered that it is not let in. */
  @Nullable Caller check(RoutingContext context, ContractOperation rule) {
    Set<String> scopes = rule.scopes();
    HttpServerRequest request = context.request();
    if (scopes == null) {
      return site.isOwn(request) ? nobody(request) : refuseSite(context);
    }
    if (request.getHeader(HttpHeaders.AUTHORIZATION) == null) {
      List<String> sent = cookie.of(request);
      if (!sent.isEmpty()) {
        return browser(context, rule, scopes, sent);
      }
    }
    return program(context, rule, scopes);
  }

  private Caller nobody(HttpServerRequest request) {
    return Caller.nobody(visitor(request), site.origin(request), site.isSecure(request));
  }

  private Visitor visitor(HttpServerRequest request) {
    String agent = request.getHeader(HttpHeaders.USER_AGENT);
    return new Visitor(site.client(request), agent == null ? "" : agent);
  }

  private @Nullable Caller program(
      RoutingContext context, ContractOperation rule, Set<String> scopes) {
    String secret = secret(context.request().getHeader(HttpHeaders.AUTHORIZATION));
    if (secret.isEmpty()) {
      refuse(
          context,
          "",
          "this needs a token: send the header Authorization: Bearer TOKEN, or sign in");
      return null;
    }
    Optional<Token> token = find(secret);
    if (token.isEmpty()) {
      refuseWrong(context);
      return null;
    }
    if (rule.isForBrowsers()) {
      ProblemDetails.send(
          context, 403, "Forbidden", "no token can do this; sign in with a browser");
      return null;
    }
    if (!token.get().scopes().containsAll(scopes)) {
      refuseScope(context, "token", scopes);
      return null;
    }
    return new Caller(
        token.get(),
        null,
        "",
        visitor(context.request()),
        site.origin(context.request()),
        site.isSecure(context.request()),
        () -> find(secret).filter(now -> now.scopes().containsAll(scopes)).isPresent());
  }

  private static String secret(@Nullable String header) {
    if (header == null
        || header.length() > LONGEST
        || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return "";
    }
    return header.substring(SCHEME.length()).strip();
  }

  private Optional<Token> find(String secret) {
    return tokens.find(secret).filter(this::isOfUse).flatMap(this::bounded);
  }

  private boolean isOfUse(Token token) {
    return token.user() == 0 || active(token.user()).isPresent();
  }

  private Optional<User> active(long id) {
    return users.find(id).filter(user -> user.state() != UserState.DISABLED);
  }

  /** Whoever may do less than when the token was made takes its scopes along. */
  private Optional<Token> bounded(Token token) {
    if (token.madeBy() == 0) {
      return Optional.of(token);
    }
    return active(token.madeBy())
        .map(
            maker -> {
              Set<String> scopes = new TreeSet<>(token.scopes());
              scopes.retainAll(Roles.scopes(maker.role()));
              return with(token, scopes);
            });
  }

  private static Token with(Token token, Set<String> scopes) {
    return new Token(
        token.id(),
        token.name(),
        token.hash(),
        scopes,
        token.user(),
        token.createdAt(),
        token.expiresAt(),
        token.madeBy());
  }

  private @Nullable Caller browser(
      RoutingContext context, ContractOperation rule, Set<String> scopes, List<String> sent) {
    HttpServerRequest request = context.request();
    // Of two, one was set by somebody else, such as a neighbour below the same domain.
    String secret = sent.size() == 1 ? sent.get(0) : "";
    Optional<Browser> browser = browsers.find(secret);
    Optional<User> user = browser.flatMap(one -> active(one.user()));
    if (browser.isEmpty() || user.isEmpty()) {
      context.response().putHeader(HttpHeaders.SET_COOKIE, cookie.takenBack(request));
      refuse(context, "", "you are not signed in any more");
      return null;
    }
    if (changes(rule) && !site.isOwn(request)) {
      return refuseSite(context);
    }
    if (changes(rule) && !Browsers.isCsrf(secret, csrf(request))) {
      ProblemDetails.send(
          context, 403, "Forbidden", "the header " + CSRF + " must be as GET /me tells it");
      return null;
    }
    if (!Roles.scopes(user.get().role()).containsAll(scopes)) {
      refuseScope(context, "user", scopes);
      return null;
    }
    return new Caller(
        standIn(user.get(), browser.get()),
        browser.get(),
        secret,
        visitor(request),
        site.origin(request),
        site.isSecure(request),
        () ->
            browsers
                .find(secret)
                .flatMap(one -> active(one.user()))
                .filter(one -> Roles.scopes(one.role()).containsAll(scopes))
                .isPresent());
  }

  private static boolean changes(ContractOperation rule) {
    return !rule.method().equals(HttpMethod.GET);
  }

  private static String csrf(HttpServerRequest request) {
    String sent = request.getHeader(CSRF);
    return sent == null ? "" : sent;
  }

  private static Token standIn(User user, Browser browser) {
    return new Token(
        0,
        user.name(),
        new byte[0],
        Roles.scopes(user.role()),
        user.id(),
        browser.createdAt(),
        0,
        user.id());
  }

  private static @Nullable Caller refuseSite(RoutingContext context) {
    ProblemDetails.send(
        context,
        403,
        "Forbidden",
        "a page of another site asks; if it is this one, console.public-url must be its address");
    return null;
  }

  private void refuseWrong(RoutingContext context) {
    long wait = wrong.note(site.client(context.request()));
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

  private static void refuseScope(RoutingContext context, String who, Set<String> scopes) {
    String names = String.join(" ", scopes.stream().sorted().toList());
    String error = ", error=\"insufficient_scope\", scope=\"" + names + "\"";
    context.response().putHeader("WWW-Authenticate", "Bearer realm=\"skep\"" + error);
    ProblemDetails.send(context, 403, "Forbidden", "the " + who + " needs the scope " + names);
  }

  private static String challenge(String error) {
    return "Bearer realm=\"skep\"" + (error.isEmpty() ? "" : "," + error);
  }
}

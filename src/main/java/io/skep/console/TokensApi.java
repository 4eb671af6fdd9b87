package io.skep.console;

import io.skep.registry.AnnounceUrls;
import io.skep.registry.Users;
import io.skep.signin.Browsers;
import io.skep.signin.SignIn;
import io.skep.storage.Browser;
import io.skep.storage.StorageException;
import io.skep.storage.Token;
import io.skep.storage.User;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/** {@code /api/v1/tokens} and {@code /api/v1/me}: what lets programs in. */
final class TokensApi {
  private static final Sorting<Token> SORTING =
      new Sorting<>(
          Map.of(
              "id", Comparator.comparingLong(Token::id),
              "name", Comparator.comparing(Token::name, String.CASE_INSENSITIVE_ORDER),
              "created_at", Comparator.comparingLong(Token::createdAt),
              "expires_at", Comparator.comparingLong(TokensApi::end)),
          Comparator.comparingLong(Token::id));

  private final Tokens tokens;
  private final Users users;
  private final UsersApi usersApi;
  private final Directory directory;
  private final SignIn signIn;
  private final AnnounceUrls urls;
  private final LongSupplier seconds;

  TokensApi(
      ConsoleServer.PrivateParts parts,
      UsersApi usersApi,
      Directory directory,
      LongSupplier seconds) {
    this.tokens = parts.tokens();
    this.users = parts.users();
    this.usersApi = usersApi;
    this.directory = directory;
    this.signIn = parts.signIn();
    this.urls = parts.announceUrls();
    this.seconds = seconds;
  }

  private static long end(Token token) {
    return token.expiresAt() == 0 ? Long.MAX_VALUE : token.expiresAt();
  }

  Reply me(Call call) {
    Token token = call.bearer();
    Browser browser = call.caller().browser();
    User user = users.find(token.user()).orElse(null);
    JsonObject answer =
        new JsonObject()
            .put("token", browser == null ? json(token) : null)
            .put("browser", browser == null ? null : browser.id())
            .put("csrf", browser == null ? null : Browsers.csrfOf(call.caller().secret()))
            .put("scopes", new JsonArray(List.copyOf(new TreeSet<>(token.scopes()))))
            .put("user", user == null ? null : usersApi.view(user).json())
            .put("role", user == null ? null : UserView.name(user.role()));
    if (user != null && token.scopes().contains(Scopes.ME)) {
      answer
          .put("second_factor", signIn.secondFactors().has(user.id()))
          .put("passkey", user.passkey())
          .put("announce_urls", announceUrls(user))
          .put("invitations_left", signIn.invitations().left(user));
    }
    return Reply.json(answer);
  }

  private JsonArray announceUrls(User user) {
    return new JsonArray(user.passkey().isEmpty() ? List.of() : urls.with(user.passkey()));
  }

  Reply list(Call call) throws ProblemException {
    String part = call.optional("q").orElse("").toLowerCase(Locale.ROOT);
    long user = directory.userId(call, "user");
    List<Token> found =
        tokens.all().stream()
            .filter(token -> token.name().toLowerCase(Locale.ROOT).contains(part))
            .filter(token -> user == 0 || user == token.user())
            .toList();
    return Reply.json(call.page().of(found, SORTING.by(call.text("sort")), this::json));
  }

  Reply add(Call call) throws StorageException, ProblemException {
    JsonObject body = call.body();
    String name = body.getString("name").strip();
    if (name.isEmpty()) {
      throw ProblemException.refused("name must not be blank");
    }
    Set<String> scopes = new TreeSet<>();
    body.getJsonArray("scopes").forEach(scope -> scopes.add((String) scope));
    refuseMoreThanOwn(call.bearer(), scopes);
    Tokens.Made made = tokens.add(name, scopes, user(call), end(body), call.bearer().madeBy());
    Changes.note(
        call,
        "made token " + made.token().id() + " " + Texts.quoted(name) + " for " + scopes,
        new Changes.Subject(made.token().user(), null, json(made.token())));
    return Reply.created(json(made.token()).put("secret", made.secret()));
  }

  /** Or one that may make tokens could make itself one that may do everything. */
  private static void refuseMoreThanOwn(Token own, Set<String> scopes) throws ProblemException {
    Set<String> more = new TreeSet<>(scopes);
    more.removeAll(own.scopes());
    if (!more.isEmpty()) {
      throw ProblemException.forbidden(
          "the token can't give scopes that it has not itself: " + String.join(", ", more));
    }
  }

  /** Whoever acts for a user is shown the user's passkeys, so not everybody may say for whom. */
  private long user(Call call) throws ProblemException {
    String key = call.body().getString("user");
    if (key == null) {
      return 0;
    }
    User user = directory.user(key);
    PasskeysApi.refuseUnlessMayKnow(call, user);
    return user.id();
  }

  private long end(JsonObject body) throws ProblemException {
    String text = body.getString("expires_at");
    if (text == null) {
      return 0;
    }
    long end = Times.parse("expires_at", text);
    if (end <= seconds.getAsLong()) {
      throw ProblemException.refused("expires_at must be in the future");
    }
    return end;
  }

  Reply remove(Call call) throws StorageException, ProblemException {
    long id = call.number("id");
    Optional<Token> known = tokens.all().stream().filter(one -> one.id() == id).findFirst();
    if (known.isPresent() && !call.bearer().scopes().containsAll(known.get().scopes())) {
      throw ProblemException.forbidden("the token can't remove one that has more scopes");
    }
    Token removed = tokens.remove(id);
    if (removed == null) {
      throw ProblemException.notFound("there is no token " + id);
    }
    Changes.note(
        call,
        "removed token " + id + " " + Texts.quoted(removed.name()),
        new Changes.Subject(removed.user(), json(removed), null));
    return Reply.nothing();
  }

  private JsonObject json(Token token) {
    return new JsonObject()
        .put("id", token.id())
        .put("name", token.name())
        .put("scopes", new JsonArray(List.copyOf(new TreeSet<>(token.scopes()))))
        .put("user", directory.userNamed(token.user()))
        .put("made_by", directory.userNamed(token.madeBy()))
        .put("created_at", Times.text(token.createdAt()))
        .put("expires_at", Times.textOrNull(token.expiresAt()));
  }
}

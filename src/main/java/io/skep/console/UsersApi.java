package io.skep.console;

import io.skep.ledger.Ledger;
import io.skep.registry.AnnounceUrls;
import io.skep.registry.RegistryException;
import io.skep.registry.Users;
import io.skep.signin.SignIn;
import io.skep.storage.StorageException;
import io.skep.storage.User;
import io.skep.storage.UserRole;
import io.skep.storage.UserState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** {@code /api/v1/users}: who is known, and their passkeys. */
final class UsersApi {
  private final Users users;
  private final Ledger ledger;
  private final Directory directory;
  private final AnnounceUrls urls;
  private final SignIn signIn;
  private final LastAdministrator lastAdministrator;

  UsersApi(ConsoleServer.PrivateParts parts, Directory directory) {
    this.users = parts.users();
    this.ledger = parts.ledger();
    this.directory = directory;
    this.urls = parts.announceUrls();
    this.signIn = parts.signIn();
    this.lastAdministrator = new LastAdministrator(users, signIn);
  }

  UserView view(User user) {
    return new UserView(
        user,
        ledger.balance(user.id()),
        ledger.hitAndRuns(user.id()),
        signIn.passwords().has(user.id()),
        signIn.secondFactors().has(user.id()));
  }

  Reply list(Call call) {
    String part = call.optional("q").orElse("").toLowerCase(Locale.ROOT);
    String role = call.optional("role").orElse("");
    String state = call.optional("state").orElse("");
    List<UserView> found =
        users.all().stream()
            .filter(user -> user.name().toLowerCase(Locale.ROOT).contains(part))
            .filter(user -> role.isEmpty() || role.equals(UserView.name(user.role())))
            .filter(user -> state.isEmpty() || state.equals(UserView.name(user.state())))
            .map(this::view)
            .toList();
    return Reply.json(
        call.page().of(found, UserView.SORTING.by(call.text("sort")), UserView::json));
  }

  Reply show(Call call) throws ProblemException {
    return Reply.json(view(directory.user(call.text("user"))).json());
  }

  Reply add(Call call) throws StorageException, RegistryException, ProblemException {
    JsonObject body = call.body();
    UserRole role = role(body.getString("role", "member"));
    Roles.refuseMoreThanOwn(call, role);
    UserState state = state(body.getString("state", "active"));
    User user = users.add(body.getString("name"), role);
    if (state != user.state()) {
      user = users.change(user.id(), added -> with(added, added.name(), role, state));
    }
    Changes.note(
        call,
        "added user " + user.id() + " " + Texts.quoted(user.name()),
        new Changes.Subject(user.id(), null, words(user)));
    return Reply.created(withPasskey(user), "/api/v1/users/" + user.id());
  }

  Reply change(Call call) throws StorageException, RegistryException, ProblemException {
    User before = directory.user(call.text("user"));
    JsonObject body = call.body();
    Roles.refuseMoreThanOwn(call, before);
    Roles.refuseMoreThanOwn(call, changed(before, body).role());
    User after =
        lastAdministrator.keep(
            call.bearer(),
            before,
            changed(before, body),
            () -> users.change(before.id(), user -> changed(user, body)));
    if (after.state() == UserState.DISABLED) {
      signIn.shutOut(after.id());
    }
    Changes.note(
        call,
        "changed user "
            + after.id()
            + " to "
            + Texts.quoted(after.name())
            + ", "
            + UserView.name(after.role())
            + ", "
            + UserView.name(after.state()),
        new Changes.Subject(after.id(), words(before), words(after)));
    return Reply.json(view(after).json());
  }

  /** What is kept of a user in the audit log. */
  private static JsonObject words(User user) {
    return new JsonObject()
        .put("name", user.name())
        .put("role", UserView.name(user.role()))
        .put("state", UserView.name(user.state()));
  }

  private static User changed(User user, JsonObject body) {
    return with(
        user,
        body.getString("name", user.name()),
        role(body.getString("role", UserView.name(user.role()))),
        state(body.getString("state", UserView.name(user.state()))));
  }

  private static User with(User user, String name, UserRole role, UserState state) {
    return new User(user.id(), name, role, state, user.passkey(), user.createdAt());
  }

  static UserRole role(String name) {
    return UserRole.valueOf(name.toUpperCase(Locale.ROOT));
  }

  static UserState state(String name) {
    return UserState.valueOf(name.toUpperCase(Locale.ROOT));
  }

  Reply rotatePasskey(Call call) throws StorageException, RegistryException, ProblemException {
    return rotatePasskey(call, directory.user(call.text("user")));
  }

  Reply rotatePasskey(Call call, User before) throws StorageException, RegistryException {
    User user = users.rotatePasskey(before.id());
    Changes.note(call, "gave user " + user.id() + " a new passkey", Changes.Subject.of(user));
    return Reply.json(withPasskey(user));
  }

  Reply revokePasskey(Call call) throws StorageException, RegistryException, ProblemException {
    User user = users.revokePasskey(directory.user(call.text("user")).id());
    Changes.note(call, "took the passkey of user " + user.id() + " away", Changes.Subject.of(user));
    return Reply.nothing();
  }

  private JsonObject withPasskey(User user) {
    return view(user)
        .json()
        .put("passkey", user.passkey())
        .put("announce_urls", new JsonArray(urls.with(user.passkey())));
  }
}

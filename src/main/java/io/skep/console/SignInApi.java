package io.skep.console;

import io.skep.registry.RegistryException;
import io.skep.signin.Browsers;
import io.skep.signin.Joining;
import io.skep.signin.SignIn;
import io.skep.signin.SignInException;
import io.skep.storage.StorageException;
import io.skep.storage.User;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** How people get in: by their password, or by a link that somebody has given them. */
final class SignInApi {
  private final SignIn signIn;
  private final Directory directory;

  SignInApi(ConsoleServer.PrivateParts parts, Directory directory) {
    this.signIn = parts.signIn();
    this.directory = directory;
  }

  Reply signIn(Call call) throws SignInException, StorageException, ProblemException {
    JsonObject body = call.body();
    Browsers.Opened opened =
        signIn.signIn(
            call.caller().visitor(),
            body.getString("name"),
            body.getString("password"),
            body.getString("code", ""));
    User user = directory.user(opened.browser().user());
    JsonObject answer = new JsonObject().put("csrf", opened.csrf()).put("user", json(user));
    String cookie =
        SessionCookie.given(
            call.caller().isSecure(), opened.secret(), signIn.browsers().lifetimeSeconds());
    return new Reply(200, BodyRule.JSON, answer.toBuffer(), Map.of("Set-Cookie", cookie));
  }

  static JsonObject json(User user) {
    return new JsonObject()
        .put("id", user.id())
        .put("name", user.name())
        .put("role", UserView.name(user.role()))
        .put("state", UserView.name(user.state()));
  }

  Reply signOut(Call call) throws StorageException {
    signIn.browsers().end(call.browser().user(), call.browser().id());
    String cookie = SessionCookie.takenBack(call.caller().isSecure());
    return new Reply(204, "", Buffer.buffer(), Map.of("Set-Cookie", cookie));
  }

  Reply makeFirstAdministrator(Call call)
      throws SignInException, StorageException, RegistryException {
    JsonObject body = call.body();
    User user =
        signIn
            .firstAdministrator()
            .make(
                call.caller().visitor(),
                body.getString("token"),
                body.getString("name"),
                body.getString("password"));
    Changes.noteLink(
        call,
        user,
        "became the first administrator",
        new Changes.Subject(user.id(), null, json(user)));
    return Reply.created(json(user));
  }

  Reply look(Call call) throws SignInException, StorageException {
    Joining.Invited invited = signIn.joining().look(call.caller().visitor(), call.text("code"));
    return Reply.json(
        new JsonObject()
            .put("invited_by", invited.inviter().name())
            .put("expires_at", Times.text(invited.invitation().expiresAt())));
  }

  Reply join(Call call) throws SignInException, StorageException, RegistryException {
    JsonObject body = call.body();
    User user =
        signIn
            .joining()
            .join(
                call.caller().visitor(),
                body.getString("code"),
                body.getString("name"),
                body.getString("password"));
    Changes.noteLink(
        call, user, "joined by invitation", new Changes.Subject(user.id(), null, json(user)));
    return Reply.created(json(user));
  }

  Reply setPassword(Call call) throws SignInException, StorageException {
    JsonObject body = call.body();
    User user =
        signIn
            .passwords()
            .set(call.caller().visitor(), body.getString("token"), body.getString("password"));
    Changes.noteLink(call, user, "set a password by a link", Changes.Subject.of(user));
    return Reply.nothing();
  }
}

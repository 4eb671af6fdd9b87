package io.skep.console;

import io.skep.signin.Passwords;
import io.skep.signin.SecondFactors;
import io.skep.signin.SignIn;
import io.skep.signin.SignInException;
import io.skep.storage.Browser;
import io.skep.storage.StorageException;
import io.skep.storage.User;
import io.vertx.core.json.JsonObject;

/** How one signs in oneself: the password, the second factor, and the browsers. */
final class AccountApi {
  private final SignIn signIn;
  private final Directory directory;

  AccountApi(ConsoleServer.PrivateParts parts, Directory directory) {
    this.signIn = parts.signIn();
    this.directory = directory;
  }

  private User user(Call call) throws ProblemException {
    return directory.user(call.browser().user());
  }

  Reply changePassword(Call call) throws SignInException, StorageException, ProblemException {
    User user = user(call);
    signIn
        .passwords()
        .change(
            call.caller().visitor(),
            user,
            call.browser().id(),
            call.body().getString("current"),
            call.body().getString("password"));
    Changes.note(call, "changed the password", Changes.Subject.of(user));
    return Reply.nothing();
  }

  Reply beginSecondFactor(Call call) throws SignInException, ProblemException {
    SecondFactors.Begun begun = signIn.secondFactors().begin(user(call));
    QrPicture picture = QrPicture.of(begun.uri());
    return Reply.json(
        new JsonObject()
            .put("secret", begun.secret())
            .put("uri", begun.uri())
            .put(
                "qr_code",
                new JsonObject().put("size", picture.size()).put("path", picture.path())));
  }

  Reply confirmSecondFactor(Call call) throws SignInException, StorageException, ProblemException {
    User user = user(call);
    signIn.secondFactors().confirm(user.id(), call.body().getString("code"));
    Changes.note(call, "set up a second factor", Changes.Subject.of(user));
    return Reply.nothing();
  }

  Reply removeSecondFactor(Call call) throws SignInException, StorageException, ProblemException {
    User user = user(call);
    signIn.secondFactors().remove(user.id(), call.body().getString("code"));
    Changes.note(call, "removed the second factor", Changes.Subject.of(user));
    return Reply.nothing();
  }

  Reply browsers(Call call) {
    long current = call.browser().id();
    return Reply.json(
        call.page()
            .of(signIn.browsers().of(call.browser().user()), browser -> json(browser, current)));
  }

  private static JsonObject json(Browser browser, long current) {
    return new JsonObject()
        .put("id", browser.id())
        .put("created_at", Times.text(browser.createdAt()))
        .put("last_seen", Times.text(browser.lastSeen()))
        .put("address", browser.address())
        .put("agent", browser.agent())
        .put("current", browser.id() == current);
  }

  Reply endBrowser(Call call) throws StorageException, ProblemException {
    long id = call.number("id");
    if (!signIn.browsers().end(call.browser().user(), id)) {
      throw ProblemException.notFound("you are not signed in in a browser " + id);
    }
    return Reply.nothing();
  }

  /** For a user who has none, or has lost it. */
  Reply passwordLink(Call call) throws StorageException, ProblemException {
    User user = directory.user(call.text("user"));
    Roles.refuseMoreThanOwn(call, user);
    Passwords.Link link = signIn.passwords().link(user.id());
    Changes.note(call, "made a password link for user " + user.id(), Changes.Subject.of(user));
    return Reply.created(
        new JsonObject()
            .put("link", call.caller().site() + "/#/password?token=" + link.secret())
            .put("expires_at", Times.text(link.expiresAt())));
  }

  /** Of a user who has lost it. */
  Reply removeSecondFactorOf(Call call) throws StorageException, ProblemException {
    User user = directory.user(call.text("user"));
    Roles.refuseMoreThanOwn(call, user);
    if (!signIn.secondFactors().remove(user.id())) {
      throw ProblemException.notFound("user " + user.id() + " has no second factor");
    }
    Changes.note(call, "removed the second factor of user " + user.id(), Changes.Subject.of(user));
    return Reply.nothing();
  }
}

package io.skep.console;

import io.skep.registry.Users;
import io.skep.signin.Invitations;
import io.skep.signin.SignInException;
import io.skep.storage.Invitation;
import io.skep.storage.StorageException;
import io.skep.storage.User;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Whom one has invited, and the tree that comes of it. */
final class InvitationsApi {
  private final Invitations invitations;
  private final Users users;
  private final Directory directory;
  private final LongSupplier seconds;
  private final OwnChanges changes;

  InvitationsApi(ConsoleServer.PrivateParts parts, Directory directory, LongSupplier seconds) {
    this.invitations = parts.signIn().invitations();
    this.users = parts.users();
    this.directory = directory;
    this.seconds = seconds;
    changes = new OwnChanges("invitations", seconds);
  }

  private User user(Call call) throws ProblemException {
    long id = call.bearer().user();
    if (id == 0) {
      throw ProblemException.notFound("the token acts for no user");
    }
    return directory.user(id);
  }

  Reply list(Call call) throws ProblemException {
    User user = user(call);
    return Reply.json(
        call.page().of(invitations.of(user.id()), this::json).put("left", invitations.left(user)));
  }

  private JsonObject json(Invitation one) {
    long now = seconds.getAsLong();
    return new JsonObject()
        .put("id", one.id())
        .put("created_at", Times.text(one.createdAt()))
        .put("expires_at", Times.text(one.expiresAt()))
        .put("state", state(one, now))
        .put("user", directory.userNamed(one.takenBy()))
        .put("at", Times.textOrNull(Math.max(one.takenAt(), one.revokedAt())));
  }

  private static String state(Invitation one, long now) {
    if (one.takenAt() > 0) {
      return "taken";
    }
    if (one.revokedAt() > 0) {
      return "revoked";
    }
    return one.isOpen(now) ? "open" : "expired";
  }

  Reply add(Call call) throws StorageException, SignInException, ProblemException {
    User user = user(call);
    refuseTooMany(call, user);
    Invitations.Made made = invitations.make(user);
    Changes.note(call, "made invitation " + made.invitation().id());
    return Reply.created(
        new JsonObject()
            .put("id", made.invitation().id())
            .put("link", call.caller().site() + "/#/join?code=" + made.secret())
            .put("code", made.secret())
            .put("expires_at", Times.text(made.invitation().expiresAt())));
  }

  /** Who runs the site may have a crowd to invite. */
  private void refuseTooMany(Call call, User user) throws ProblemException {
    if (!call.bearer().scopes().contains(Scopes.USERS_WRITE)) {
      changes.take(user.id());
    }
  }

  Reply revoke(Call call) throws StorageException, SignInException, ProblemException {
    long id = call.number("id");
    invitations.revoke(user(call).id(), id);
    Changes.note(call, "took invitation " + id + " back");
    return Reply.nothing();
  }

  Reply tree(Call call) {
    Map<Long, Invitation> joined = invitations.joined();
    return Reply.json(call.page().of(users.all(), user -> row(user, joined.get(user.id()))));
  }

  private JsonObject row(User user, @Nullable Invitation by) {
    return new JsonObject()
        .put("user", directory.userNamed(user.id()))
        .put("role", UserView.name(user.role()))
        .put("state", UserView.name(user.state()))
        .put("invited_by", by == null ? null : directory.userNamed(by.madeBy()))
        .put("at", Times.text(by == null ? user.createdAt() : by.takenAt()));
  }
}

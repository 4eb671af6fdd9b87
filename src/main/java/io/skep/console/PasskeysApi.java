package io.skep.console;

import io.skep.bittorrent.InfoHash;
import io.skep.registry.AnnounceUrls;
import io.skep.registry.Passkeys;
import io.skep.storage.StorageException;
import io.skep.storage.Torrent;
import io.skep.storage.User;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** What shows passkeys in announce URLs, and passkeys that are good for one torrent. */
final class PasskeysApi {
  private final Passkeys passkeys;
  private final AnnounceUrls urls;
  private final Directory directory;

  PasskeysApi(ConsoleServer.PrivateParts parts, Directory directory) {
    this.passkeys = parts.passkeys();
    this.urls = parts.announceUrls();
    this.directory = directory;
  }

  Reply announceUrls(Call call) throws ProblemException {
    User user = directory.user(call.text("user"));
    refuseUnlessMayKnow(call, user);
    Optional<InfoHash> hash = call.hash("torrent");
    String passkey = hash.isEmpty() ? user.passkey() : passkey(user, directory.torrent(hash.get()));
    List<String> shown = passkey.isEmpty() ? List.of() : urls.with(passkey);
    return Reply.json(new JsonObject().put("urls", new JsonArray(shown)));
  }

  /** The user's passkey for this torrent; empty where the user's own was revoked. */
  String passkey(User user, Torrent torrent) {
    return passkeys.forTorrent(user, torrent.id());
  }

  /**
   * Whoever sees a passkey can announce as its user.
   *
   * @throws ProblemException if the token neither acts for the user nor may give out passkeys
   */
  static void refuseUnlessMayKnow(Call call, User user) throws ProblemException {
    boolean own = call.bearer().user() == user.id();
    if (!own && !call.bearer().scopes().contains(Scopes.USERS_WRITE)) {
      throw ProblemException.forbidden(
          "the answer shows a passkey of user "
              + user.id()
              + ": the token needs the scope "
              + Scopes.USERS_WRITE
              + ", or to act for this user");
    }
  }

  Reply revoke(Call call) throws StorageException, ProblemException {
    User user = directory.user(call.text("user"));
    Torrent torrent = directory.torrent(InfoHash.parse(call.text("hash")));
    passkeys.revoke(user.id(), torrent.id());
    Changes.note(
        call,
        "revoked the passkey of user " + user.id() + " for torrent " + torrent.id(),
        Changes.Subject.of(user));
    return Reply.nothing();
  }
}

package io.skep.console;

import io.skep.bittorrent.InfoHash;
import io.skep.registry.Torrents;
import io.skep.registry.Users;
import io.skep.storage.Torrent;
import io.skep.storage.User;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the users and torrents that requests speak of, and names them in answers. */
final class Directory {
  private static final String BY_NAME = "name:";

  private final Users users;
  private final Torrents torrents;

  Directory(Users users, Torrents torrents) {
    this.users = users;
    this.torrents = torrents;
  }

  /**
   * The user that a key means: an id, or {@code name:NAME}.
   *
   * @throws ProblemException if there is none
   */
  User user(String key) throws ProblemException {
    if (key.startsWith(BY_NAME)) {
      String name = key.substring(BY_NAME.length());
      return users
          .named(name)
          .orElseThrow(
              () -> ProblemException.notFound("there is no user named " + Texts.quoted(name)));
    }
    return user(Long.parseLong(key));
  }

  /**
   * The user of this id.
   *
   * @throws ProblemException if there is none
   */
  User user(long id) throws ProblemException {
    return users.find(id).orElseThrow(() -> ProblemException.notFound("there is no user " + id));
  }

  /**
   * The torrent with this info-hash, deleted or not.
   *
   * @throws ProblemException if there is none
   */
  Torrent torrent(InfoHash hash) throws ProblemException {
    return torrents
        .find(hash)
        .orElseThrow(
            () -> ProblemException.notFound("no torrent is registered with info-hash " + hash));
  }

  /** The id of the user that a parameter means; 0 where it is not given. */
  long userId(Call call, String parameter) throws ProblemException {
    Optional<String> key = call.optional(parameter);
    return key.isEmpty() ? 0 : user(key.get()).id();
  }

  /** The id of the torrent that a parameter means; 0 where it is not given. */
  long torrentId(Call call, String parameter) throws ProblemException {
    Optional<InfoHash> hash = call.hash(parameter);
    return hash.isEmpty() ? 0 : torrent(hash.get()).id();
  }

  /** A user in a few words; null for nobody. */
  @Nullable JsonObject userNamed(long id) {
    return id == 0
        ? null
        : new JsonObject().put("id", id).put("name", users.find(id).map(User::name).orElse(""));
  }

  /** A torrent in a few words; null for none. */
  @Nullable JsonObject torrentNamed(long id) {
    if (id == 0) {
      return null;
    }
    JsonObject json = new JsonObject().put("id", id);
    Optional<Torrent> torrent = torrents.find(id);
    return json.put("info_hash", torrent.map(Directory::hash).orElse(""))
        .put("name", torrent.map(Torrent::name).orElse(""));
  }

  /** The info-hash by which a torrent is named in answers. */
  static String hash(Torrent torrent) {
    return torrent.infoHashes().get(0).toString();
  }
}

package io.skep.console;

import io.skep.bittorrent.InfoHash;
import io.skep.registry.AnnounceUrls;
import io.skep.registry.FolderImport;
import io.skep.registry.RegistryException;
import io.skep.registry.Torrents;
import io.skep.storage.StorageException;
import io.skep.storage.Torrent;
import io.skep.storage.User;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** .torrent files: out to users, and in from a folder. */
final class TorrentFilesApi {
  static final String TORRENT = "application/x-bittorrent";
  private static final int MAX_REFUSED_SHOWN = 1000;

  private final Torrents torrents;
  private final AnnounceUrls urls;
  private final PasskeysApi passkeys;
  private final Directory directory;

  TorrentFilesApi(ConsoleServer.PrivateParts parts, PasskeysApi passkeys, Directory directory) {
    this.torrents = parts.torrents();
    this.urls = parts.announceUrls();
    this.passkeys = passkeys;
    this.directory = directory;
  }

  Reply file(Call call) throws ProblemException, StorageException, RegistryException {
    Torrent torrent = served(call);
    byte[] file = torrents.file(torrent, announceUrls(call, torrent));
    return Reply.file(TORRENT, file, torrent.name() + ".torrent");
  }

  Reply magnet(Call call) throws ProblemException, StorageException, RegistryException {
    Torrent torrent = served(call);
    String link = torrents.magnet(torrent, announceUrls(call, torrent));
    return Reply.json(new JsonObject().put("magnet", link));
  }

  private Torrent served(Call call) throws ProblemException {
    Torrent torrent = directory.torrent(InfoHash.parse(call.text("hash")));
    Torrent.Deletion deletion = torrent.deleted();
    if (deletion != null) {
      throw ProblemException.conflict("the torrent was deleted: " + deletion.reason());
    }
    return torrent;
  }

  /** Those of the user who is meant, for this torrent alone. */
  private List<String> announceUrls(Call call, Torrent torrent) throws ProblemException {
    User user = user(call);
    PasskeysApi.refuseUnlessMayKnow(call, user);
    String passkey = passkeys.passkey(user, torrent);
    if (passkey.isEmpty()) {
      throw ProblemException.conflict("user " + user.id() + " has no passkey; rotate it first");
    }
    return urls.with(passkey);
  }

  private User user(Call call) throws ProblemException {
    Optional<String> key = call.optional("user");
    if (key.isPresent()) {
      return directory.user(key.get());
    }
    if (call.bearer().user() == 0) {
      throw ProblemException.refused(
          "the token acts for no user: say by the parameter user for whom the file is");
    }
    return directory.user(call.bearer().user());
  }

  Reply importFolder(Call call) throws ProblemException, StorageException {
    refuseModerators(call);
    FolderImport imported = imported(call.body().getString("folder"));
    JsonArray refused = new JsonArray();
    imported.refused().entrySet().stream()
        .limit(MAX_REFUSED_SHOWN)
        .forEach(
            one ->
                refused.add(
                    new JsonObject()
                        .put("file", one.getKey().toString())
                        .put("why", one.getValue())));
    Changes.note(
        call,
        "imported the folder "
            + Texts.quoted(call.body().getString("folder"))
            + ": "
            + imported.added()
            + " torrents added");
    return Reply.json(
        new JsonObject()
            .put("added", imported.added())
            .put("known", imported.known())
            .put("made_private", imported.madePrivate())
            .put("refused_total", imported.refused().size())
            .put("refused", refused));
  }

  /** What lies on the tracker's machine is not for all who look after torrents to look at. */
  private static void refuseModerators(Call call) throws ProblemException {
    if (call.caller().browser() != null && !call.bearer().scopes().containsAll(Scopes.ALL)) {
      throw ProblemException.forbidden(
          "only an administrator can have folders of the tracker's machine read");
    }
  }

  private FolderImport imported(String folder) throws ProblemException, StorageException {
    try {
      Path path = Path.of(folder);
      if (!path.isAbsolute()) {
        throw ProblemException.refused("folder must be an absolute path");
      }
      return torrents.importFolder(path);
    } catch (InvalidPathException e) {
      throw ProblemException.refused("folder is no path");
    } catch (IOException e) {
      // Its message is the path alone where there is no such folder.
      throw ProblemException.refused(
          "folder "
              + Texts.quoted(folder)
              + " can't be read: it is not there, is no folder, is"
              + " not allowed to be read, or has too many files");
    }
  }
}

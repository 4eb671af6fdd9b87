package io.skep.console;

import io.skep.bittorrent.InfoHash;
import io.skep.ledger.Ledger;
import io.skep.registry.Registration;
import io.skep.registry.RegistryException;
import io.skep.registry.Torrents;
import io.skep.storage.StorageException;
import io.skep.storage.Torrent;
import io.skep.swarm.SwarmStore;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** {@code /api/v1/torrents}: what is registered. */
final class TorrentsApi {
  private final Torrents torrents;
  private final SwarmStore swarms;
  private final Ledger ledger;
  private final Directory directory;
  private final LongSupplier seconds;

  TorrentsApi(
      ConsoleServer.PrivateParts parts,
      SwarmStore swarms,
      Directory directory,
      LongSupplier seconds) {
    this.torrents = parts.torrents();
    this.swarms = swarms;
    this.ledger = parts.ledger();
    this.directory = directory;
    this.seconds = seconds;
  }

  private TorrentView view(Torrent torrent) {
    return TorrentView.of(torrent, swarms, ledger, seconds.getAsLong());
  }

  private JsonObject json(Torrent torrent) {
    return view(torrent).json(directory);
  }

  private Torrent named(Call call) throws ProblemException {
    return directory.torrent(InfoHash.parse(call.text("hash")));
  }

  Reply list(Call call) throws ProblemException {
    long now = seconds.getAsLong();
    TorrentSearch search =
        new TorrentSearch(
            call, directory, torrent -> ledger.multipliers().isFreeleech(torrent, now));
    List<Torrent> found = search.find(torrents);
    String sort = call.text("sort");
    if (TorrentView.PLAIN_SORTING.has(sort)) {
      return Reply.json(call.page().of(found, TorrentView.PLAIN_SORTING.by(sort), this::json));
    }
    List<TorrentView> views = found.stream().map(this::view).toList();
    return Reply.json(
        call.page().of(views, TorrentView.SORTING.by(sort), view -> view.json(directory)));
  }

  Reply show(Call call) throws ProblemException {
    return Reply.json(json(named(call)));
  }

  Reply add(Call call) throws StorageException, RegistryException {
    long by = call.bearer().user();
    Registration registration = call.body().isEmpty() ? addFile(call, by) : addHash(call, by);
    Torrent torrent = registration.torrent();
    Changes.note(
        call,
        "registered torrent " + torrent.id() + " " + Texts.quoted(torrent.name()),
        new Changes.Subject(0, null, words(torrent)));
    JsonObject json = json(torrent).put("info_hash_changed", registration.madePrivate());
    return registration.added()
        ? Reply.created(json, "/api/v1/torrents/" + Directory.hash(torrent))
        : Reply.json(json);
  }

  private Registration addFile(Call call, long by) throws StorageException, RegistryException {
    return torrents.register(call.file(), by);
  }

  private Registration addHash(Call call, long by) throws StorageException, RegistryException {
    InfoHash hash = InfoHash.parse(call.body().getString("info_hash"));
    boolean known = torrents.find(hash).isPresent();
    Torrent torrent = torrents.register(hash, call.body().getString("name"), by);
    return new Registration(torrent, !known, false);
  }

  Reply change(Call call) throws StorageException, RegistryException, ProblemException {
    Torrent torrent = named(call);
    JsonObject body = call.body();
    List<String> changed = new ArrayList<>(body.fieldNames());
    changed.remove("deleted");
    if (!changed.isEmpty()) {
      JsonObject before = words(torrent);
      torrent = torrents.change(torrent.id(), was -> changed(was, body));
      Changes.note(
          call,
          "changed torrent " + torrent.id() + " in " + String.join(", ", changed),
          new Changes.Subject(0, before, words(torrent)));
    }
    if (body.containsKey("deleted")) {
      JsonObject before = words(torrent);
      torrent = torrents.restore(torrent.id());
      Changes.note(
          call, "restored torrent " + torrent.id(), new Changes.Subject(0, before, words(torrent)));
    }
    return Reply.json(json(torrent));
  }

  private static Torrent changed(Torrent torrent, JsonObject body) {
    return new Torrent(
        torrent.id(),
        torrent.infoHashes(),
        body.getString("name", torrent.name()),
        torrent.length(),
        torrent.files(),
        body.getString("license", torrent.license()),
        torrent.addedBy(),
        torrent.addedAt(),
        torrent.hasFile(),
        torrent.deleted());
  }

  Reply delete(Call call) throws StorageException, RegistryException, ProblemException {
    JsonObject before = words(named(call));
    Torrent torrent = torrents.delete(named(call).id(), call.text("reason"));
    Changes.note(
        call,
        "deleted torrent " + torrent.id() + ": " + Texts.quoted(call.text("reason")),
        new Changes.Subject(0, before, words(torrent)));
    return Reply.json(json(torrent));
  }

  /** What is kept of a torrent in the audit log. */
  private static JsonObject words(Torrent torrent) {
    Torrent.Deletion deletion = torrent.deleted();
    return new JsonObject()
        .put("info_hash", Directory.hash(torrent))
        .put("name", torrent.name())
        .put("license", torrent.license())
        .put("deleted", deletion == null ? null : deletion.reason());
  }
}

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
import java.util.Locale;

/** {@code /api/v1/torrents}: what is registered. */
final class TorrentsApi {
  private final Torrents torrents;
  private final SwarmStore swarms;
  private final Ledger ledger;
  private final Directory directory;

  TorrentsApi(ConsoleServer.PrivateParts parts, SwarmStore swarms, Directory directory) {
    this.torrents = parts.torrents();
    this.swarms = swarms;
    this.ledger = parts.ledger();
    this.directory = directory;
  }

  private TorrentView view(Torrent torrent) {
    return TorrentView.of(torrent, swarms, ledger);
  }

  private JsonObject json(Torrent torrent) {
    return view(torrent).json(directory);
  }

  private Torrent named(Call call) throws ProblemException {
    return directory.torrent(InfoHash.parse(call.text("hash")));
  }

  Reply list(Call call) throws ProblemException {
    String part = call.optional("q").orElse("").toLowerCase(Locale.ROOT);
    String license = call.optional("license").orElse("");
    boolean deleted = call.flag("deleted").orElse(false);
    long addedBy = directory.userId(call, "added_by");
    List<TorrentView> found =
        torrents.all().stream()
            .filter(torrent -> (torrent.deleted() != null) == deleted)
            .filter(torrent -> torrent.name().toLowerCase(Locale.ROOT).contains(part))
            .filter(torrent -> license.isEmpty() || license.equalsIgnoreCase(torrent.license()))
            .filter(torrent -> addedBy == 0 || addedBy == torrent.addedBy())
            .map(this::view)
            .toList();
    return Reply.json(
        call.page()
            .of(found, TorrentView.SORTING.by(call.text("sort")), view -> view.json(directory)));
  }

  Reply show(Call call) throws ProblemException {
    return Reply.json(json(named(call)));
  }

  Reply add(Call call) throws StorageException, RegistryException {
    long by = call.bearer().user();
    Registration registration = call.body().isEmpty() ? addFile(call, by) : addHash(call, by);
    Torrent torrent = registration.torrent();
    Changes.note(call, "registered torrent " + torrent.id() + " " + Texts.quoted(torrent.name()));
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
      torrent = torrents.change(torrent.id(), before -> changed(before, body));
      Changes.note(call, "changed torrent " + torrent.id() + " in " + String.join(", ", changed));
    }
    if (body.containsKey("deleted")) {
      torrent = torrents.restore(torrent.id());
      Changes.note(call, "restored torrent " + torrent.id());
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
    Torrent torrent = torrents.delete(named(call).id(), call.text("reason"));
    Changes.note(
        call, "deleted torrent " + torrent.id() + ": " + Texts.quoted(call.text("reason")));
    return Reply.json(json(torrent));
  }
}

package io.skep.console;

import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.SwarmCounts;
import io.skep.storage.Torrent;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What listeners are told of torrents and users, with and without a registry of them. */
final class LiveWatch implements EventsApi.Watched {
  private final ConsoleServer.Parts parts;
  private final ConsoleServer.@Nullable PrivateParts site;
  private final @Nullable MeApi me;

  LiveWatch(ConsoleServer.Parts parts) {
    this.parts = parts;
    ConsoleServer.PrivateParts known = parts.privateParts();
    site = known;
    me =
        known == null
            ? null
            : new MeApi(known, new Directory(known.users(), known.torrents()), parts.seconds());
  }

  @Override
  public Supplier<@Nullable JsonObject> torrent(InfoHash hash) throws ProblemException {
    ConsoleServer.PrivateParts known = site;
    if (known == null) {
      return () -> swarm(hash);
    }
    Torrent torrent = new Directory(known.users(), known.torrents()).torrent(hash);
    return () -> registered(known, torrent);
  }

  private JsonObject swarm(InfoHash hash) {
    SwarmCounts counts = parts.swarms().counts(hash);
    return new JsonObject()
        .put("info_hash", hash.toString())
        .put("seeders", counts.complete())
        .put("leechers", counts.incomplete())
        .put("snatches", counts.downloaded());
  }

  private JsonObject registered(ConsoleServer.PrivateParts known, Torrent torrent) {
    TorrentView view =
        TorrentView.of(torrent, parts.swarms(), known.ledger(), parts.seconds().getAsLong());
    return new JsonObject()
        .put("info_hash", Directory.hash(torrent))
        .put("seeders", view.seeders())
        .put("leechers", view.leechers())
        .put("snatches", view.books().snatches())
        .put("uploaded", view.books().balance().uploaded())
        .put("downloaded", view.books().balance().downloaded());
  }

  @Override
  public @Nullable JsonObject user(long id) {
    return me == null ? null : me.figures(id);
  }
}

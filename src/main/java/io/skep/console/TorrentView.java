package io.skep.console;

import io.skep.ledger.Ledger;
import io.skep.storage.Torrent;
import io.skep.storage.TorrentBooks;
import io.skep.swarm.SwarmStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A torrent with its swarm and its books, taken at one moment so that a sort sees one figure.
 *
 * @param freeleech whether what is fetched of it counts for nothing now, whoever fetches
 */
record TorrentView(
    Torrent torrent, int seeders, int leechers, TorrentBooks books, boolean freeleech) {
  /** By what stands in the torrent itself: for a page of it no more than its entries are viewed. */
  static final Sorting<Torrent> PLAIN_SORTING =
      new Sorting<>(
          Map.of(
              "id", Comparator.comparingLong(Torrent::id),
              "name", Comparator.comparing(Torrent::name, String.CASE_INSENSITIVE_ORDER),
              "length", Comparator.comparingLong(Torrent::length),
              "added_at", Comparator.comparingLong(Torrent::addedAt)),
          Comparator.comparingLong(Torrent::id));

  /** By what swarms and books say. */
  static final Sorting<TorrentView> SORTING =
      new Sorting<>(
          Map.of(
              "seeders", Comparator.comparingInt(TorrentView::seeders),
              "leechers", Comparator.comparingInt(TorrentView::leechers),
              "snatches", Comparator.comparingLong(view -> view.books.snatches()),
              "health",
                  Comparator.comparingInt(TorrentView::seeders)
                      .thenComparing(Comparator.comparingInt(TorrentView::leechers).reversed())),
          Comparator.comparingLong(view -> view.torrent.id()));

  static TorrentView of(Torrent torrent, SwarmStore swarms, Ledger ledger, long now) {
    Crowd crowd = Crowd.of(torrent, swarms);
    return new TorrentView(
        torrent,
        crowd.seeders(),
        crowd.leechers(),
        ledger.books(torrent.id()),
        ledger.multipliers().isFreeleech(torrent.id(), now));
  }

  JsonObject json(Directory directory) {
    JsonArray hashes = new JsonArray();
    torrent.infoHashes().forEach(hash -> hashes.add(hash.toString()));
    return new JsonObject()
        .put("id", torrent.id())
        .put("info_hashes", hashes)
        .put("name", torrent.name())
        .put("length", Figures.known(torrent.length()))
        .put("files", torrent.files() == 0 ? null : torrent.files())
        .put("license", torrent.license().isEmpty() ? null : torrent.license())
        .put("added_by", directory.userNamed(torrent.addedBy()))
        .put("added_at", Times.text(torrent.addedAt()))
        .put("has_file", torrent.hasFile())
        .put("deleted", json(torrent.deleted()))
        .put("seeders", seeders)
        .put("leechers", leechers)
        .put("freeleech", freeleech)
        .put("snatches", books.snatches())
        .put("uploaded", books.balance().uploaded())
        .put("downloaded", books.balance().downloaded());
  }

  private static @Nullable JsonObject json(Torrent.@Nullable Deletion deletion) {
    return deletion == null
        ? null
        : new JsonObject().put("at", Times.text(deletion.at())).put("reason", deletion.reason());
  }
}

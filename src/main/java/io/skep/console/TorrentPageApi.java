package io.skep.console;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.skep.bittorrent.InfoHash;
import io.skep.metainfo.TorrentFile;
import io.skep.registry.RegistryException;
import io.skep.registry.Torrents;
import io.skep.statistics.Series;
import io.skep.statistics.SwarmHistory;
import io.skep.storage.Balance;
import io.skep.storage.StorageException;
import io.skep.storage.Torrent;
import io.skep.storage.TorrentBooks;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.LongSupplier;

/** What one torrent's page shows beside the torrent: its files, its swarm over time, its books. */
final class TorrentPageApi {
  private static final int HOUR = 3600;
  private static final int MAX_POINTS = 288;
  // So many files' names are kept at hand; a torrent has up to a hundred thousand.
  private static final long MAX_FILES_KEPT = 200_000;

  private final Torrents torrents;
  private final Directory directory;
  private final ConsoleServer.PrivateParts parts;
  private final SwarmHistory history;
  private final LongSupplier seconds;
  private final Cache<Long, List<FileRow>> files =
      Caffeine.newBuilder()
          .maximumWeight(MAX_FILES_KEPT)
          .weigher((Long torrent, List<FileRow> rows) -> 1 + rows.size())
          .build();

  private record FileRow(String path, long length) {}

  TorrentPageApi(
      ConsoleServer.PrivateParts parts,
      Directory directory,
      SwarmHistory history,
      LongSupplier seconds) {
    this.parts = parts;
    this.torrents = parts.torrents();
    this.directory = directory;
    this.history = history;
    this.seconds = seconds;
  }

  private Torrent named(Call call) throws ProblemException {
    return directory.torrent(InfoHash.parse(call.text("hash")));
  }

  Reply files(Call call) throws ProblemException, StorageException, RegistryException {
    Torrent torrent = named(call);
    List<FileRow> rows = files.getIfPresent(torrent.id());
    if (rows == null) {
      rows =
          torrents.contents(torrent).stream()
              .filter(file -> file.kind() != TorrentFile.Kind.PADDING)
              .map(file -> new FileRow(file.pathText(), file.length()))
              .toList();
      files.put(torrent.id(), rows);
    }
    return Reply.json(
        call.page()
            .of(rows, row -> new JsonObject().put("path", row.path()).put("length", row.length())));
  }

  Reply history(Call call) throws ProblemException {
    Torrent torrent = named(call);
    long now = seconds.getAsLong();
    long from = now - call.number("hours") * HOUR;
    Series series = history.of(torrent.id(), from, now, MAX_POINTS);
    JsonArray at = new JsonArray();
    for (long time : series.at()) {
      at.add(time);
    }
    return Reply.json(
        new JsonObject()
            .put("at", at)
            .put("seeders", column(series.figures()[0]))
            .put("leechers", column(series.figures()[1])));
  }

  private static JsonArray column(double[] figures) {
    JsonArray column = new JsonArray();
    for (double figure : figures) {
      column.add(Double.isNaN(figure) ? null : (Long) (long) figure);
    }
    return column;
  }

  Reply balance(Call call) throws ProblemException {
    TorrentBooks books = parts.ledger().books(named(call).id());
    Balance balance = books.balance();
    return Reply.json(
        Figures.put(new JsonObject(), balance)
            .put("difference", balance.uploaded() - balance.downloaded())
            .put("snatches", books.snatches()));
  }
}

package io.skep.cli;

import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.metainfo.MagnetLink;
import io.skep.metainfo.Metainfo;
import io.skep.metainfo.TorrentFile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a .torrent or a magnet link says, as JSON; what it does not say is left out. */
final class TorrentJson {
  private TorrentJson() {}

  static JsonObject of(Metainfo metainfo) {
    JsonObject json =
        new JsonObject()
            .put("name", metainfo.name())
            .put("version", metainfo.version().name().toLowerCase(Locale.ROOT));
    putHashes(json, metainfo.infoHashes(), metainfo.infoHashV2());
    json.put("length", metainfo.length())
        .put("piece_length", metainfo.pieceLength())
        .put("pieces", metainfo.layout().pieceCount())
        .put("private", metainfo.isPrivate());
    put(json, "source", metainfo.source());
    put(json, "license", metainfo.license());
    JsonArray tiers = new JsonArray();
    metainfo.trackers().forEach(tier -> tiers.add(strings(tier)));
    json.put("trackers", tiers).put("web_seeds", strings(metainfo.webSeeds()));
    put(json, "comment", metainfo.comment());
    put(json, "created_by", metainfo.createdBy());
    metainfo.creationDate().ifPresent(seconds -> json.put("creation_date", seconds));
    JsonArray files = new JsonArray();
    metainfo.files().forEach(file -> files.add(file(file)));
    return json.put("files", files).put("magnet", MagnetLink.to(metainfo).toString());
  }

  private static JsonObject file(TorrentFile file) {
    JsonObject json =
        new JsonObject()
            .put("path", strings(file.path()))
            .put("length", file.length())
            .put("kind", file.kind().name().toLowerCase(Locale.ROOT));
    byte[] root = file.piecesRoot();
    return root == null ? json : json.put("pieces_root", HexFormat.of().formatHex(root));
  }

  static JsonObject of(MagnetLink link) {
    JsonObject json = new JsonObject();
    put(json, "name", link.name().isEmpty() ? null : link.name());
    putHashes(json, link.infoHashes(), link.infoHashV2());
    link.length().ifPresent(length -> json.put("length", length));
    json.put("trackers", strings(link.trackers())).put("web_seeds", strings(link.webSeeds()));
    json.put("peers", strings(link.peers().stream().map(PeerAddress::toString).toList()));
    JsonArray selected = new JsonArray();
    link.selectOnly().forEach(selected::add);
    return json.put("select_only", selected).put("magnet", link.toString());
  }

  private static void putHashes(
      JsonObject json, List<InfoHash> infoHashes, byte @Nullable [] infoHashV2) {
    json.put("info_hashes", strings(infoHashes.stream().map(InfoHash::toString).toList()));
    if (infoHashV2 != null) {
      json.put("info_hash_v2", HexFormat.of().formatHex(infoHashV2));
    }
  }

  private static void put(JsonObject json, String key, @Nullable String value) {
    if (value != null) {
      json.put(key, value);
    }
  }

  private static JsonArray strings(List<String> values) {
    JsonArray array = new JsonArray();
    values.forEach(array::add);
    return array;
  }
}

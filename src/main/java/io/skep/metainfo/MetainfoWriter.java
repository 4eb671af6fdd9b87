package io.skep.metainfo;

import io.skep.bencode.BencodeWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes a whole .torrent around an info dictionary, which goes in as it stands. */
final class MetainfoWriter {
  private MetainfoWriter() {}

  static byte[] write(
      byte[] info, Surroundings around, List<TorrentFile> files, PieceHashes hashes) {
    byte[] before = before(around);
    byte[] after = after(around, files, hashes);
    ByteArrayOutputStream whole =
        new ByteArrayOutputStream(before.length + info.length + after.length + 8);
    // Two dictionaries become one: the first without its end, the second without its beginning.
    whole.write(before, 0, before.length - 1);
    whole.writeBytes("4:info".getBytes(StandardCharsets.US_ASCII));
    whole.writeBytes(info);
    whole.write(after, 1, after.length - 1);
    return whole.toByteArray();
  }

  private static byte[] before(Surroundings around) {
    BencodeWriter writer = new BencodeWriter(1024).beginDictionary();
    List<List<String>> tiers = around.trackers();
    if (!tiers.isEmpty()) {
      writer.key("announce").string(tiers.get(0).get(0));
    }
    if (tiers.size() > 1 || (tiers.size() == 1 && tiers.get(0).size() > 1)) {
      writer.key("announce-list").beginList();
      for (List<String> tier : tiers) {
        writer.beginList();
        tier.forEach(writer::string);
        writer.end();
      }
      writer.end();
    }
    text(writer, "comment", around.comment());
    text(writer, "created by", around.createdBy());
    if (around.creationDate().isPresent()) {
      writer.key("creation date").integer(around.creationDate().getAsLong());
    }
    return writer.end().toByteArray();
  }

  private static void text(BencodeWriter writer, String key, @Nullable String value) {
    if (value != null) {
      writer.key(key).string(value);
    }
  }

  private static byte[] after(Surroundings around, List<TorrentFile> files, PieceHashes hashes) {
    BencodeWriter writer = new BencodeWriter(1024).beginDictionary();
    if (hashes.hasMerkle()) {
      writer.key("piece layers").beginDictionary();
      for (Map.Entry<byte[], byte[]> layer : layers(files, hashes).entrySet()) {
        writer.key(layer.getKey()).bytes(layer.getValue());
      }
      writer.end();
    }
    if (!around.webSeeds().isEmpty()) {
      writer.key("url-list").beginList();
      around.webSeeds().forEach(writer::string);
      writer.end();
    }
    return writer.end().toByteArray();
  }

  /** One layer a root, in the order that bencoding asks for: two files may be the same. */
  private static SortedMap<byte[], byte[]> layers(List<TorrentFile> files, PieceHashes hashes) {
    SortedMap<byte[], byte[]> layers = new TreeMap<>(Arrays::compareUnsigned);
    for (int file = 0; file < files.size(); file++) {
      byte @Nullable [] root = files.get(file).piecesRoot();
      byte @Nullable [] layer = hashes.layer(file);
      if (root != null && layer != null) {
        layers.put(root, layer);
      }
    }
    return layers;
  }
}

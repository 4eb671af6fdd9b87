package io.skep.registry;

import io.skep.bencode.BencodeDictionary;
import io.skep.bencode.BencodeException;
import io.skep.bencode.BencodeReader;
import io.skep.bencode.BencodeString;
import io.skep.bencode.BencodeValue;
import io.skep.bencode.BencodeWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Changes a .torrent here and there and leaves all else as it stands, byte for byte: the parts are
 * copied, not read and written again. The keys of the dictionary that is changed are put in order
 * where they were not (BEP 3).
 */
final class TorrentRewriting {
  private static final byte[] ONE = new BencodeWriter(8).integer(1).toByteArray();

  private TorrentRewriting() {}

  /**
   * The .torrent with these announce URLs in place of its own, each as a tier (BEP 12): clients go
   * to the next where one does not answer.
   *
   * @throws IllegalArgumentException if it is no .torrent
   */
  static byte[] withTrackers(byte[] torrent, List<String> announceUrls) {
    SortedMap<String, byte[]> root = parts(torrent, dictionary(torrent));
    root.remove("announce");
    root.remove("announce-list");
    if (!announceUrls.isEmpty()) {
      root.put("announce", new BencodeWriter(256).string(announceUrls.get(0)).toByteArray());
    }
    if (announceUrls.size() > 1) {
      BencodeWriter tiers = new BencodeWriter(1024).beginList();
      announceUrls.forEach(url -> tiers.beginList().string(url).end());
      root.put("announce-list", tiers.end().toByteArray());
    }
    return write(root);
  }

  /**
   * The .torrent with {@code private} set in its info dictionary (BEP 27), which changes its
   * info-hashes.
   *
   * @throws IllegalArgumentException if it is no .torrent
   */
  static byte[] madePrivate(byte[] torrent) {
    BencodeDictionary whole = dictionary(torrent);
    BencodeDictionary info = whole.dictionary("info");
    if (info == null) {
      throw new IllegalArgumentException("a .torrent has an 'info' dictionary");
    }
    SortedMap<String, byte[]> inside = parts(torrent, info);
    inside.put("private", ONE);
    SortedMap<String, byte[]> root = parts(torrent, whole);
    root.put("info", write(inside));
    return write(root);
  }

  private static BencodeDictionary dictionary(byte[] torrent) {
    try {
      if (BencodeReader.readLenient(torrent, BencodeReader.Limits.DEFAULT)
          instanceof BencodeDictionary dictionary) {
        return dictionary;
      }
    } catch (BencodeException e) {
      throw new IllegalArgumentException("a .torrent is bencoded", e);
    }
    throw new IllegalArgumentException("a .torrent is a dictionary");
  }

  /** The values as they stand, by key. A key's bytes are its characters, so that none is lost. */
  private static SortedMap<String, byte[]> parts(byte[] torrent, BencodeDictionary dictionary) {
    SortedMap<String, byte[]> parts = new TreeMap<>();
    for (BencodeDictionary.Entry entry : dictionary.entries()) {
      BencodeString key = entry.key();
      BencodeValue value = entry.value();
      parts.put(
          new String(torrent, key.end() - key.length(), key.length(), StandardCharsets.ISO_8859_1),
          slice(torrent, value.start(), value.end()));
    }
    return parts;
  }

  private static byte[] slice(byte[] bytes, int start, int end) {
    return Arrays.copyOfRange(bytes, start, end);
  }

  private static byte[] write(SortedMap<String, byte[]> parts) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write('d');
    for (Map.Entry<String, byte[]> part : parts.entrySet()) {
      byte[] key = part.getKey().getBytes(StandardCharsets.ISO_8859_1);
      whole.writeBytes(new BencodeWriter(key.length + 8).bytes(key).toByteArray());
      whole.writeBytes(part.getValue());
    }
    whole.write('e');
    return whole.toByteArray();
  }
}

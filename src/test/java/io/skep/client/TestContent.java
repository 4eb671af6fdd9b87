package io.skep.client;

import io.skep.bencode.BencodeWriter;
import io.skep.metainfo.Metainfo;
import io.skep.metainfo.MetainfoException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A torrent with its content, made here from BEP 3, 47 and 52 alone, so that the client's idea of
 * pieces is held against another.
 */
final class TestContent {
  enum Format {
    V1,
    V1_PADDED,
    V2,
    HYBRID
  }

  private static final int BLOCK = 16 * 1024;
  private static final String NAME = "content";

  private final Metainfo metainfo;
  private final SortedMap<String, byte[]> files;
  private final List<byte[]> pieces;

  private TestContent(Metainfo metainfo, SortedMap<String, byte[]> files, List<byte[]> pieces) {
    this.metainfo = metainfo;
    this.files = files;
    this.pieces = pieces;
  }

  /** Random files of these lengths, by their names; a slash makes a folder. */
  static TestContent of(
      Format format, int pieceLength, SortedMap<String, Integer> lengths, Random random) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    lengths.forEach(
        (name, length) -> {
          byte[] bytes = new byte[length];
          random.nextBytes(bytes);
          files.put(name, bytes);
        });
    return ofFiles(format, pieceLength, files);
  }

  static TestContent ofFiles(Format format, int pieceLength, SortedMap<String, byte[]> files) {
    try {
      return new TestContent(
          Metainfo.read(torrent(format, pieceLength, files)),
          files,
          pieces(format, pieceLength, files));
    } catch (MetainfoException e) {
      throw new IllegalStateException(e.reason(), e);
    }
  }

  private static boolean isAligned(Format format) {
    return format != Format.V1;
  }

  /** What of each piece travels. */
  private static List<byte[]> pieces(
      Format format, int pieceLength, SortedMap<String, byte[]> files) {
    List<byte[]> pieces = new ArrayList<>();
    if (isAligned(format)) {
      files.values().forEach(file -> pieces.addAll(cut(file, pieceLength)));
      return pieces;
    }
    return cut(row(files, 0), pieceLength);
  }

  private static byte[] row(SortedMap<String, byte[]> files, int alignment) {
    ByteArrayOutputStream row = new ByteArrayOutputStream();
    files.forEach(
        (name, file) -> {
          row.writeBytes(file);
          if (alignment > 0 && !name.equals(files.lastKey())) {
            row.writeBytes(new byte[padding(file.length, alignment)]);
          }
        });
    return row.toByteArray();
  }

  private static int padding(int length, int alignment) {
    return (alignment - length % alignment) % alignment;
  }

  private static List<byte[]> cut(byte[] bytes, int length) {
    List<byte[]> parts = new ArrayList<>();
    for (int begin = 0; begin < bytes.length; begin += length) {
      parts.add(Arrays.copyOfRange(bytes, begin, Math.min(begin + length, bytes.length)));
    }
    return parts;
  }

  private static byte[] torrent(Format format, int pieceLength, SortedMap<String, byte[]> files) {
    boolean hasTree = format == Format.V2 || format == Format.HYBRID;
    BencodeWriter writer = new BencodeWriter(1024).beginDictionary();
    writer.key("info").beginDictionary();
    if (hasTree) {
      writer.key("file tree");
      writeTree(writer, pieceLength, tree(files));
    }
    if (format != Format.V2) {
      writer.key("files").beginList();
      writeList(writer, format, pieceLength, files);
      writer.end();
    }
    if (hasTree) {
      writer.key("meta version").integer(2);
    }
    writer.key("name").string(NAME);
    writer.key("piece length").integer(pieceLength);
    if (format != Format.V2) {
      ByteArrayOutputStream hashes = new ByteArrayOutputStream();
      cut(row(files, isAligned(format) ? pieceLength : 0), pieceLength)
          .forEach(piece -> hashes.writeBytes(hash("SHA-1", piece)));
      writer.key("pieces").bytes(hashes.toByteArray());
    }
    writer.end();
    if (hasTree) {
      writeLayers(writer, pieceLength, files);
    }
    return writer.end().toByteArray();
  }

  private static void writeList(
      BencodeWriter writer, Format format, int pieceLength, SortedMap<String, byte[]> files) {
    files.forEach(
        (name, file) -> {
          writer.beginDictionary().key("length").integer(file.length).key("path").beginList();
          for (String part : name.split("/", -1)) {
            writer.string(part);
          }
          writer.end().end();
          int padding = padding(file.length, pieceLength);
          if (isAligned(format) && padding > 0 && !name.equals(files.lastKey())) {
            writer.beginDictionary().key("attr").string("p").key("length").integer(padding);
            writer.key("path").beginList().string(".pad").string(padding + "").end().end();
          }
        });
  }

  @SuppressWarnings("unchecked")
  private static SortedMap<String, Object> tree(SortedMap<String, byte[]> files) {
    SortedMap<String, Object> root = new TreeMap<>();
    files.forEach(
        (name, file) -> {
          String[] parts = name.split("/", -1);
          SortedMap<String, Object> folder = root;
          for (int i = 0; i < parts.length - 1; i++) {
            folder =
                (SortedMap<String, Object>)
                    folder.computeIfAbsent(parts[i], key -> new TreeMap<String, Object>());
          }
          folder.put(parts[parts.length - 1], file);
        });
    return root;
  }

  @SuppressWarnings("unchecked")
  private static void writeTree(
      BencodeWriter writer, int pieceLength, SortedMap<String, Object> folder) {
    writer.beginDictionary();
    folder.forEach(
        (name, entry) -> {
          writer.key(name);
          if (entry instanceof byte[] file) {
            writer.beginDictionary().key("").beginDictionary().key("length").integer(file.length);
            if (file.length > 0) {
              writer.key("pieces root").bytes(root(file, pieceLength));
            }
            writer.end().end();
          } else {
            writeTree(writer, pieceLength, (SortedMap<String, Object>) entry);
          }
        });
    writer.end();
  }

  private static void writeLayers(
      BencodeWriter writer, int pieceLength, SortedMap<String, byte[]> files) {
    TreeMap<byte[], byte[]> layers = new TreeMap<>(Arrays::compareUnsigned);
    for (byte[] file : files.values()) {
      if (file.length > pieceLength) {
        ByteArrayOutputStream layer = new ByteArrayOutputStream();
        cut(file, pieceLength)
            .forEach(piece -> layer.writeBytes(tree(leaves(piece), pieceLength / BLOCK)));
        layers.put(root(file, pieceLength), layer.toByteArray());
      }
    }
    writer.key("piece layers").beginDictionary();
    layers.forEach((root, layer) -> writer.key(root).bytes(layer));
    writer.end();
  }

  private static byte[] root(byte[] file, int pieceLength) {
    List<byte[]> leaves = leaves(file);
    int width = Integer.highestOneBit(Math.max(1, 2 * leaves.size() - 1));
    return tree(leaves, file.length > pieceLength ? Math.max(width, pieceLength / BLOCK) : width);
  }

  private static List<byte[]> leaves(byte[] bytes) {
    return cut(bytes, BLOCK).stream().map(block -> hash("SHA-256", block)).toList();
  }

  private static byte[] tree(List<byte[]> leaves, int width) {
    List<byte[]> layer = new ArrayList<>(leaves);
    while (layer.size() < width) {
      layer.add(new byte[32]);
    }
    while (layer.size() > 1) {
      List<byte[]> next = new ArrayList<>();
      for (int i = 0; i < layer.size(); i += 2) {
        byte[] both = Arrays.copyOf(layer.get(i), 64);
        System.arraycopy(layer.get(i + 1), 0, both, 32, 32);
        next.add(hash("SHA-256", both));
      }
      layer = next;
    }
    return layer.get(0);
  }

  static byte[] hash(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  Metainfo metainfo() {
    return metainfo;
  }

  /** How many pieces there are. */
  int count() {
    return pieces.size();
  }

  /** What of a piece travels. */
  byte[] piece(int piece) {
    return pieces.get(piece);
  }

  /** The names of the files below the torrent's folder, and what is in them. */
  Map<String, byte[]> files() {
    return files;
  }

  /** Where a file lies in a download folder. */
  static Path path(Path folder, String name) {
    return folder.resolve(NAME).resolve(name);
  }

  /** Puts all files into a download folder. */
  void writeTo(Path folder) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = path(folder, file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }

  /** The state file of the torrent. */
  Path state(Path folder) {
    return folder.resolve(
        "." + NAME + "-" + metainfo.infoHashes().get(0).toString().substring(0, 8) + ".skep");
  }
}

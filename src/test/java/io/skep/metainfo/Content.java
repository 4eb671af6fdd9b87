package io.skep.metainfo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** Makes files to share, and says from scratch what a torrent of them must hold. */
final class Content {
  private final TreeMap<String, byte[]> files = new TreeMap<>();
  private final Path folder;

  Content(Path folder) {
    this.folder = folder;
  }

  /** Adds a file of bytes that no other has. */
  Content add(String path, int length) throws IOException {
    byte[] bytes = new byte[length];
    new Random(path.hashCode()).nextBytes(bytes);
    Path file = DiskNames.resolve(folder, List.of(path.split("/", -1)));
    Path parent = file.getParent();
    Files.createDirectories(parent == null ? folder : parent);
    Files.write(file, bytes);
    files.put(path, bytes);
    return this;
  }

  /** Adds a file that is the same as another. */
  Content copy(String from, String to) throws IOException {
    Files.copy(folder.resolve(from), folder.resolve(to));
    files.put(to, files.get(from));
    return this;
  }

  Path folder() {
    return folder;
  }

  int size() {
    return files.size();
  }

  long length() {
    return files.values().stream().mapToLong(bytes -> bytes.length).sum();
  }

  /** The bytes of a torrent's file, whose path begins with the torrent's name. */
  byte[] bytes(TorrentFile file) {
    String path = String.join("/", file.path().subList(1, file.path().size()));
    byte[] bytes = files.get(path);
    if (bytes == null) {
      throw new AssertionError("the torrent has a file that was not made: " + path);
    }
    return bytes;
  }
}

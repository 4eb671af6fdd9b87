package io.skep.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * By what a change of a list is noticed: name, size, time of change and identity of its file, or of
 * each .torrent file in its folder.
 */
record TorrentListStamp(Map<Path, String> files) {
  static TorrentListStamp of(Path path) throws IOException {
    Map<Path, String> files = new TreeMap<>();
    if (Files.isDirectory(path)) {
      try (Stream<Path> children = Files.list(path)) {
        for (Path child :
            (Iterable<Path>) children.filter(TorrentListReader::isTorrent)::iterator) {
          putIfThere(child, files);
        }
      }
    } else {
      files.put(path, stampOf(path));
    }
    return new TorrentListStamp(files);
  }

  private static void putIfThere(Path file, Map<Path, String> files) throws IOException {
    try {
      files.put(file, stampOf(file));
    } catch (NoSuchFileException e) {
      // It went between the listing and the look at it; then it isn't in the list.
      files.remove(file);
    }
  }

  private static String stampOf(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return attributes.size() + " " + attributes.lastModifiedTime() + " " + attributes.fileKey();
  }
}

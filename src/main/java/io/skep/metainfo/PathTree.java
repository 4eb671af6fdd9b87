package io.skep.metainfo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The folders and files that a torrent's paths make.
 *
 * <p>A tree and not a set of whole paths: its size goes with the .torrent's, however deep that
 * nests its folders.
 */
final class PathTree {
  /** Empty in a file. */
  private final Map<String, PathTree> names = new HashMap<>(2);

  private boolean isFile;

  /** Refuses a second file at the same path, and a file that has others below it. */
  static void check(List<TorrentFile> files) throws MetainfoException {
    PathTree root = new PathTree();
    for (TorrentFile file : files) {
      // Nobody stores padding, and libtorrent names all of the same length the same.
      if (file.kind() != TorrentFile.Kind.PADDING) {
        root.add(file);
      }
    }
  }

  private void add(TorrentFile file) throws MetainfoException {
    PathTree node = this;
    for (String name : file.path()) {
      node = node.names.computeIfAbsent(name, unused -> new PathTree());
      if (node.isFile) {
        throw taken(file);
      }
    }
    if (!node.names.isEmpty()) {
      throw taken(file);
    }
    node.isFile = true;
  }

  private static MetainfoException taken(TorrentFile file) {
    return new MetainfoException(
        "the torrent has two files, or a file and a folder, at "
            + FileNames.shown(file.pathText()));
  }
}

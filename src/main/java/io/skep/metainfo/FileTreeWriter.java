package io.skep.metainfo;

import io.skep.bencode.BencodeWriter;
import java.util.List;

/** Writes the {@code file tree} of version 2 (BEP 52) from files in the order of the tree. */
final class FileTreeWriter {
  private final BencodeWriter writer;

  FileTreeWriter(BencodeWriter writer) {
    this.writer = writer;
  }

  /**
   * Writes it; padding is left out.
   *
   * @param depth how many names of each path are not in the tree
   */
  void write(List<TorrentFile> files, int depth) {
    writer.beginDictionary();
    List<String> open = List.of();
    for (TorrentFile file : files) {
      if (file.kind() != TorrentFile.Kind.PADDING) {
        List<String> path = file.path().subList(depth, file.path().size());
        List<String> folders = path.subList(0, path.size() - 1);
        move(open, folders);
        open = folders;
        writer.key(path.get(path.size() - 1));
        writeFile(file);
      }
    }
    move(open, List.of());
    writer.end();
  }

  /** Ends the folders that are left and begins those that are entered. */
  private void move(List<String> from, List<String> to) {
    int same = 0;
    while (same < Math.min(from.size(), to.size()) && from.get(same).equals(to.get(same))) {
      same++;
    }
    for (int i = from.size(); i > same; i--) {
      writer.end();
    }
    for (String name : to.subList(same, to.size())) {
      writer.key(name).beginDictionary();
    }
  }

  private void writeFile(TorrentFile file) {
    writer.beginDictionary().key("").beginDictionary().key("length").integer(file.length());
    if (file.piecesRoot() != null) {
      writer.key("pieces root").bytes(file.piecesRoot());
    }
    writer.end().end();
  }
}

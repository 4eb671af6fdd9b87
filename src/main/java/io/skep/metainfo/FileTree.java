package io.skep.metainfo;

import io.skep.bencode.BencodeDictionary;
import io.skep.bencode.BencodeString;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Reads the files of version 2 (BEP 52): {@code file tree}, in which a name leads to a folder, or
 * by an empty name to a file.
 */
final class FileTree {
  /** The length of a block, below which no piece may be. */
  static final int MIN_PIECE_LENGTH = 16 * 1024;

  private static final int ROOT_LENGTH = 32;

  private FileTree() {}

  /** The length of the content, in bytes. */
  static long length(BencodeDictionary info) throws MetainfoException {
    BencodeDictionary tree = info.dictionary("file tree");
    if (tree == null) {
      throw new MetainfoException("the torrent has no 'file tree'");
    }
    Lengths lengths = new Lengths();
    Deque<BencodeDictionary> folders = new ArrayDeque<>();
    folders.push(tree);
    while (!folders.isEmpty()) {
      for (BencodeDictionary.Entry entry : folders.pop().entries()) {
        if (!(entry.value() instanceof BencodeDictionary node)) {
          throw new MetainfoException("the 'file tree' has something else than dictionaries");
        }
        if (entry.key().length() == 0) {
          throw new MetainfoException("the 'file tree' has a file without a name");
        }
        if (node.get("") == null) {
          folders.push(node);
        } else {
          addFile(node, lengths);
        }
      }
    }
    return lengths.content();
  }

  private static void addFile(BencodeDictionary node, Lengths lengths) throws MetainfoException {
    BencodeDictionary file = node.dictionary("");
    if (file == null || node.entries().size() > 1) {
      throw new MetainfoException("the 'file tree' has what is neither a file nor a folder");
    }
    if (lengths.add(file) > 0) {
      BencodeString root = file.string("pieces root");
      if (root == null || root.length() != ROOT_LENGTH) {
        throw new MetainfoException("a file of the torrent has no 'pieces root' of 32 bytes");
      }
    }
  }
}

package io.skep.metainfo;

import io.skep.bencode.BencodeDictionary;
import io.skep.bencode.BencodeString;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the files of version 2 (BEP 52): {@code file tree}, in which a name leads to a folder, or
 * by an empty name to a file.
 */
final class FileTree {
  private final FilesRead files = new FilesRead();

  /** The names that lead to where the reader is. */
  private final List<String> path = new ArrayList<>();

  private FileTree() {}

  /** The files in the order of the tree, which is that of their names as bytes. */
  static FilesRead read(BencodeDictionary info, String name) throws MetainfoException {
    BencodeDictionary tree = info.dictionary("file tree");
    if (tree == null) {
      throw new MetainfoException("the torrent has no 'file tree'");
    }
    FileTree reader = new FileTree();
    if (!isOneFile(tree, name)) {
      reader.path.add(name);
    }
    reader.addFolder(tree);
    return reader.files;
  }

  /** BEP 52 has no other sign of it than a single file that is named as the torrent is. */
  private static boolean isOneFile(BencodeDictionary tree, String name) throws MetainfoException {
    if (tree.entries().size() != 1) {
      return false;
    }
    BencodeDictionary.Entry only = tree.entries().get(0);
    return only.value() instanceof BencodeDictionary node
        && node.get("") != null
        && only.key().length() > 0
        && FileNames.HERE.check(only.key().utf8()).equals(name);
  }

  /** Goes down by itself: the reader of bencoding bounds how deep that is. */
  private void addFolder(BencodeDictionary folder) throws MetainfoException {
    for (BencodeDictionary.Entry entry : folder.entries()) {
      if (!(entry.value() instanceof BencodeDictionary node)) {
        throw new MetainfoException("the 'file tree' has something else than dictionaries");
      }
      if (entry.key().length() == 0) {
        throw new MetainfoException("the 'file tree' has a file without a name");
      }
      path.add(FileNames.HERE.check(entry.key().utf8()));
      if (node.get("") == null) {
        addFolder(node);
      } else {
        addFile(node);
      }
      path.remove(path.size() - 1);
    }
  }

  private void addFile(BencodeDictionary node) throws MetainfoException {
    BencodeDictionary file = node.dictionary("");
    if (file == null || node.entries().size() > 1) {
      throw new MetainfoException("the 'file tree' has what is neither a file nor a folder");
    }
    files.add(file, () -> path, () -> root(file));
  }

  private static byte[] root(BencodeDictionary file) throws MetainfoException {
    BencodeString root = file.string("pieces root");
    if (root == null || root.length() != Digests.SHA256_LENGTH) {
      throw new MetainfoException("a file of the torrent has no 'pieces root' of 32 bytes");
    }
    return root.bytes();
  }
}

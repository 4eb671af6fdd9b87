package io.skep.metainfo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;

/**
 * A file that a torrent is made of, as it was when it was found.
 *
 * @param file where it is
 * @param path its path in the torrent, the torrent's name first
 * @param length in bytes
 * @param changed when it was last written
 */
record SourceFile(Path file, List<String> path, long length, FileTime changed) {
  /**
   * Makes sure that it is still what was found.
   *
   * @throws IOException if it is not: then the hashes are of nothing that ever was
   */
  void requireUnchanged() throws IOException {
    BasicFileAttributes now;
    try {
      now = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      throw changedMeanwhile();
    }
    if (!now.isRegularFile() || now.size() != length || !now.lastModifiedTime().equals(changed)) {
      throw changedMeanwhile();
    }
  }

  boolean isNamedAsTorrent() {
    return path.size() == 2 && path.get(0).equals(path.get(1));
  }

  IOException changedMeanwhile() {
    return new IOException(
        FileNames.shown(file.toString()) + " has changed while it was being read; try again");
  }
}

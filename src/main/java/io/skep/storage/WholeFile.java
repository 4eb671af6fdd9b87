package io.skep.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A file that appears when it is whole and on the disk, and never in place of another. Only its
 * owner may read it.
 */
final class WholeFile {
  private WholeFile() {}

  /** Writes the content into an empty file, which is there. */
  interface Content {
    /** Writes it. */
    void writeTo(Path part) throws IOException, StorageException;
  }

  /**
   * Makes one.
   *
   * @throws FileAlreadyExistsException if there is a file of that name
   */
  static void make(Path whole, Content content) throws IOException, StorageException {
    Path part = whole.resolveSibling(whole.getFileName() + ".part-" + UUID.randomUUID());
    SqliteFile.createPrivate(part);
    try {
      content.writeTo(part);
      force(part);
      rename(part, whole);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /**
   * A second name, since that fails where there is a file of that name; a move would replace it.
   */
  private static void rename(Path part, Path whole) throws IOException {
    try {
      Files.createLink(whole, part);
    } catch (UnsupportedOperationException | FileSystemException e) {
      if (e instanceof FileAlreadyExistsException taken) {
        throw taken;
      }
      Files.move(part, whole);
    }
  }
}

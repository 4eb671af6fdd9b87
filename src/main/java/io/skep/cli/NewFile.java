package io.skep.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A file that a command writes: all of it or nothing.
 *
 * @param path where it will be
 * @param mayReplace whether there may be one already
 */
record NewFile(Path path, boolean mayReplace) {
  /**
   * Makes sure, before any work is done, that the file can be written.
   *
   * @throws IOException in words for a person if it cannot
   */
  void check() throws IOException {
    if (Files.isDirectory(path)) {
      throw new IOException(path + " is a folder; name a file with -o");
    }
    if (!mayReplace && Files.exists(path)) {
      throw new IOException(path + " is there already; --force writes over it");
    }
    Path folder = folder();
    if (!Files.isDirectory(folder)) {
      throw new IOException("there is no folder " + folder + " to write to");
    }
    if (!Files.isWritable(folder)) {
      throw new IOException("can't write to the folder " + folder + ": no permission");
    }
  }

  /** Writes it for everybody to read, under another name first: nobody ever finds half of it. */
  void write(byte[] content) throws IOException {
    write(content, true);
  }

  /** The same for its owner alone to read, at no moment for anybody else. */
  void writePrivately(byte[] content) throws IOException {
    write(content, false);
  }

  private void write(byte[] content, boolean shared) throws IOException {
    Path temporary = Files.createTempFile(folder(), ".", ".part");
    try {
      Files.write(temporary, content);
      if (shared) {
        share(temporary);
      }
      if (mayReplace) {
        Files.move(
            temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } else {
        Files.move(temporary, path);
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** A temporary file is its owner's alone; a .torrent is there to be given away. */
  private static void share(Path file) throws IOException {
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }
  }

  private Path folder() {
    Path parent = path.toAbsolutePath().getParent();
    return parent == null ? path.toAbsolutePath() : parent;
  }
}

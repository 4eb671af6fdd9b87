package io.skep.ledger;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/** Rights of new files that nobody but the owner is to read. */
final class OwnerOnly {
  private OwnerOnly() {}

  /** With what a file is made there; nothing where the file system has no such rights. */
  static FileAttribute<?>[] attributes(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    FileStore store = Files.getFileStore(folder == null ? file : folder);
    if (!store.supportsFileAttributeView(PosixFileAttributeView.class)) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };
  }
}

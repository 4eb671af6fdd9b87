package io.skep.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What went wrong with a file, in words for a person: the JDK often tells the path alone. */
final class FileWords {
  private FileWords() {}

  static String of(IOException fault) {
    if (fault instanceof AccessDeniedException e) {
      return e.getFile() + ": no permission";
    }
    if (fault instanceof NoSuchFileException e) {
      return e.getFile() + " does not exist";
    }
    if (fault instanceof NotDirectoryException e) {
      return e.getFile() + " is not a folder";
    }
    if (fault instanceof FileSystemException e && e.getReason() != null) {
      return e.getFile() + ": " + e.getReason();
    }
    String message = fault.getMessage();
    return message == null ? fault.toString() : message;
  }
}

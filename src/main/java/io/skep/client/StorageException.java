package io.skep.client;

import io.skep.protocol.PlainText;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a torrent's content could not be read or written, and which file it is about. */
public final class StorageException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int MAX_NAME = 300;

  private StorageException(String message, @Nullable Throwable cause) {
    super(PlainText.of(message), cause);
  }

  /** What is wrong with the file, in words that continue its name: {@code "is a folder"}. */
  static StorageException about(Path file, String words) {
    return new StorageException(name(file) + " " + words, null);
  }

  /** What is wrong with no file in particular. */
  static StorageException because(String words) {
    return new StorageException(words, null);
  }

  static StorageException because(String words, Throwable cause) {
    return new StorageException(words, cause);
  }

  /**
   * Why the file could not be dealt with.
   *
   * @param doing what was tried, as it follows "cannot": {@code "write"}
   */
  static StorageException of(String doing, Path file, IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return new StorageException(name(file) + " is missing", cause);
    }
    return new StorageException("cannot " + doing + " " + name(file) + ": " + reason(cause), cause);
  }

  /** The end of a name that is too long: the words behind it must not be cut off. */
  private static String name(Path file) {
    String name = file.toString();
    int excess = name.length() - MAX_NAME;
    return excess <= 0 ? name : "…" + name.substring(excess);
  }

  private static String reason(IOException cause) {
    String said = said(cause);
    String words = said.toLowerCase(Locale.ROOT);
    if (words.contains("no space left") || words.contains("not enough space")) {
      return "the disk is full";
    }
    if (words.contains("quota exceeded")) {
      return "the disk quota is used up";
    }
    if (words.contains("read-only file system")) {
      return "the file system is read-only";
    }
    if (words.contains("symbolic links")) {
      return "it is a symbolic link, and no link is followed there";
    }
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof NotDirectoryException) {
      return "it is no folder";
    }
    return said;
  }

  private static String said(IOException cause) {
    String said =
        cause instanceof FileSystemException problem ? problem.getReason() : cause.getMessage();
    return said == null ? cause.getClass().getSimpleName() : said;
  }

  /** What is wrong, in one plain line for whoever runs the client. */
  public String words() {
    return String.valueOf(getMessage());
  }
}

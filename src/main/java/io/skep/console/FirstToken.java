package io.skep.console;

import io.skep.storage.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** Makes the token with which everything else begins. */
public final class FirstToken {
  private static final String NAME = "admin";
  private static final String FILE = "admin-token";

  private FirstToken() {}

  /**
   * Makes the token {@code admin} with every scope if there is no token at all, and writes its
   * secret to the file {@code admin-token}, which only its owner can read.
   *
   * @return the file if it was made now
   * @throws IOException if the file can't be written; there is no token then
   */
  public static Optional<Path> make(Tokens tokens, Path folder)
      throws IOException, StorageException {
    if (!tokens.all().isEmpty()) {
      return Optional.empty();
    }
    Path file = folder.resolve(FILE);
    String secret = tokens.newSecret();
    // The file first: a token whose secret is lost would lock the operator out.
    write(file, secret);
    tokens.add(NAME, secret, Scopes.ALL, 0, 0);
    return Optional.of(file);
  }

  /**
   * Makes the token {@code admin} anew, for an operator who has lost it; the old one is of no use
   * from then on.
   *
   * @return the file that holds it
   * @throws IOException if the file can't be written; the old token is good still
   */
  public static Path renew(Tokens tokens, Path folder) throws IOException, StorageException {
    Path file = folder.resolve(FILE);
    String secret = tokens.newSecret();
    write(file, secret);
    tokens.replace(NAME, secret, Scopes.ALL);
    return file;
  }

  private static void write(Path file, String secret) throws IOException {
    Path made = file.resolveSibling(FILE + ".new");
    Files.deleteIfExists(made);
    try (SeekableByteChannel out =
        Files.newByteChannel(
            made,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SYNC),
            ownerOnly(file))) {
      out.write(ByteBuffer.wrap((secret + "\n").getBytes(StandardCharsets.US_ASCII)));
    }
    Files.move(made, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };
  }
}

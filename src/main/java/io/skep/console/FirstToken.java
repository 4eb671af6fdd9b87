package io.skep.console;

import io.skep.signin.SecretFile;
import io.skep.storage.StorageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

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
    SecretFile.write(file, secret);
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
    SecretFile.write(file, secret);
    tokens.replace(NAME, secret, Scopes.ALL);
    return file;
  }
}

package io.skep.signin;

import io.skep.registry.Users;
import io.skep.storage.UserRole;
import io.skep.storage.UserState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The secret with which the first administrator is made: whoever can read the data folder runs the
 * tracker. It is kept there, for its owner alone, until an administrator can sign in; from then on
 * it is good for nothing.
 */
final class FirstAdministratorSecret {
  private static final String FILE = "first-administrator";

  private final Users users;
  private final Credentials credentials;
  private final Path file;
  private @Nullable Secret secret;

  private FirstAdministratorSecret(Users users, Credentials credentials, Path file) {
    this.users = users;
    this.credentials = credentials;
    this.file = file;
  }

  /** Finds the secret, makes one where none is there, or removes one that is not needed. */
  static FirstAdministratorSecret open(Users users, Credentials credentials, Path folder)
      throws IOException {
    FirstAdministratorSecret opened =
        new FirstAdministratorSecret(users, credentials, folder.resolve(FILE));
    opened.prepare();
    return opened;
  }

  private synchronized void prepare() throws IOException {
    if (!isNeeded()) {
      Files.deleteIfExists(file);
      return;
    }
    String kept = kept();
    if (Secret.hasForm(kept)) {
      secret = new Secret(kept);
      return;
    }
    Secret made = Secret.fresh();
    SecretFile.write(file, made.text());
    secret = made;
  }

  private String kept() throws IOException {
    try {
      return Files.readString(file, StandardCharsets.US_ASCII).strip();
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  /** True as long as no administrator can sign in. */
  private boolean isNeeded() {
    return users.all().stream()
        .noneMatch(
            user ->
                user.role() == UserRole.ADMIN
                    && user.state() != UserState.DISABLED
                    && credentials.of(user.id()).hasPassword());
  }

  /** The secret, for the link that is printed; empty if none is needed. */
  synchronized Optional<String> text() {
    return Optional.ofNullable(isNeeded() ? secret : null).map(Secret::text);
  }

  /** Whether this is the secret, and of use still. */
  boolean isRight(String text) {
    return text().filter(right -> Secret.areEqual(right, text)).isPresent();
  }

  /** It was used: nobody needs it any more. */
  synchronized void end() {
    secret = null;
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // What it holds is refused from now on all the same.
      System.getLogger(FirstAdministratorSecret.class.getName())
          .log(System.Logger.Level.WARNING, "the file " + file + " could not be removed", e);
    }
  }
}

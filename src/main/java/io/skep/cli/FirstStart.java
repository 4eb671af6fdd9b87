package io.skep.cli;

import io.skep.console.FirstToken;
import io.skep.registry.AnnounceUrls;
import io.skep.registry.RegistryException;
import io.skep.storage.StorageException;
import io.skep.storage.User;
import io.skep.storage.UserRole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a private tracker makes at its first start: an administrator's token, and a user whose
 * announce URLs are kept in a file of the data folder that its owner alone can read.
 *
 * @param tokenFile where the token is kept
 * @param user the first user
 * @param urlFile where its announce URLs are kept
 * @param announceUrls the URLs themselves
 */
record FirstStart(Path tokenFile, User user, Path urlFile, List<String> announceUrls) {
  private static final String NAME = "admin";
  private static final String FILE = "first-user";

  /** Makes what is not there yet; null if nothing had to be made. */
  static @Nullable FirstStart make(PrivateTracker tracker, AnnounceUrls urls, Path dataFolder)
      throws StorageException, RegistryException, IOException {
    Optional<Path> token = FirstToken.make(tracker.tokens(), dataFolder);
    if (!tracker.users().all().isEmpty() || token.isEmpty()) {
      return null;
    }
    User user = tracker.users().add(NAME, UserRole.ADMIN);
    List<String> announceUrls = urls.with(user.passkey());
    Path file = dataFolder.resolve(FILE);
    String text = String.join("\n", announceUrls) + "\n";
    new NewFile(file, true).writePrivately(text.getBytes(StandardCharsets.UTF_8));
    return new FirstStart(token.get(), user, file, announceUrls);
  }

  /**
   * The lines of the banner that are shown this once.
   *
   * @param next what to do next
   */
  List<String> banner(String next) {
    List<String> lines = new ArrayList<>();
    lines.add("This is its first start. It has made");
    lines.add("  an administrator's token, kept in " + tokenFile);
    lines.add("  a user '" + user.name() + "' with these announce URLs, kept in " + urlFile);
    announceUrls.forEach(url -> lines.add("    " + url));
    lines.add(next);
    return lines;
  }
}

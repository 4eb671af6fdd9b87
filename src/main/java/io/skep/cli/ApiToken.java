package io.skep.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The token that a command shows to the API.
 *
 * @param secret what the header carries
 * @param place where it was found, for people
 */
record ApiToken(String secret, String place) {
  /** The variable that holds a token. */
  static final String VARIABLE = "SKEP_TOKEN";

  /** Where the first start of a tracker puts its administrator's token. */
  static final Path USUAL_FILE = Path.of("data", "admin-token");

  private static final int MAX_BYTES = 200;

  /**
   * Finds the token: in the file that was named, else in the environment, else in the usual file.
   *
   * @throws ApiException if there is none
   */
  static ApiToken find(@Nullable Path file, Map<String, String> environment) throws ApiException {
    String variable = environment.getOrDefault(VARIABLE, "");
    if (file == null && !variable.isBlank()) {
      return checked(variable, "the variable " + VARIABLE);
    }
    return file == null ? read(USUAL_FILE, true) : read(file, false);
  }

  private static ApiToken read(Path file, boolean isUsual) throws ApiException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      return checked(new String(bytes, StandardCharsets.UTF_8), file.toString());
    } catch (NoSuchFileException e) {
      throw new ApiException(
          isUsual
              ? "there is no token in %s; name its file with --token-file or set %s"
                  .formatted(file, VARIABLE)
              : "there is no file " + file);
    } catch (AccessDeniedException e) {
      throw new ApiException("can't read the token in " + file + ": no permission");
    } catch (IOException e) {
      throw new ApiException("can't read the token: " + FileWords.of(e));
    }
  }

  /** What is no token must not get into a header. */
  private static ApiToken checked(String text, String place) throws ApiException {
    String secret = text.strip();
    if (secret.length() > MAX_BYTES || !secret.matches("[A-Za-z0-9_.~+/=-]+")) {
      throw new ApiException("what is in " + place + " is no token");
    }
    return new ApiToken(secret, place);
  }

  /** Where it was found, without the secret. */
  @Override
  public String toString() {
    return "the token in " + place;
  }
}

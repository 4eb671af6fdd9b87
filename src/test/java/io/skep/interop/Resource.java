package io.skep.interop;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** The files that lie with the tests, for programs that read real ones only. */
final class Resource {
  private Resource() {}

  /**
   * Copies one to a folder, over an older copy.
   *
   * @param name its path below {@code interop} among the resources, and then below the folder
   * @return the copy
   */
  static Path copy(String name, Path folder) throws IOException {
    Path copy = folder.resolve(name);
    Files.createDirectories(copy.getParent());
    try (InputStream source =
        Objects.requireNonNull(Resource.class.getResourceAsStream("/interop/" + name), name)) {
      Files.copy(source, copy, StandardCopyOption.REPLACE_EXISTING);
    }
    return copy;
  }
}

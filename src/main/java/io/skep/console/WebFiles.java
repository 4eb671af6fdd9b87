package io.skep.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that the console's pages are made of, out of the jar.
 *
 * <p>Their paths begin with a name of all their bytes together, so that browsers may keep them for
 * good, and a page never mixes files of two versions.
 */
final class WebFiles {
  /** What comes before the name of the version in a path. */
  static final String FOLDER = "/web/";

  private static final String HOME = "web/";
  private static final String LIST = HOME + "files.txt";
  private static final String PAGE = HOME + "index.html";
  private static final String PLACE = "{files}";

  private final String version;
  private final WebFile page;
  private final Map<String, WebFile> files;

  private WebFiles(String version, WebFile page, Map<String, WebFile> files) {
    this.version = version;
    this.page = page;
    this.files = files;
  }

  /** Reads and compresses all of them, which takes some tens of milliseconds. */
  static WebFiles read() {
    Map<String, WebFile> files = new LinkedHashMap<>();
    StringBuilder tags = new StringBuilder();
    text(LIST)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .forEach(
            line -> {
              String[] parts = line.split(" = ", 2);
              String resource =
                  parts.length == 2 ? "/" + parts[1].strip() : HOME + parts[0].strip();
              WebFile file = WebFile.of(parts[0].strip(), bytes(resource));
              files.put(parts[0].strip(), file);
              tags.append(parts[0]).append(' ').append(file.tag()).append('\n');
            });
    String version = Digests.hex(tags.toString().getBytes(StandardCharsets.UTF_8));
    String page = text(PAGE).replace(PLACE, FOLDER + version);
    return new WebFiles(
        version, WebFile.of(PAGE, page.getBytes(StandardCharsets.UTF_8)), Map.copyOf(files));
  }

  private static String text(String resource) {
    return new String(bytes(resource), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String resource) {
    try (InputStream in = WebFiles.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not in the jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The page that loads all others. */
  WebFile page() {
    return page;
  }

  /** A file by what follows {@link #FOLDER} in its path. */
  Optional<WebFile> find(String path) {
    String ours = version + "/";
    return path.startsWith(ours)
        ? Optional.ofNullable(files.get(path.substring(ours.length())))
        : Optional.empty();
  }

  /** The paths of all of them after {@link #FOLDER}. */
  List<String> paths() {
    return files.keySet().stream().map(path -> version + "/" + path).sorted().toList();
  }
}

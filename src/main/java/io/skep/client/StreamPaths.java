package io.skep.client;

import io.skep.metainfo.TorrentFile;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a torrent's files are on the {@link StreamServer}. */
final class StreamPaths {
  private static final Pattern NUMBERED = Pattern.compile("/([0-9]{1,9})(?:/.*)?");

  private StreamPaths() {}

  /** The path of a file: its number, and its name so that a player has a title to show. */
  static String path(int number, TorrentFile file) {
    String name = file.path().get(file.path().size() - 1);
    // In a path, unlike in a form, a plus is a plus.
    String escaped = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    return "/" + number + "/" + escaped;
  }

  /** The number of the file with this path, as it came in the request; -1 if there is none. */
  static int find(String path, List<TorrentFile> files) {
    String decoded = decode(path);
    for (int number = 0; number < files.size(); number++) {
      if (isContent(files.get(number)) && decoded.equals("/" + files.get(number).pathText())) {
        return number;
      }
    }
    Matcher numbered = NUMBERED.matcher(path);
    if (numbered.matches()) {
      int number = Integer.parseInt(numbered.group(1));
      if (number < files.size() && isContent(files.get(number))) {
        return number;
      }
    }
    return -1;
  }

  /** The number of the file where there is just one; else -1. */
  static int only(List<TorrentFile> files) {
    int only = -1;
    for (int number = 0; number < files.size(); number++) {
      if (isContent(files.get(number))) {
        if (only >= 0) {
          return -1;
        }
        only = number;
      }
    }
    return only;
  }

  /** An empty file is one too. */
  private static boolean isContent(TorrentFile file) {
    return file.kind() == TorrentFile.Kind.CONTENT;
  }

  private static String decode(String path) {
    try {
      return new URI("http://localhost" + path).getPath();
    } catch (URISyntaxException e) {
      return path;
    }
  }
}

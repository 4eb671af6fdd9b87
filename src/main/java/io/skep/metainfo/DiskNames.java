package io.skep.metainfo;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names as they lie on the disk, in UTF-8 whatever the locale is.
 *
 * <p>A torrent's names are UTF-8, and so are nearly all on a disk. Java reads and writes them in
 * the locale's encoding, which is ASCII where a service or a container sets no locale, and then
 * neither finds nor makes a file named in any other language. A path's URI has its raw bytes, both
 * ways.
 */
public final class DiskNames {
  private DiskNames() {}

  /**
   * The path of a torrent's file.
   *
   * @param folder the download folder
   * @param names the names below it, as {@link TorrentFile#path} has them
   */
  public static Path resolve(Path folder, List<String> names) {
    Path path = folder;
    for (String name : names) {
      path = resolve(path, name);
    }
    return path;
  }

  private static Path resolve(Path folder, String name) {
    try {
      return folder.resolve(name);
    } catch (InvalidPathException e) {
      String around = folder.toAbsolutePath().toUri().toString();
      String slash = around.endsWith("/") ? "" : "/";
      return Path.of(URI.create(around + slash + PercentText.encode(name)));
    }
  }

  /** The last name of a path; null if it is no UTF-8, or if the path has none. */
  static @Nullable String nameOf(Path path) {
    Path last = path.getFileName();
    if (last == null || last.toString().isEmpty()) {
      return null;
    }
    // A folder's URI ends with a slash where the folder is there.
    String uri = path.toAbsolutePath().toUri().getRawPath();
    String trimmed = uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    byte[] raw = PercentText.bytes(trimmed.substring(trimmed.lastIndexOf('/') + 1));
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}

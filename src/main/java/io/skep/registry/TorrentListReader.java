package io.skep.registry;

import io.skep.bittorrent.InfoHash;
import io.skep.metainfo.Metainfo;
import io.skep.metainfo.MetainfoException;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list of torrents.
 *
 * <p>A file has an info-hash a line: 40 hexadecimal digits, or the 64 of a v2 torrent, of which
 * trackers know the first 40 (BEP 52). What follows a blank is a remark, and so is a line that
 * begins with {@code #}. A folder has .torrent files; those below it in other folders don't count.
 *
 * <p>A line that is none makes the whole file unusable, since one person writes it in one go. A
 * .torrent that can't be read is left out and named in the log: one of thousands, perhaps still
 * being copied, must not keep the others out. Only where none can be read is the folder unusable.
 */
final class TorrentListReader {
  private static final Logger LOG = System.getLogger(TorrentListReader.class.getName());
  // What some editors begin a file with: the byte order mark in UTF-8.
  private static final String MARK = "\u00ef\u00bb\u00bf";
  private static final int V1_DIGITS = 40;
  private static final int V2_DIGITS = 64;
  private static final long MAX_TORRENT = 64L << 20;

  private TorrentListReader() {}

  static Set<InfoHash> read(Path path) throws TorrentListException {
    try {
      return Files.isDirectory(path) ? readFolder(path) : readFile(path);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  static TorrentListException unreadable(Path path, IOException cause) {
    String why =
        cause instanceof NoSuchFileException ? "there is no such file" : String.valueOf(cause);
    return new TorrentListException("can't read the list of torrents " + path + ": " + why, cause);
  }

  static boolean isTorrent(Path file) {
    Path name = file.getFileName();
    return name != null && name.toString().endsWith(".torrent");
  }

  private static Set<InfoHash> readFile(Path path) throws IOException, TorrentListException {
    Set<InfoHash> infoHashes = new HashSet<>();
    try (BufferedReader lines = Files.newBufferedReader(path, StandardCharsets.ISO_8859_1)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        boolean marked = number == 1 && line.startsWith(MARK);
        String word = firstWord(marked ? line.substring(MARK.length()) : line);
        if (!word.isEmpty() && !word.startsWith("#")) {
          infoHashes.add(parse(word, path, number));
        }
      }
    }
    return infoHashes;
  }

  private static String firstWord(String line) {
    String stripped = line.strip();
    int blank = 0;
    while (blank < stripped.length() && !Character.isWhitespace(stripped.charAt(blank))) {
      blank++;
    }
    return stripped.substring(0, blank);
  }

  private static InfoHash parse(String word, Path path, int line) throws TorrentListException {
    if (word.length() == V1_DIGITS || word.length() == V2_DIGITS) {
      try {
        HexFormat.of().parseHex(word);
        return InfoHash.parse(word.substring(0, V1_DIGITS));
      } catch (IllegalArgumentException e) {
        throw badLine(path, line, e);
      }
    }
    throw badLine(path, line, null);
  }

  private static TorrentListException badLine(Path path, int line, @Nullable Throwable cause) {
    String message = path + " line " + line + ": an info-hash has 40 or 64 hexadecimal digits";
    return cause == null
        ? new TorrentListException(message)
        : new TorrentListException(message, cause);
  }

  private static Set<InfoHash> readFolder(Path folder) throws IOException, TorrentListException {
    Set<InfoHash> infoHashes = new HashSet<>();
    @Nullable TorrentListException fault = null;
    try (Stream<Path> children = Files.list(folder)) {
      for (Path file : (Iterable<Path>) children.filter(TorrentListReader::isTorrent)::iterator) {
        try {
          infoHashes.addAll(readTorrent(file));
        } catch (TorrentListException e) {
          LOG.log(Level.WARNING, "left out of the list: {0}", e.getMessage());
          fault = e;
        }
      }
    }
    if (infoHashes.isEmpty() && fault != null) {
      throw fault;
    }
    return infoHashes;
  }

  private static List<InfoHash> readTorrent(Path file) throws TorrentListException {
    try {
      if (Files.size(file) > MAX_TORRENT) {
        throw new TorrentListException(file + ": larger than 64 MiB, that can't be a .torrent");
      }
      return Metainfo.read(Files.readAllBytes(file)).infoHashes();
    } catch (NoSuchFileException e) {
      // It went while the folder was being read; then it isn't in the list.
      return List.of();
    } catch (MetainfoException e) {
      throw new TorrentListException(file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new TorrentListException(file + ": it can't be read: " + e.getMessage(), e);
    }
  }
}

package io.skep.client;

import io.skep.metainfo.TorrentFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@link StreamServer} serves: a transfer, on whose event loop all of it is called. */
interface StreamSource {
  /** The torrent's files; null until a magnet's metadata has come (BEP 9). */
  @Nullable List<TorrentFile> files();

  /** The torrent's name, for people. */
  String name();

  /** Letters and digits that stand for the torrent's content alone: its info-hash. */
  String tag();

  /**
   * Begins to read.
   *
   * @param file the file's number in {@link #files}
   * @param from where in the file, in bytes
   * @param to the end of what is wanted, itself not included; greater than {@code from}
   */
  ContentReader open(int file, long from, long to);
}

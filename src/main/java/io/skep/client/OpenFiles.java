package io.skep.client;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The open files of a torrent, by their index: those used last stay open, up to a bound. Used by
 * all workers.
 */
final class OpenFiles {
  /** How many files stay open: few enough for several torrents in a process of 1,024 files. */
  static final int MAX_OPEN = 128;

  /** Opens the file of an index. */
  @FunctionalInterface
  interface Opener {
    FileChannel open(int file) throws IOException, StorageException;
  }

  private final Opener opener;
  private final Map<Integer, OpenFile> open = new LinkedHashMap<>(16, 0.75f, true);

  OpenFiles(Opener opener) {
    this.opener = opener;
  }

  /** The file, which stays open until it is released. */
  synchronized OpenFile use(int file) throws IOException, StorageException {
    OpenFile found = open.get(file);
    if (found == null) {
      found = new OpenFile(opener.open(file));
      open.put(file, found);
      closeEldest();
    }
    found.use();
    return found;
  }

  synchronized void release(OpenFile file) throws IOException {
    file.release();
  }

  private void closeEldest() throws IOException {
    if (open.size() > MAX_OPEN) {
      var eldest = open.entrySet().iterator();
      OpenFile file = eldest.next().getValue();
      eldest.remove();
      file.discard();
    }
  }

  /** Closes all files; those in use when they are released. */
  synchronized void close() throws IOException {
    List<OpenFile> all = new ArrayList<>(open.values());
    open.clear();
    for (OpenFile file : all) {
      file.discard();
    }
  }
}

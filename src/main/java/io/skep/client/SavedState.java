package io.skep.client;

import io.skep.metainfo.Metainfo;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the {@link ResumeState} of a torrent on disk up to date. On workers, one at a time.
 *
 * <p>The state on disk says that it is clean only while nothing is being written to the content: it
 * is marked before the first write, and clean again when the torrent is whole or the client stops.
 * So a kill is noticed by the next run, and a seed may be killed at no cost.
 */
final class SavedState {
  private static final Logger LOGGER = System.getLogger(SavedState.class.getName());

  private final byte[] torrent;
  private final int pieces;
  private final ContentFiles files;
  private final @Nullable StateFile file;
  private final boolean mayWrite;
  private ResumeState state;
  private volatile boolean isMarked;
  private boolean hasWarned;

  private SavedState(
      Metainfo metainfo, ContentFiles files, @Nullable StateFile file, boolean mayWrite) {
    this.torrent = torrent(metainfo);
    this.pieces = metainfo.layout().pieceCount();
    this.files = files;
    this.file = file;
    this.mayWrite = mayWrite;
    ResumeState found = file == null ? null : read(file, torrent, metainfo);
    state = found == null ? ResumeState.NONE : found;
  }

  /** What the file says; null where that is of no use, which is no worse than no file. */
  private static @Nullable ResumeState read(StateFile file, byte[] torrent, Metainfo metainfo) {
    try {
      return ResumeState.read(file.read(), torrent, metainfo.layout().pieceCount());
    } catch (StorageException e) {
      LOGGER.log(Level.WARNING, "The whole content is checked: {0}", e.words());
      return null;
    }
  }

  private static byte[] torrent(Metainfo metainfo) {
    return metainfo.infoHashes().get(0).bytes();
  }

  private static Path path(Metainfo metainfo, Path folder) {
    return StateFile.path(folder, metainfo.name(), metainfo.infoHashes().get(0).toString());
  }

  /**
   * For a download, which nobody else may write to.
   *
   * @throws StorageException if another process has it, or the folder cannot be written to
   */
  static SavedState forDownload(
      Metainfo metainfo, Path folder, ContentFiles files, ChannelOpener opener)
      throws StorageException {
    StateFile file = StateFile.open(path(metainfo, folder), opener);
    return new SavedState(metainfo, files, file, true);
  }

  /** For a seed, which does without where the folder is read-only or others have locked it. */
  static SavedState forSeed(
      Metainfo metainfo, Path folder, ContentFiles files, ChannelOpener opener) {
    Path path = path(metainfo, folder);
    try {
      return new SavedState(metainfo, files, StateFile.open(path, opener), true);
    } catch (StorageException e) {
      LOGGER.log(
          Level.WARNING, "The next start may have to check the whole content: {0}", e.words());
    }
    StateFile file = null;
    try {
      file = StateFile.openToRead(path, opener);
    } catch (StorageException e) {
      LOGGER.log(Level.DEBUG, "No state of an earlier run: {0}", e.words());
    }
    return new SavedState(metainfo, files, file, false);
  }

  /** The state as it was found or written last. */
  synchronized ResumeState state() {
    return state;
  }

  /** Says on disk that the content is being changed. */
  void markUnclean() {
    if (!isMarked) {
      synchronized (this) {
        if (!isMarked) {
          isMarked = true;
          write(
              new ResumeState(
                  state.files(), state.verified(), false, state.uploaded(), state.downloaded()));
        }
      }
    }
  }

  /**
   * Writes the state down. What goes wrong with that is logged: the content is worth more.
   *
   * @param isAtRest true if the content is not written to any more
   */
  synchronized void save(BitSet verified, long uploaded, long downloaded, boolean isAtRest) {
    if (isAtRest) {
      isMarked = false;
    }
    try {
      // Times are worth nothing while files are written, and to look at 100,000 files is work.
      List<FileStamp> stamps = isMarked ? state.files() : List.of(files.stamps());
      write(new ResumeState(stamps, verified, !isMarked, uploaded, downloaded));
    } catch (StorageException e) {
      warn(e);
    }
  }

  private void write(ResumeState next) {
    state = next;
    if (file == null || !mayWrite) {
      return;
    }
    try {
      file.write(next.write(torrent, pieces));
    } catch (StorageException e) {
      warn(e);
    }
  }

  private void warn(StorageException problem) {
    if (!hasWarned) {
      hasWarned = true;
      LOGGER.log(
          Level.WARNING, "The next start has to check the whole content: {0}", problem.words());
    }
  }

  /** Lets others have the torrent's content. */
  synchronized void close() throws StorageException {
    if (file != null) {
      file.close();
    }
  }
}

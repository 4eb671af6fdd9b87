package io.skep.client;

import io.skep.metainfo.Metainfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** A torrent's files and its saved state, from when they were opened until they are closed. */
final class OpenContent {
  private final Metainfo metainfo;
  private final boolean mayWrite;
  private final ContentFiles files;
  private final SavedState saved;
  private final PieceContent pieces;
  private final FileStamp[] found;

  private OpenContent(
      Metainfo metainfo,
      boolean mayWrite,
      ContentFiles files,
      SavedState saved,
      FileStamp[] found) {
    this.metainfo = metainfo;
    this.mayWrite = mayWrite;
    this.files = files;
    this.saved = saved;
    this.found = found;
    pieces = new PieceContent(metainfo.layout(), files);
  }

  /**
   * Looks at what is there. On a worker.
   *
   * @param mayWrite false for a seed
   */
  static OpenContent open(Metainfo metainfo, Path folder, boolean mayWrite, ChannelOpener opener)
      throws StorageException {
    ContentFiles files = new ContentFiles(metainfo.files(), folder, mayWrite, opener);
    if (mayWrite) {
      files.makeFolders();
    } else if (!Files.isDirectory(folder)) {
      throw StorageException.about(folder, "is no folder");
    }
    SavedState saved =
        mayWrite
            ? SavedState.forDownload(metainfo, folder, files, opener)
            : SavedState.forSeed(metainfo, folder, files, opener);
    try {
      return new OpenContent(metainfo, mayWrite, files, saved, files.stamps());
    } catch (StorageException e) {
      saved.close();
      throw e;
    }
  }

  /** The pieces that an earlier run vouches for; null where it doesn't. */
  @Nullable BitSet believed() {
    ResumeState state = saved.state();
    return state.fits(found) ? (BitSet) state.verified().clone() : null;
  }

  /** A check of all that was there. */
  ContentCheck check(Buffers buffers, CheckListener listener) {
    return new ContentCheck(
        metainfo.layout(), metainfo.hashes(), pieces, buffers, found, ContentCheck.TURN, listener);
  }

  /**
   * Makes the files that are missing, notes down what is there, and answers that. On a worker.
   *
   * @param verified what is there, which nobody changes any more
   */
  ResumeState prepare(BitSet verified) throws StorageException {
    if (mayWrite) {
      files.allocate(found);
    }
    ResumeState earlier = saved.state();
    saved.save(verified, earlier.uploaded(), earlier.downloaded(), true);
    return saved.state();
  }

  PieceContent pieces() {
    return pieces;
  }

  SavedState saved() {
    return saved;
  }

  /** Closes the files and lets others have them. On a worker. */
  void close() throws StorageException {
    files.close();
    saved.close();
  }
}

package io.skep.client;

import io.skep.metainfo.TorrentFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The files of a torrent on disk: made, read and written, by any number of workers at once. */
final class ContentFiles {
  /**
   * How much is written at once, in bytes: for more, Linux looks for pages that lie in a row, which
   * can cost several times as much as the write itself.
   */
  private static final int MAX_WRITE = 128 << 10;

  private final List<TorrentFile> files;
  private final ContentPaths paths;
  private final ChannelOpener opener;
  private final Set<OpenOption> options = new HashSet<>(Set.of(StandardOpenOption.READ));
  private final OpenFiles open;

  /**
   * Touches nothing yet.
   *
   * @param mayWrite false for a seed, whose files are opened for reading only
   */
  ContentFiles(List<TorrentFile> files, Path folder, boolean mayWrite, ChannelOpener opener)
      throws StorageException {
    this.files = List.copyOf(files);
    this.opener = opener;
    paths = new ContentPaths(folder, files, mayWrite);
    if (mayWrite) {
      options.add(StandardOpenOption.WRITE);
      options.add(LinkOption.NOFOLLOW_LINKS);
    }
    open = new OpenFiles(file -> opener.open(paths.path(file), options));
  }

  /** How many files there are, padding and symbolic links among them. */
  int count() {
    return files.size();
  }

  /** False for padding and symbolic links, which are not on disk. */
  boolean isContent(int file) {
    return files.get(file).kind() == TorrentFile.Kind.CONTENT;
  }

  /** The size and time of a file, {@link FileStamp#MISSING} where there is none. */
  FileStamp stamp(int file) throws StorageException {
    return isContent(file) ? paths.stamp(file) : FileStamp.MISSING;
  }

  /**
   * The sizes and times of all files.
   *
   * @throws StorageException if one is longer than the torrent says: cutting it off could destroy
   *     what is not ours
   */
  FileStamp[] stamps() throws StorageException {
    FileStamp[] stamps = new FileStamp[files.size()];
    for (int file = 0; file < stamps.length; file++) {
      stamps[file] = stamp(file);
      long excess = stamps[file].length() - files.get(file).length();
      if (excess > 0) {
        throw StorageException.about(
            paths.path(file),
            "is " + excess + " bytes longer than the torrent says: move it away or cut it off");
      }
    }
    return stamps;
  }

  /** Makes the download folder and those below it. */
  void makeFolders() throws StorageException {
    paths.makeFolders(files);
  }

  /**
   * Makes all files at their full lengths, but sparse.
   *
   * @param found what is there
   */
  void allocate(FileStamp[] found) throws StorageException {
    for (int file = 0; file < found.length; file++) {
      long length = files.get(file).length();
      if (isContent(file) && found[file].length() < length) {
        allocate(paths.path(file), length);
      }
    }
  }

  private void allocate(Path path, long length) throws StorageException {
    Set<OpenOption> creating = new HashSet<>(options);
    creating.add(StandardOpenOption.CREATE);
    creating.add(StandardOpenOption.SPARSE);
    try (FileChannel channel = opener.open(path, creating)) {
      if (channel.size() < length) {
        // Only a byte that is written makes a file longer; those before it take no room.
        channel.write(ByteBuffer.wrap(new byte[1]), length - 1);
      }
    } catch (IOException e) {
      throw StorageException.of("make", path, e);
    }
  }

  /** Writes the rest of the buffer. */
  void write(int file, long offset, ByteBuffer source) throws StorageException {
    try {
      OpenFile used = open.use(file);
      try {
        long position = offset;
        while (source.hasRemaining()) {
          int length = Math.min(source.remaining(), MAX_WRITE);
          int written = used.channel().write(source.slice(source.position(), length), position);
          source.position(source.position() + written);
          position += written;
        }
      } finally {
        open.release(used);
      }
    } catch (IOException e) {
      throw StorageException.of("write", paths.path(file), e);
    }
  }

  /**
   * Fills the rest of the buffer.
   *
   * @throws StorageException if the file is missing, or shorter than that
   */
  void read(int file, long offset, ByteBuffer target) throws StorageException {
    try {
      OpenFile used = open.use(file);
      try {
        long position = offset;
        while (target.hasRemaining()) {
          int read = used.channel().read(target, position);
          if (read < 0) {
            throw StorageException.about(
                paths.path(file), "is shorter than the torrent says: it was cut off");
          }
          position += read;
        }
      } finally {
        open.release(used);
      }
    } catch (IOException e) {
      throw StorageException.of("read", paths.path(file), e);
    }
  }

  /** Closes what is open; what is used later is opened again. */
  void close() throws StorageException {
    try {
      open.close();
    } catch (IOException e) {
      throw StorageException.because("cannot close a file of the torrent: " + e.getMessage());
    }
  }
}

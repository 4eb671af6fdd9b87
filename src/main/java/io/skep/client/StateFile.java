package io.skep.client;

import io.skep.metainfo.DiskNames;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;

/**
 * The file beside the content that keeps the {@link ResumeState}, locked as long as it is open: two
 * downloads into the same files would spoil each other's.
 *
 * <p>It is written in place. A temporary file that takes its name at the end could not be made on a
 * full disk, where the state is needed most, and would lose the lock with the old file; the digest
 * in the state tells if it was written in full.
 */
final class StateFile {
  private static final Logger LOGGER = System.getLogger(StateFile.class.getName());

  /** A longer one is none of ours: 100,000 files and 2 million pieces need a third of it. */
  static final int MAX_LENGTH = 16 << 20;

  /** How much of the torrent's name is used, in UTF-16 units: with three bytes each it fits 255. */
  private static final int MAX_NAME = 70;

  private final Path path;
  private final FileChannel channel;

  private StateFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Where the state of a torrent lies: a hidden file in the download folder. */
  static Path path(Path folder, String name, String infoHash) {
    String file = "." + shortened(name) + "-" + infoHash.substring(0, 8) + ".skep";
    return DiskNames.resolve(folder, List.of(file));
  }

  private static String shortened(String name) {
    if (name.length() <= MAX_NAME) {
      return name;
    }
    boolean cutsPair = Character.isHighSurrogate(name.charAt(MAX_NAME - 1));
    return name.substring(0, cutsPair ? MAX_NAME - 1 : MAX_NAME);
  }

  /**
   * Opens the file, which is made where there is none, and locks it.
   *
   * @throws StorageException if somebody else has locked it, or it cannot be opened for writing
   */
  static StateFile open(Path path, ChannelOpener opener) throws StorageException {
    try {
      FileChannel channel =
          opener.open(
              path,
              Set.of(
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.CREATE,
                  LinkOption.NOFOLLOW_LINKS));
      if (!isLocked(path, channel)) {
        channel.close();
        throw StorageException.about(
            path, "is locked: another process downloads or seeds this torrent in this folder");
      }
      return new StateFile(path, channel);
    } catch (IOException e) {
      throw StorageException.of("open", path, e);
    }
  }

  /** Opens the file to be read only, whoever has locked it. */
  static StateFile openToRead(Path path, ChannelOpener opener) throws StorageException {
    try {
      return new StateFile(
          path, opener.open(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
    } catch (IOException e) {
      throw StorageException.of("open", path, e);
    }
  }

  private static boolean isLocked(Path path, FileChannel channel) {
    try {
      // One byte far behind the end: where locks are mandatory, others can still read the file.
      return channel.tryLock(Long.MAX_VALUE - 1, 1, false) != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      // Some network file systems know no locks, which is no reason not to download to them.
      LOGGER.log(Level.WARNING, "Nothing keeps other processes off {0}: {1}", path, e.getMessage());
      return true;
    }
  }

  /** All that is in the file; nothing where that is more than could be ours. */
  byte[] read() throws StorageException {
    try {
      if (channel.size() > MAX_LENGTH) {
        return new byte[0];
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
      while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {}
      return bytes.array();
    } catch (IOException e) {
      throw StorageException.of("read", path, e);
    }
  }

  void write(byte[] state) throws StorageException {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(state);
      while (bytes.hasRemaining()) {
        channel.write(bytes, bytes.position());
      }
      channel.truncate(state.length);
    } catch (IOException e) {
      throw StorageException.of("write", path, e);
    }
  }

  /** Closes the file, which unlocks it. */
  void close() throws StorageException {
    try {
      channel.close();
    } catch (IOException e) {
      throw StorageException.of("close", path, e);
    }
  }
}

package io.skep.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says by a file that one process serves from what the file is for: a database, or a folder. The
 * system lets go of the lock when the process ends, however it ends; the file stays.
 */
public final class LockFile implements AutoCloseable {
  /**
   * What this process has locked. POSIX drops all locks of a process on a file as soon as it closes
   * any descriptor of it, so a second try must not even open the file.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private LockFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Takes the lock of a database's file; see {@link #take}. */
  static LockFile ofDatabase(Path database) throws StorageException {
    return take(database.resolveSibling(database.getFileName() + ".lock"), database);
  }

  /**
   * Takes the lock of a folder from which no other is to serve; see {@link #take}.
   *
   * @throws StorageException if another has it, or it can't be had
   */
  public static LockFile ofFolder(Path folder) throws StorageException {
    try {
      Path real = folder.toRealPath();
      return take(real.resolve("skep.lock"), real);
    } catch (IOException e) {
      throw new StorageException("can't lock " + folder + ": " + e, e);
    }
  }

  /**
   * Takes a lock.
   *
   * @param file the file of the lock; made where it is not there
   * @param served what it is for
   */
  private static LockFile take(Path file, Path served) throws StorageException {
    if (!HELD.add(file)) {
      throw taken(served, ProcessHandle.current().pid() + "");
    }
    boolean done = false;
    try {
      LockFile lock = lock(file, served);
      done = true;
      return lock;
    } catch (IOException e) {
      throw new StorageException("can't lock " + served + ": " + file + ": " + e.getMessage(), e);
    } finally {
      if (!done) {
        HELD.remove(file);
      }
    }
  }

  private static LockFile lock(Path file, Path served) throws IOException, StorageException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw taken(served, owner(channel));
      }
      channel.truncate(0);
      channel.write(bytes(ProcessHandle.current().pid() + "\n"), 0);
      return new LockFile(file, channel);
    } catch (IOException | StorageException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String owner(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(20);
    channel.read(text, 0);
    String digits = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
    return digits.matches("[0-9]+") ? digits : "unknown";
  }

  private static StorageException taken(Path served, String process) {
    return new StorageException(
        "another Skep serves from " + served + " already (process " + process + ")", null);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      System.getLogger(LockFile.class.getName())
          .log(System.Logger.Level.WARNING, "the lock " + file + " was not let go", e);
    } finally {
      HELD.remove(file);
    }
  }
}

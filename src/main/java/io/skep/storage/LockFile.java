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
 * Says by a file beside the database that one process serves from it. The system lets go of the
 * lock when the process ends, however it ends; the file stays.
 */
final class LockFile implements AutoCloseable {
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

  /**
   * Takes the lock of a database's file.
   *
   * @throws StorageException if another has it
   */
  static LockFile take(Path database) throws StorageException {
    Path file = database.resolveSibling(database.getFileName() + ".lock");
    if (!HELD.add(file)) {
      throw taken(database, ProcessHandle.current().pid() + "");
    }
    boolean done = false;
    try {
      LockFile lock = lock(file, database);
      done = true;
      return lock;
    } catch (IOException e) {
      throw new StorageException("can't lock the database: " + file + ": " + e.getMessage(), e);
    } finally {
      if (!done) {
        HELD.remove(file);
      }
    }
  }

  private static LockFile lock(Path file, Path database) throws IOException, StorageException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw taken(database, owner(channel));
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

  private static StorageException taken(Path database, String process) {
    return new StorageException(
        "another Skep serves from " + database + " already (process " + process + ")", null);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      System.getLogger(LockFile.class.getName())
          .log(System.Logger.Level.WARNING, "the lock of the database was not let go", e);
    } finally {
      HELD.remove(file);
    }
  }
}

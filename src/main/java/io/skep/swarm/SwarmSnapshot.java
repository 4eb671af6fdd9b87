package io.skep.swarm;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The file that brings swarms and their peers over a restart, so that clients are told of peers at
 * once.
 *
 * <p>It gets its name once it is on the disk in full; nobody but the owner can read it. What is
 * damaged, or no such file at all, is refused before anything is taken from it. Who has been silent
 * for too long by now is left out, so that an old file does no harm.
 */
public final class SwarmSnapshot {
  private SwarmSnapshot() {}

  /**
   * What was written or read.
   *
   * @param swarms how many swarms
   * @param peers how many peers in them
   * @param expired how many peers were left out, for they had been silent for too long
   * @param leftOut how many peers were left out, for their swarm was full or there already
   * @param writtenAt when the file was written, in seconds
   */
  public record Counts(long swarms, long peers, long expired, long leftOut, long writtenAt) {}

  /**
   * Writes all swarms, in place of the file that is there; others may go on using the store.
   *
   * @param now seconds since the epoch
   * @throws IOException if the file can't be written; the former one is as it was
   */
  public static Counts write(CaffeineSwarmStore store, Path file, long now) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".part");
    Files.deleteIfExists(unfinished);
    try {
      Counts counts;
      try (FileChannel channel =
          FileChannel.open(
              unfinished,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              ownerOnly(unfinished))) {
        counts = new SnapshotWriter(channel, store.hasAccounting(), now).write(store);
        channel.force(true);
      }
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return counts;
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /**
   * Reads a file into a store, which may have swarms already: those stay as they are.
   *
   * @param now seconds since the epoch
   * @throws java.nio.file.NoSuchFileException if there is none
   * @throws IOException in words for the operator if it can't be read or makes no sense; then
   *     nothing was taken from it
   */
  public static Counts read(CaffeineSwarmStore store, Path file, long now) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      try {
        new SnapshotReader(channel).read(SnapshotVisitor.NONE);
        channel.position(0);
        SnapshotRestore restore = new SnapshotRestore(store, now);
        new SnapshotReader(channel).read(restore);
        return restore.counts();
      } catch (SnapshotException e) {
        throw new IOException(file + " can't be used: " + e.getMessage(), e);
      }
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    FileStore disk = Files.getFileStore(folder == null ? file : folder);
    if (!disk.supportsFileAttributeView(PosixFileAttributeView.class)) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };
  }
}

package io.skep.ledger;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * The file that keeps from one run to the next what could not be written to the database.
 *
 * <p>{@code SKEPLDGR}, the version of the format, the batches, and the CRC32C of all of it. It gets
 * its name once it is on the disk in full, so that nobody finds half of it.
 */
final class PendingFile {
  private static final long MAGIC = 0x534B45504C444752L;
  private static final int CHECKSUM_LENGTH = 8;

  private final Path path;

  /** The one in this folder. */
  PendingFile(Path folder) {
    this.path = folder.resolve("ledger.pending");
  }

  Path path() {
    return path;
  }

  boolean exists() {
    return Files.exists(path);
  }

  /** Writes the batches, in place of what is there. */
  void write(List<WriteBatch> batches) throws IOException {
    Path unfinished = path.resolveSibling(path.getFileName() + ".part");
    Files.deleteIfExists(unfinished);
    try (FileChannel channel =
        FileChannel.open(
            unfinished,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            OwnerOnly.attributes(unfinished))) {
      CheckedOutputStream checked =
          new CheckedOutputStream(
              new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16), new CRC32C());
      DataOutputStream output = new DataOutputStream(checked);
      output.writeLong(MAGIC);
      output.writeInt(PendingFormat.VERSION);
      PendingFormat.write(batches, output);
      output.writeLong(checked.getChecksum().getValue());
      output.flush();
      channel.force(true);
    }
    Files.move(
        unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    forceFolder();
  }

  /**
   * Reads the batches.
   *
   * @throws DamagedFileException if it is not as it was written
   * @throws IOException if it can't be read, or is of another version; in words for the operator
   */
  List<WriteBatch> read() throws IOException {
    long length = Files.size(path);
    verify(length);
    try (DataInputStream input =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16))) {
      if (input.readLong() != MAGIC) {
        throw new DamagedFileException(path + " is no file of the ledger's");
      }
      int version = input.readInt();
      if (version < 1 || version > PendingFormat.VERSION) {
        throw new IOException(path + " is of version " + version + ", which this Skep can't read");
      }
      return PendingFormat.read(input, version);
    } catch (EOFException | IllegalArgumentException e) {
      throw new DamagedFileException(path + " makes no sense: " + e.getMessage());
    }
  }

  /** The batches replace nothing until all of the file is known to be as it was written. */
  private void verify(long length) throws IOException {
    try (CheckedInputStream checked =
        new CheckedInputStream(
            new BufferedInputStream(Files.newInputStream(path), 1 << 16), new CRC32C())) {
      checked.skipNBytes(Math.max(0, length - CHECKSUM_LENGTH));
      long found = checked.getChecksum().getValue();
      if (length < CHECKSUM_LENGTH || new DataInputStream(checked).readLong() != found) {
        throw new DamagedFileException(path + " is damaged: its checksum is wrong");
      }
    }
  }

  /** Takes it away, once all of it is in the database. */
  void remove() throws IOException {
    Files.delete(path);
    forceFolder();
  }

  /** Puts a file aside that can't be read; where it is then. */
  Path putAside() throws IOException {
    Path aside = path.resolveSibling(path.getFileName() + ".damaged");
    Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
    return aside;
  }

  /** A name is on the disk when its folder is. */
  private void forceFolder() {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Some systems don't let a folder be opened; there the name is theirs to keep.
      System.getLogger(PendingFile.class.getName())
          .log(System.Logger.Level.DEBUG, "can''t force {0}: {1}", folder, e.getMessage());
    }
  }
}

package io.skep.cli;

import io.skep.metainfo.Metainfo;
import io.skep.metainfo.MetainfoException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the .torrent that a command is given. */
final class TorrentSource {
  // More than any .torrent has within what the reader takes.
  private static final int MAX_BYTES = 64 << 20;

  private TorrentSource() {}

  /**
   * Reads the file.
   *
   * @throws TransferFault in a sentence for a person if it is none
   */
  static Metainfo read(String file) throws TransferFault {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      byte[] torrent = in.readNBytes(MAX_BYTES + 1);
      if (torrent.length > MAX_BYTES) {
        throw new TransferFault(file + " is longer than any .torrent");
      }
      return Metainfo.read(torrent);
    } catch (MetainfoException e) {
      throw new TransferFault(file + ": " + e.getMessage());
    } catch (NoSuchFileException | InvalidPathException e) {
      throw new TransferFault("there is no file " + file);
    } catch (AccessDeniedException e) {
      throw new TransferFault("can't read " + file + ": no permission");
    } catch (IOException e) {
      throw new TransferFault("can't read " + file + ": " + e.getMessage());
    }
  }
}

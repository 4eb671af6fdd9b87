package io.skep.cli;

import io.skep.metainfo.Metainfo;
import io.skep.metainfo.MetainfoException;
import io.skep.metainfo.TorrentCreator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * What the demo shares.
 *
 * @param file the content
 * @param torrent its .torrent
 */
record DemoContent(Path file, Metainfo torrent) {
  private static final int PIECE_LENGTH = 256 << 10;
  private static final int CHUNK = 1 << 20;

  /** Writes random bytes into the folder, and makes a .torrent that names the tracker. */
  static DemoContent make(Path folder, long size, DemoTracker tracker)
      throws DemoFault, InterruptedException {
    Path file = folder.resolve("hive.bin");
    try {
      write(file, size);
      TorrentCreator.Created created =
          TorrentCreator.of(file)
              .pieceLength(PIECE_LENGTH)
              .trackers(List.of(List.of(tracker.httpUrl()), List.of(tracker.udpUrl())))
              .createdBy("Skep " + Version.text())
              .create();
      Files.write(folder.resolve("hive.torrent"), created.torrent());
      return new DemoContent(file, Metainfo.read(created.torrent()));
    } catch (IOException | MetainfoException e) {
      throw new DemoFault("no torrent can be made: " + e.getMessage(), e);
    }
  }

  private static void write(Path file, long size) throws IOException {
    // Any bytes do, but they must not be all alike.
    Random random = new Random(size);
    byte[] chunk = new byte[CHUNK];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long left = size; left > 0; left -= CHUNK) {
        random.nextBytes(chunk);
        out.write(chunk, 0, (int) Math.min(CHUNK, left));
      }
    }
  }

  /** Compares what a leecher has, byte for byte. */
  void check(DemoPeer leecher) throws DemoFault {
    try {
      long where = Files.mismatch(file, leecher.file(torrent.name()));
      if (where >= 0) {
        throw new DemoFault("the content of " + leecher.name() + " differs at byte " + where);
      }
    } catch (IOException e) {
      throw new DemoFault("the content of " + leecher.name() + " can't be read: " + e, e);
    }
  }
}

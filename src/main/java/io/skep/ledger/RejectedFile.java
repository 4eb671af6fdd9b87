package io.skep.ledger;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Where those entries are put that the database will never take: one line of text each, for a
 * person to look at. It only grows, to a bound; the log has the same words.
 */
final class RejectedFile {
  private static final Logger LOGGER = System.getLogger(RejectedFile.class.getName());
  private static final int MAX_LENGTH = 64 << 20;

  private final Path path;

  /** The one in this folder. */
  RejectedFile(Path folder) {
    this.path = folder.resolve("ledger.rejected");
  }

  /** Puts aside what is in a batch; {@code at} in seconds. */
  void add(WriteBatch batch, String reason, long at) {
    for (PendingSession pending : batch.sessions()) {
      if (pending.rows() > 0) {
        add(pending, reason, at);
      }
    }
  }

  private void add(PendingSession rejected, String reason, long at) {
    String line = at + " " + printable(reason + ": " + words(rejected));
    LOGGER.log(
        Level.ERROR,
        "The database will never take this, so it was put aside in {0} and others go on: {1}",
        path,
        line);
    try (FileChannel channel =
        FileChannel.open(
            path,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.APPEND,
                StandardOpenOption.DSYNC),
            OwnerOnly.attributes(path))) {
      if (channel.size() > MAX_LENGTH) {
        LOGGER.log(Level.ERROR, "{0} is full, the line above is in the log alone", path);
        return;
      }
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      LOGGER.log(
          Level.ERROR, "{0} can''t be written, the line above is in the log alone: {1}", path, e);
    }
  }

  private static String words(PendingSession rejected) {
    return rejected.session() + " " + rejected.lines() + " " + rejected.standings();
  }

  /** Text of a person's must not make up lines of its own. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}

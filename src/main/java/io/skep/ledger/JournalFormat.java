package io.skep.ledger;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * How what is noted of a session lies in an entry of the journal: the version, and then as in a
 * {@link PendingFile}.
 */
final class JournalFormat {
  private static final int VERSION = 1;
  private static final int LIKELY_LENGTH = 320;

  private JournalFormat() {}

  static byte[] bytes(PendingSession pending) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(LIKELY_LENGTH);
    try (DataOutputStream output = new DataOutputStream(bytes)) {
      output.writeByte(VERSION);
      PendingFormat.writeContent(pending, output);
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be written to", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads one.
   *
   * @throws IOException if it is not as it was written
   */
  static PendingSession read(byte[] bytes) throws IOException {
    try (DataInputStream input = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = input.readByte();
      if (version != VERSION) {
        throw new IOException("it is of version " + version);
      }
      return PendingFormat.readContent(input);
    } catch (IllegalArgumentException e) {
      throw new IOException("it makes no sense", e);
    }
  }
}

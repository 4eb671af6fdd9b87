package io.skep.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;

/**
 * Whatever stands behind a right checksum is refused, or is batches that are written and read again
 * as they are.
 *
 * <p>Without {@code JAZZER_FUZZ=1} this runs the kept inputs only: {@code
 * src/test/resources/io/skep/ledger/PendingFormatFuzzTestInputs}.
 */
class PendingFormatFuzzTest {
  @FuzzTest(maxDuration = "10s")
  void readsOrRefuses(byte[] input) throws IOException {
    List<WriteBatch> batches;
    try {
      batches = read(input);
    } catch (EOFException | IllegalArgumentException refused) {
      return;
    }
    byte[] written = write(batches);
    assertArrayEquals(written, write(read(written)));
    batches.forEach(WriteBatch::toLedgerBatch);
  }

  private static List<WriteBatch> read(byte[] bytes) throws IOException {
    return PendingFormat.read(
        new DataInputStream(new ByteArrayInputStream(bytes)), PendingFormat.VERSION);
  }

  private static byte[] write(List<WriteBatch> batches) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PendingFormat.write(batches, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}

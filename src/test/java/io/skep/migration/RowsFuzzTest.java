package io.skep.migration;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/**
 * Whatever a file holds, it is read to its end: each of its lines is part of a row or refused, and
 * every row can be asked for a user and a torrent of every layout.
 */
class RowsFuzzTest {
  @FuzzTest(maxDuration = "10s")
  void readsOrRefuses(byte[] input) throws IOException {
    Rows rows;
    try {
      rows = Rows.of(new ByteArrayInputStream(input));
    } catch (IOException noExport) {
      assertNotNull(noExport.getMessage());
      return;
    }
    long last = 0;
    try (rows) {
      for (Entry entry = rows.next(); entry != null; entry = rows.next()) {
        assertTrue(entry.line() > last, "lines go on");
        last = entry.line();
        if (entry instanceof Row row) {
          ask(row);
        }
      }
      assertTrue(rows.bytesRead() == input.length, "all is read");
    }
  }

  private static void ask(Row row) {
    for (Layout layout : Layout.values()) {
      try {
        ImportedUser user = layout.user(row, layout.groups());
        assertTrue(user.uploaded() >= 0 && user.downloaded() >= 0);
        assertTrue(!user.name().isEmpty());
      } catch (RowException refused) {
        assertNotNull(refused.getMessage());
      }
      try {
        layout.torrent(row).ifPresent(torrent -> assertTrue(!torrent.name().isEmpty()));
      } catch (RowException refused) {
        assertNotNull(refused.getMessage());
      }
    }
  }
}

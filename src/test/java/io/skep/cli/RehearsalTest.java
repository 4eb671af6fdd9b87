package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {
  @Test
  void itStartsATrackerAsksItFetchesATorrentAndStops(@TempDir Path folder) {
    Path data = folder.resolve("data");
    try (SkepProcess skep =
        SkepProcess.start("io.skep.cli.Rehearsal", folder, Map.of(), List.of(data.toString()))) {
      assertEquals(0, skep.exitCode(), skep.err());
      assertTrue(skep.out().contains("is running, mode private."), skep.out());
      assertTrue(Files.exists(data.resolve("rehearsal/fetched/content")), skep.err());
      // Written when it stops in order.
      assertTrue(Files.exists(data.resolve("swarms.snapshot")), skep.err());
    }
  }

  @Test
  void itSaysThatItFailed(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    try (SkepProcess skep =
        SkepProcess.start("io.skep.cli.Rehearsal", folder, Map.of(), List.of(file.toString()))) {
      assertEquals(1, skep.exitCode(), skep.out());
    }
  }
}

package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code demo} as a person runs it, but for its size. */
@DisabledOnOs(OS.WINDOWS)
class DemoProcessTest {
  private final Path folder;
  private final Path temporary;

  DemoProcessTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    temporary = Files.createDirectory(folder.resolve("temporary"));
  }

  private SkepProcess demo(String... options) {
    List<String> arguments = new ArrayList<>(List.of("demo"));
    arguments.addAll(List.of(options));
    Map<String, String> environment = Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);
    return SkepProcess.start(folder, environment, arguments);
  }

  /** What it says on standard error, but for what the JVM says of the variable. */
  private static List<String> faults(SkepProcess demo) {
    return demo.err().lines().filter(line -> !line.startsWith("Picked up ")).toList();
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      // The JVM's own, and Netty's native library while it is loaded.
      return files.filter(file -> file.getFileName().toString().startsWith("skep")).toList();
    }
  }

  @Test
  void itShowsTheWholeAndLeavesNothing() throws Exception {
    try (SkepProcess demo = demo("--size", "6M", "--leechers", "3")) {
      assertEquals(0, demo.exitCode(), demo::out);
      assertEquals(List.of(), faults(demo));
      String out = demo.out();
      assertTrue(out.contains("every byte of it is the same"), out);
      assertTrue(out.contains("as the tracker knows it"), out);
      assertTrue(out.contains("of the time"), out);
      assertTrue(out.contains("What to do next"), out);
      assertFalse(out.contains("\u001b"), out);
      assertEquals(List.of(), left());
    }
  }

  @Test
  void stoppedHalfWayItLeavesNothingEither() throws Exception {
    try (SkepProcess demo = demo("--size", "100M", "--leechers", "2", "--rate", "1M")) {
      demo.await(() -> demo.out().contains("leecher 1 "));
      assertFalse(left().isEmpty());
      demo.signal("INT");
      assertEquals(130, demo.exitCode(), demo::out);
      assertEquals(List.of(), faults(demo));
      assertEquals(List.of(), left());
    }
  }

  @Test
  void theFolderCanBeKept() throws Exception {
    try (SkepProcess demo = demo("--size", "1M", "--leechers", "1", "--rate", "500k", "--keep")) {
      assertEquals(0, demo.exitCode(), demo::out);
      assertTrue(demo.out().contains("The folder is kept: "), demo.out());
      assertEquals(1, left().size());
    }
  }

  @Test
  void wrongUsageIsTold() {
    try (SkepProcess demo = demo("--leechers", "21")) {
      assertEquals(2, demo.exitCode());
      assertEquals("skep: --leechers is 1 to 20", faults(demo).get(0));
    }
  }
}

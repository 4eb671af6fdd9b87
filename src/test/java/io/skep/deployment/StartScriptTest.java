package io.skep.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start script, with a Java in its place that prints what it was given. */
class StartScriptTest {
  private static final String SERIAL = "-XX:+UseSerialGC";
  private static final String PRINTER = "#!/bin/sh\nprintf '%s\\n' \"$@\"\n";

  private Path folder = Path.of("");

  @BeforeEach
  void install(@TempDir Path installed) throws IOException {
    folder = installed;
    Path script = folder.resolve("skep");
    Files.copy(Path.of("src/main/scripts/skep"), script);
    Path java = Files.createDirectories(folder.resolve("java/bin")).resolve("java");
    Files.writeString(java, PRINTER);
    assertTrue(script.toFile().setExecutable(true) && java.toFile().setExecutable(true));
  }

  @Test
  void itRunsTheJarAndTheArchiveBesideItFromWhereverItIsCalled() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("skep"));
    List<String> words = words(link, Map.of(), "get", "a b", "*", "");

    assertTrue(words.contains("-XX:SharedArchiveFile=" + folder.resolve("skep.jsa")));
    assertEquals(
        List.of("-jar", folder.resolve("skep.jar").toString(), "get", "a b", "*", ""),
        words.subList(words.indexOf("-jar"), words.size()));
  }

  @Test
  void aTrackerChoosesItsCollectorByItsMachine() throws Exception {
    assertTrue(words(Map.of(), "get").contains(SERIAL));
    assertTrue(words(Map.of(), "seed").contains(SERIAL));
    assertFalse(words(Map.of(), "serve").contains(SERIAL));
    assertFalse(words(Map.of(), "load").contains(SERIAL));
  }

  @Test
  void whatTheUserTellsJavaComesLast() throws Exception {
    List<String> words = words(Map.of("JAVA_OPTS", "-Xmx99m -XX:+UseG1GC"), "get");

    assertEquals(
        List.of("-Xmx99m", "-XX:+UseG1GC"),
        words.subList(words.indexOf("-jar") - 2, words.indexOf("-jar")));
    assertFalse(words.contains(SERIAL));
  }

  /** Nor does an archive that is of no use keep it from starting, or have it say a word. */
  @Test
  void theJavaOfTheTestsKnowsTheOptions() throws Exception {
    Files.write(folder.resolve("skep.jsa"), new byte[1 << 16]);
    List<String> words = words(Map.of(), "get");
    List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
    command.addAll(words.subList(0, words.indexOf("-jar")));
    command.addAll(List.of("-cp", folder.toString(), "NoSuchClass"));

    List<String> printed = run(command, Map.of());
    assertTrue(printed.get(0).contains("NoSuchClass"), String.join("\n", printed));
  }

  private List<String> words(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    return words(folder.resolve("skep"), environment, arguments);
  }

  private List<String> words(Path script, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    return run(command, environment);
  }

  private List<String> run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path printed = Files.createTempFile(folder, "printed", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(printed.toFile());
    builder
        .environment()
        .keySet()
        .removeAll(List.of("JAVA_OPTS", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"));
    builder.environment().put("JAVA_HOME", folder.resolve("java").toString());
    builder.environment().putAll(environment);
    builder.start().waitFor();
    return Files.readAllLines(printed);
  }
}

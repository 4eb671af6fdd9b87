package io.skep.storage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Does something with a database in a process of its own. */
final class OtherProcess {
  private static final int SECONDS = 60;

  private OtherProcess() {}

  /** {@code open FILE} or {@code backup FILE TARGET}; prints what came of it. */
  public static void main(String[] arguments) {
    try {
      if (arguments[0].equals("backup")) {
        Databases.backup(Path.of(arguments[1]), Path.of(arguments[2]));
      } else {
        Databases.open(new StorageOptions("jdbc:sqlite:" + arguments[1], "", "", 1)).close();
      }
      System.out.println("done");
    } catch (StorageException e) {
      System.out.println(e.getMessage());
    }
  }

  /** The line that the process prints. */
  static String run(Path folder, String... arguments) throws Exception {
    Path output = folder.resolve("other-process.out");
    Process process =
        new ProcessBuilder(
                java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            OtherProcess.class.getName()),
                        java.util.stream.Stream.of(arguments))
                    .toList())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the other process did not end in time");
    }
    return Files.readString(output).strip();
  }
}

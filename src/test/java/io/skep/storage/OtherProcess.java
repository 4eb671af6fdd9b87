package io.skep.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Does something with a database in a process of its own. */
final class OtherProcess {
  private static final int SECONDS = 60;

  private OtherProcess() {}

  /**
   * {@code open FILE}, {@code backup FILE TARGET}, or {@code hold URL USER PASSWORD} until its
   * input ends; prints what came of it.
   */
  public static void main(String[] arguments) throws IOException {
    try {
      if (arguments[0].equals("backup")) {
        Databases.backup(Path.of(arguments[1]), Path.of(arguments[2]));
      } else if (arguments[0].equals("hold")) {
        Databases.open(new StorageOptions(arguments[1], arguments[2], arguments[3], 1));
        System.out.println("held");
        System.in.transferTo(OutputStream.nullOutputStream());
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
    Process process = builder(arguments).redirectOutput(output.toFile()).start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the other process did not end in time");
    }
    return Files.readString(output).strip();
  }

  /** One that has opened a PostgreSQL database and goes on until it is destroyed. */
  static Process holding(StorageOptions options) throws IOException {
    Process process = builder("hold", options.url(), options.user(), options.password()).start();
    String line = process.inputReader().readLine();
    if (!"held".equals(line)) {
      process.destroyForcibly();
      throw new AssertionError(line);
    }
    return process;
  }

  private static ProcessBuilder builder(String... arguments) {
    return new ProcessBuilder(
            Stream.concat(
                    Stream.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName()),
                    Stream.of(arguments))
                .toList())
        .redirectError(ProcessBuilder.Redirect.DISCARD);
  }
}

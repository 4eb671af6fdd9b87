package io.skep.interop;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The command line that starts Skep from the class path of the tests. */
final class SkepCommand {
  /** Starts a command with Ctrl-C's signal as it is for a person, whatever we were started with. */
  private static final Path ENV = Path.of("/usr/bin/env");

  private SkepCommand() {}

  static List<String> line(List<String> arguments) {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(ENV) && Files.exists(Path.of("/proc/self"))) {
      command.addAll(List.of(ENV.toString(), "--default-signal=INT"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Many start side by side, each for a few seconds only.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-cp"));
    command.add(classPath());
    command.add("io.skep.cli.Main");
    command.addAll(arguments);
    return command;
  }

  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}

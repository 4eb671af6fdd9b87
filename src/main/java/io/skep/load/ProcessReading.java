package io.skep.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the operating system says of a process at one moment (Linux, {@code proc(5)}).
 *
 * @param userMicros user time since its start, in microseconds; in steps of 10,000
 * @param systemMicros system time since its start
 * @param resident resident bytes
 * @param peak the most resident bytes it ever had
 * @param switches context switches of all its threads that live
 */
record ProcessReading(long userMicros, long systemMicros, long resident, long peak, long switches) {
  // USER_HZ, which is 100 on every platform that a JVM runs on.
  private static final long TICK_MICROS = 10_000;
  private static final int USER_FIELD = 11;
  private static final int SYSTEM_FIELD = 12;

  /**
   * Reads it.
   *
   * @throws IOException if there is no such process, or no {@code /proc}
   */
  static ProcessReading of(long pid) throws IOException {
    Path folder = Path.of("/proc", Long.toString(pid));
    String stat = read(folder.resolve("stat"));
    // The name of the program comes before, in brackets, and may have spaces.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    String status = read(folder.resolve("status"));
    return new ProcessReading(
        Long.parseLong(fields[USER_FIELD]) * TICK_MICROS,
        Long.parseLong(fields[SYSTEM_FIELD]) * TICK_MICROS,
        number(status, "VmRSS:") * 1024,
        number(status, "VmHWM:") * 1024,
        switches(folder.resolve("task")));
  }

  /** The same of this process; null where the platform doesn't tell. */
  static @Nullable ProcessReading ofThisProcess() {
    try {
      return of(ProcessHandle.current().pid());
    } catch (IOException e) {
      return null;
    }
  }

  private static long switches(Path tasks) throws IOException {
    long sum = 0;
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(tasks)) {
      for (Path folder : folders) {
        sum += switchesOf(folder);
      }
    }
    return sum;
  }

  /** A thread may end while it is looked at. */
  private static long switchesOf(Path thread) {
    try {
      String status = read(thread.resolve("status"));
      return number(status, "\nvoluntary_ctxt_switches:")
          + number(status, "\nnonvoluntary_ctxt_switches:");
    } catch (IOException e) {
      return 0;
    }
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private static long number(String status, String name) {
    int at = status.indexOf(name);
    if (at < 0) {
      return 0;
    }
    int end = status.indexOf('\n', at + name.length());
    String value = status.substring(at + name.length(), end < 0 ? status.length() : end);
    return Long.parseLong(value.replace("kB", "").strip());
  }

  /** User and system time, in microseconds. */
  long cpuMicros() {
    return userMicros + systemMicros;
  }
}

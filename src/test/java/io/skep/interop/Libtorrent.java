package io.skep.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** libtorrent, driven by a small Python program of ours. */
final class Libtorrent implements RealClient {
  static final String PYTHON = "/usr/bin/python3";
  private static final String PROGRAM = "libtorrent_client.py";

  private static final boolean INSTALLED = canImport();

  private final LocalProcess process;

  private Libtorrent(LocalProcess process) {
    this.process = process;
  }

  static boolean isInstalled() {
    return INSTALLED;
  }

  private static boolean canImport() {
    try {
      return new ProcessBuilder(PYTHON, "-c", "import libtorrent").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  static Libtorrent start(Assignment assignment) throws IOException {
    String address = assignment.address();
    return start(assignment, List.of(address.contains(":") ? "[" + address + "]" : address));
  }

  /** Starts it at several addresses; one of IPv6 is in brackets. */
  static Libtorrent start(Assignment assignment, List<String> addresses) throws IOException {
    Path program = Resource.copy(PROGRAM, assignment.folder());
    List<String> interfaces =
        addresses.stream().map(address -> address + ":" + assignment.port()).toList();
    List<String> command =
        List.of(
            PYTHON,
            program.toString(),
            assignment.source(),
            assignment.downloads().toString(),
            String.join(",", interfaces),
            Integer.toString(assignment.manner().uploadKibPerSecond() * 1024),
            assignment.manner().encrypted() ? "encrypted" : "plain");
    return new Libtorrent(
        LocalProcess.start("libtorrent", assignment.folder(), assignment.log(), command));
  }

  @Override
  public void requireAlive() {
    process.requireAlive();
  }

  @Override
  public void leave() {
    process.tell("leave");
  }

  @Override
  public String shown() {
    return process.shown();
  }

  @Override
  public void close() {
    process.close();
  }
}

package io.skep.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Skep's own {@code get} or {@code seed}. */
final class SkepClient implements RealClient {
  private final LocalProcess process;
  private final Role role;

  private SkepClient(LocalProcess process, Role role) {
    this.process = process;
    this.role = role;
  }

  static SkepClient start(Assignment assignment) {
    Role role = assignment.role();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                role == Role.SEED ? "seed" : "get",
                assignment.source(),
                "--dir",
                assignment.downloads().toString(),
                "--host",
                assignment.address(),
                "--port",
                Integer.toString(assignment.port()),
                "--json"));
    if (assignment.manner().uploadKibPerSecond() > 0) {
      arguments.add("--max-upload");
      arguments.add(assignment.manner().uploadKibPerSecond() + "k");
    }
    if (assignment.manner().encrypted()) {
      arguments.add("--require-encryption");
    }
    List<String> command = SkepCommand.line(arguments);
    return new SkepClient(
        LocalProcess.start("skep", assignment.folder(), assignment.log(), command), role);
  }

  /** A download that is complete ends by itself, and says by its exit code that all is well. */
  @Override
  public void requireAlive() {
    if (role == Role.SEED || !exitCode().equals(OptionalInt.of(0))) {
      process.requireAlive();
    }
  }

  /** What it ended with, once it has. */
  OptionalInt exitCode() {
    return process.exitCode();
  }

  /** By SIGINT, as a person does. */
  @Override
  public void leave() {
    process.interrupt();
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

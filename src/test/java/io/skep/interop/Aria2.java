package io.skep.interop;

import java.util.List;

/** aria2, run for one torrent. */
final class Aria2 implements RealClient {
  private final LocalProcess process;

  private Aria2(LocalProcess process) {
    this.process = process;
  }

  static Aria2 start(Assignment assignment) {
    int port = assignment.port();
    List<String> command =
        List.of(
            "aria2c",
            "--no-conf=true",
            "--interface=" + assignment.address(),
            "--disable-ipv6=true",
            "--listen-port=" + port,
            // Without it aria2 does not know UDP trackers; it has no node to start from.
            "--enable-dht=true",
            "--enable-dht6=false",
            "--dht-listen-port=" + port,
            "--dht-file-path=" + assignment.folder().resolve("dht.dat"),
            "--bt-enable-lpd=false",
            "--enable-peer-exchange=false",
            "--seed-ratio=0",
            "--check-integrity=true",
            "--file-allocation=none",
            "--max-upload-limit=" + assignment.manner().uploadKibPerSecond() + "K",
            "--bt-force-encryption=" + assignment.manner().encrypted(),
            "--stop-with-process=" + ProcessHandle.current().pid(),
            "--enable-color=false",
            "--console-log-level=info",
            "--summary-interval=0",
            "--show-console-readout=false",
            "--dir=" + assignment.downloads(),
            assignment.source());
    return new Aria2(LocalProcess.start("aria2", assignment.folder(), assignment.log(), command));
  }

  @Override
  public void requireAlive() {
    process.requireAlive();
  }

  /** By SIGINT: on SIGTERM aria2 leaves without a word. */
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

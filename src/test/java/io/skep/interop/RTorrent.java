package io.skep.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** rTorrent without its screen, run for one torrent. */
final class RTorrent implements RealClient {
  private final LocalProcess process;

  private RTorrent(LocalProcess process) {
    this.process = process;
  }

  static RTorrent start(Assignment assignment) throws IOException {
    Path session = assignment.folder().resolve("session");
    Files.createDirectories(session);
    Path settings = assignment.folder().resolve("rtorrent.rc");
    Files.writeString(settings, settings(assignment, session));
    // On the command line a comma would end a setting.
    List<String> command = List.of("rtorrent", "-n", "-o", "import=" + settings);
    return new RTorrent(
        LocalProcess.start("rtorrent", assignment.folder(), assignment.log(), command));
  }

  private static String settings(Assignment assignment, Path session) {
    return """
    system.daemon.set = true
    session.path.set = "%s"
    directory.default.set = "%s"
    network.bind_address.set = %s
    network.port_range.set = %d-%d
    network.port_random.set = no
    throttle.global_up.max_rate.set_kb = %d
    protocol.encryption.set = allow_incoming,%s
    protocol.pex.set = no
    dht.mode.set = disable
    trackers.use_udp.set = yes
    # Otherwise a quick download ends without a word to the tracker.
    pieces.hash.on_completion.set = no
    log.open_file = "log", "/dev/stdout"
    log.add_output = "info", "log"
    log.add_output = "tracker_debug", "log"
    log.add_output = "connection_debug", "log"
    load.start = "%s"
    """
        .formatted(
            session,
            assignment.downloads(),
            assignment.address(),
            assignment.port(),
            assignment.port(),
            assignment.manner().uploadKibPerSecond(),
            assignment.manner().encrypted() ? "require,require_RC4" : "enable_retry",
            assignment.source());
  }

  @Override
  public void requireAlive() {
    process.requireAlive();
  }

  /** By SIGINT, upon which it takes leave and ends. */
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

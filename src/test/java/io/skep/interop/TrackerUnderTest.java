package io.skep.interop;

import io.skep.bittorrent.InfoHash;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A tracker that runs as a process of its own. */
final class TrackerUnderTest implements Closeable {
  /** Where it is reached over IPv4. */
  static final String HOST = "127.0.0.1";

  private static final InfoHash UNKNOWN = InfoHash.parse("f".repeat(40));

  private final Ports ports;
  private final LocalProcess process;

  /** Where it listens, chosen before it starts, since the torrents tell. */
  record Ports(int http, int udp, int console) {
    static Ports free() {
      return new Ports(Loopback.freePort(HOST), Loopback.freePort(HOST), Loopback.freePort(HOST));
    }

    String announceUrl(Transport transport, String host) {
      return switch (transport) {
        case HTTP -> "http://" + host + ":" + http + "/announce";
        case UDP -> "udp://" + host + ":" + udp + "/announce";
      };
    }
  }

  private TrackerUnderTest(Ports ports, LocalProcess process) {
    this.ports = ports;
    this.process = process;
  }

  /** Starts Skep, or what {@code -Dskep.interop.tracker} names, and waits until it answers. */
  static TrackerUnderTest start(Ports ports, Path folder, String name) {
    Path data = folder.resolve("tracker");
    String other = System.getProperty("skep.interop.tracker", "");
    List<String> command = other.isEmpty() ? skep(ports, data) : other(ports, other);
    TrackerUnderTest tracker =
        new TrackerUnderTest(
            ports, LocalProcess.start("tracker", data, name + "-tracker.log", command));
    try {
      Poll.until(tracker::answers, () -> "no answer\n" + tracker.process.shown());
      return tracker;
    } catch (AssertionError e) {
      tracker.close();
      throw e;
    }
  }

  private static List<String> skep(Ports ports, Path data) {
    List<String> arguments = new ArrayList<>(List.of("serve"));
    for (String setting :
        List.of(
            "tracker.http.port=" + ports.http(),
            "tracker.udp.port=" + ports.udp(),
            "console.port=" + ports.console(),
            "data.folder=" + data,
            "tracker.mode=open")) {
      arguments.add("--set");
      arguments.add(setting);
    }
    return SkepCommand.line(arguments);
  }

  private static List<String> other(Ports ports, String command) {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.add(Integer.toString(ports.http()));
    words.add(Integer.toString(ports.udp()));
    return words;
  }

  /** Where it is announced to. */
  String announceUrl(Transport transport, String host) {
    return ports.announceUrl(transport, host);
  }

  private boolean answers() {
    process.requireAlive();
    try {
      return Scrape.http(ports.http(), UNKNOWN).equals(Counts.NOBODY)
          && Scrape.udp(ports.udp(), UNKNOWN).equals(Counts.NOBODY);
    } catch (IOException e) {
      return false;
    }
  }

  /** The swarm's counts as a scrape over this transport tells them. */
  Counts scrape(Transport transport, InfoHash hash) {
    process.requireAlive();
    try {
      return switch (transport) {
        case HTTP -> Scrape.http(ports.http(), hash);
        case UDP -> Scrape.udp(ports.udp(), hash);
      };
    } catch (IOException e) {
      throw new AssertionError("scrape over " + transport + " failed\n" + shown(), e);
    }
  }

  /** What it printed last. */
  String shown() {
    return process.shown();
  }

  @Override
  public void close() {
    process.close();
  }
}

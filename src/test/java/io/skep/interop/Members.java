package io.skep.interop;

import io.skep.bittorrent.InfoHash;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The clients that share one torrent, and what the tracker says of their swarm. */
final class Members implements Closeable {
  private final TrackerUnderTest tracker;
  private final Torrent torrent;
  private final List<RealClient> present = new ArrayList<>();
  private final List<RealClient> started = new ArrayList<>();

  Members(TrackerUnderTest tracker, Torrent torrent) {
    this.tracker = tracker;
    this.torrent = torrent;
  }

  /** Takes over a client that was just started. */
  RealClient join(RealClient client) {
    started.add(client);
    present.add(client);
    return client;
  }

  /** Makes a client leave the swarm. */
  void leave(RealClient client) {
    present.remove(client);
    client.leave();
  }

  /**
   * Waits until a scrape over either transport tells these counts.
   *
   * @throws AssertionError with what everybody printed, if they are not told in time
   */
  void expect(Counts counts) {
    InfoHash hash = torrent.hash();
    Poll.until(
        () -> {
          present.forEach(RealClient::requireAlive);
          return tracker.scrape(Transport.HTTP, hash).equals(counts)
              && tracker.scrape(Transport.UDP, hash).equals(counts);
        },
        () ->
            "%s should be %s but over HTTP is %s and over UDP %s\n%s%s"
                .formatted(
                    torrent.name(),
                    counts,
                    tracker.scrape(Transport.HTTP, hash),
                    tracker.scrape(Transport.UDP, hash),
                    started.stream().map(RealClient::shown).collect(Collectors.joining()),
                    tracker.shown()));
  }

  @Override
  public void close() {
    started.forEach(RealClient::close);
  }
}

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
  private final int idleCompletions;
  private final List<RealClient> present = new ArrayList<>();
  private final List<RealClient> started = new ArrayList<>();

  Members(TrackerUnderTest tracker, Torrent torrent) {
    this(tracker, torrent, 0);
  }

  /**
   * Begins with nobody.
   *
   * @param idleCompletions how many completions may be announced that are none
   */
  Members(TrackerUnderTest tracker, Torrent torrent, int idleCompletions) {
    this.tracker = tracker;
    this.torrent = torrent;
    this.idleCompletions = idleCompletions;
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

  /** Waits until a download has ended by itself, and well. */
  void awaitEnd(SkepClient download) {
    Poll.until(
        () -> {
          present.forEach(RealClient::requireAlive);
          return download.exitCode().isPresent();
        },
        () -> torrent.label() + " does not arrive\n" + shown());
    present.remove(download);
  }

  /**
   * Waits until a scrape over either transport tells these counts; of a hybrid, for both hashes.
   *
   * @throws AssertionError with what everybody printed, if they are not told in time
   */
  void expect(Counts counts) {
    for (InfoHash hash : torrent.hashes()) {
      Poll.until(
          () -> {
            present.forEach(RealClient::requireAlive);
            return tracker.scrape(Transport.HTTP, hash).isUpTo(idleCompletions, counts)
                && tracker.scrape(Transport.UDP, hash).isUpTo(idleCompletions, counts);
          },
          () ->
              "%s should be %s but over HTTP is %s and over UDP %s\n%s"
                  .formatted(
                      torrent.label(),
                      counts,
                      tracker.scrape(Transport.HTTP, hash),
                      tracker.scrape(Transport.UDP, hash),
                      shown()));
    }
  }

  /** What everybody printed last, the tracker too. */
  String shown() {
    return started.stream().map(RealClient::shown).collect(Collectors.joining()) + tracker.shown();
  }

  @Override
  public void close() {
    started.forEach(RealClient::close);
  }
}

package io.skep.ledger;

import io.skep.bittorrent.AddressFamilies;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerId;
import io.skep.bittorrent.SwarmCounts;
import java.nio.charset.StandardCharsets;

/**
 * Makes observations for tests; what is not said is that of an honest leecher in the middle of a
 * session, in a swarm of ten seeders and ten leechers, with the tracker up for long.
 */
final class Seen {
  static final long MIB = 1L << 20;
  static final long GIB = 1L << 30;
  static final long NOW = 2_000_000_000;
  static final LedgerRules TIMES = new LedgerRules(1800, 600, 30 * 86_400, 120);

  private PeerId peerId = peerId("-qB4650-abcdefghijkl");
  private Event event = Event.NONE;
  private long user = 7;
  private boolean first;
  private long uploaded = 5 * GIB;
  private long downloaded = 5 * GIB;
  private long left = GIB;
  private long corrupt;
  private long previousLeft = 2 * GIB;
  private long uploadedDelta = 100 * MIB;
  private long downloadedDelta = GIB;
  private long seconds = 1800;
  private long lastOtherLeecher = NOW - 5;
  private int addresses = 1;
  private boolean everSeeded;
  private SwarmCounts counts = new SwarmCounts(10, 10, 100, 10);
  private long now = NOW;

  static PeerId peerId(String twenty) {
    return PeerId.read(twenty.getBytes(StandardCharsets.ISO_8859_1), 0);
  }

  /** A seeder of long standing. */
  static Seen seeder() {
    return new Seen().left(0, 0).everSeeded().downloaded(0, 0);
  }

  Seen peerId(PeerId id) {
    peerId = id;
    return this;
  }

  Seen user(long id) {
    user = id;
    return this;
  }

  Seen event(Event what) {
    event = what;
    return this;
  }

  /** The session's first announce: its counters are above a baseline of 0. */
  Seen first(Event what) {
    first = true;
    previousLeft = -1;
    seconds = 1;
    uploadedDelta = uploaded;
    downloadedDelta = downloaded;
    return event(what);
  }

  Seen left(long before, long after) {
    previousLeft = before;
    left = after;
    return this;
  }

  Seen uploaded(long counter, long delta) {
    uploaded = counter;
    uploadedDelta = delta;
    return this;
  }

  Seen downloaded(long counter, long delta) {
    downloaded = counter;
    downloadedDelta = delta;
    return this;
  }

  Seen corrupt(long bytes) {
    corrupt = bytes;
    return this;
  }

  Seen after(long gap) {
    seconds = gap;
    return this;
  }

  Seen lastOtherLeecher(long at) {
    lastOtherLeecher = at;
    return this;
  }

  Seen hosts(int hosts) {
    addresses = hosts;
    return this;
  }

  Seen everSeeded() {
    everSeeded = true;
    return this;
  }

  Seen seeders(int seeders) {
    counts = new SwarmCounts(seeders, 10, 100, 10);
    return this;
  }

  Seen at(long second) {
    now = second;
    return this;
  }

  Observation build() {
    AnnounceRequest request =
        new AnnounceRequest(
            new InfoHash(1, 2, 3),
            peerId,
            PeerAddress.ipv4(0xC0000201, 6881),
            event,
            uploaded,
            downloaded,
            left,
            corrupt,
            42,
            50,
            AddressFamilies.BOTH,
            false,
            "thesecretpasskeythesecretpasskey");
    return new Observation(
        request,
        user,
        3,
        first,
        previousLeft,
        uploadedDelta,
        downloadedDelta,
        seconds,
        lastOtherLeecher,
        addresses,
        everSeeded,
        downloaded,
        counts,
        now);
  }
}

package io.skep.ledger;

import io.skep.bittorrent.AddressFamilies;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerId;
import java.util.Random;

/**
 * One client of a user in one torrent of a {@link SimulatedSite}, with the habits of real ones: its
 * own rounding, one address or two, one tracker URL or two, an interval it keeps more or less.
 *
 * <p>Cheats override what is reported.
 */
class SimulatedClient {
  static final long PIECE = 4L << 20;
  static final int INTERVAL = 1800;

  final long user;
  final long torrent;
  final long size;
  final long upPerSecond;
  final long downPerSecond;
  final Random random;

  /** What of the torrent it wants; less than the size for a partial seed (BEP 21). */
  final long wanted;

  private final long rounding;
  private final boolean dualStack;
  private final boolean twoUrls;
  private final boolean sendsKey;
  private final int host;

  private PeerId peerId = new PeerId(0, 0, 0);
  private int key;
  private long magnetUntil;
  private long unknownLeft;

  long have;
  long uploaded;
  long downloaded;
  long corrupt;
  boolean online;
  boolean saidComplete;
  long nextAnnounce;
  long backAt = Long.MAX_VALUE;

  /** Not online yet, with a part of the torrent already there. */
  SimulatedClient(long user, long torrent, long size, long have, Random random) {
    this.user = user;
    this.torrent = torrent;
    this.size = size;
    this.have = have;
    this.random = random;
    this.upPerSecond = 200_000L << random.nextInt(7);
    this.downPerSecond = 1_000_000L << random.nextInt(6);
    this.wanted = random.nextInt(12) == 0 ? size / 2 / PIECE * PIECE : size;
    this.rounding = new long[] {1, 1, 1024, 16 * 1024}[random.nextInt(4)];
    this.dualStack = random.nextInt(3) == 0;
    this.twoUrls = random.nextInt(3) == 0;
    this.sendsKey = random.nextInt(8) != 0;
    this.host = random.nextInt();
  }

  /** Begins to count from 0, as a client does that is started. */
  void start(long now, boolean magnet) {
    uploaded = 0;
    downloaded = 0;
    corrupt = 0;
    peerId =
        new PeerId(0x2D71423436352D00L | random.nextInt(256), random.nextLong(), random.nextInt());
    key = sendsKey ? random.nextInt() | 1 : 0;
    saidComplete = have >= size;
    online = true;
    nextAnnounce = now + regularGap();
    magnetUntil = magnet ? now + random.nextInt(4000) : 0;
    unknownLeft = random.nextBoolean() ? AnnounceRequest.LEFT_UNKNOWN : 16 * 1024;
  }

  /** Finds some files missing or broken; the counters begin again, but it is the same client. */
  void checkFiles(long missing, long until) {
    backAt = until;
    have = Math.max(0, have - missing) / PIECE * PIECE;
    uploaded = 0;
    downloaded = 0;
    corrupt = 0;
    saidComplete = have >= size;
  }

  final long regularGap() {
    // Some are late, and now and then one skips an announce.
    return (long) INTERVAL + random.nextInt(60) + (random.nextInt(50) == 0 ? INTERVAL : 0);
  }

  final boolean fetches(long now) {
    return online && have < wanted && now >= magnetUntil;
  }

  final boolean gives(long now) {
    return online && have >= PIECE && now >= magnetUntil;
  }

  final boolean isSeeder() {
    return have >= size;
  }

  long reportedUploaded(long now) {
    return uploaded / rounding * rounding;
  }

  long reportedDownloaded(long now) {
    return downloaded / rounding * rounding;
  }

  long reportedLeft(long now) {
    return now < magnetUntil ? unknownLeft : size - (have >= size ? size : have / PIECE * PIECE);
  }

  /** By how many ways an announce goes out at about the same second. */
  int ways() {
    return (dualStack ? 2 : 1) * (twoUrls ? 2 : 1);
  }

  PeerAddress address(int way) {
    return dualStack && way % 2 == 1
        ? new PeerAddress(0x2001_0db8_0000_0000L | (host & 0xFFFFFFFFL), 1, 6881)
        : PeerAddress.ipv4(host, 6881);
  }

  /** What one way of an announce says at this second. */
  final AnnounceRequest announce(Event event, int way, long now) {
    Event said = event == Event.NONE && have >= wanted && wanted < size ? Event.PAUSED : event;
    return new AnnounceRequest(
        new InfoHash(torrent, 0, 0),
        peerId,
        address(way),
        said,
        reportedUploaded(now),
        reportedDownloaded(now),
        reportedLeft(now),
        corrupt,
        key,
        50,
        AddressFamilies.BOTH,
        false,
        "passkey");
  }
}

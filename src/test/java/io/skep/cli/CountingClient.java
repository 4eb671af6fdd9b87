package io.skep.cli;

import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerId;
import io.skep.cli.Announcing.Outcome;
import java.util.Random;

/**
 * A client whose every byte is known: what it counts itself is the truth that the books must tell.
 *
 * <p>It behaves as BEP 3 wants: counters begin at 0 with each {@code started}, an event is sent
 * again until it is answered, a client that was not answered knows nobody to give to, and one that
 * stops is gone only when that was answered. One that begins again under the same name moves less
 * than half of what it had before, so that nothing of it could be taken for a late packet.
 */
final class CountingClient {
  /** How often it announces before it stops, on average. */
  private static final int STEPS = 20;

  private final Random random;
  private final String user;
  private final String passkey;
  private final InfoHash infoHash;
  private final int port;
  private final boolean overUdp;
  private final boolean sendsKey;
  private PeerId peerId;
  private int key;
  private Event pending = Event.STARTED;
  private long uploaded;
  private long downloaded;
  private long left = 1L << 40;
  private long uploadedBefore;
  private long downloadedBefore;
  private long most = Long.MAX_VALUE;

  CountingClient(Random random, String user, String passkey, InfoHash infoHash, int port) {
    this.random = random;
    this.user = user;
    this.passkey = passkey;
    this.infoHash = infoHash;
    this.port = port;
    this.overUdp = random.nextBoolean();
    this.sendsKey = overUdp || random.nextBoolean();
    this.peerId = peerId();
    this.key = key();
  }

  private PeerId peerId() {
    return new PeerId(0x2D5342303130302DL, random.nextLong(), random.nextInt());
  }

  private int key() {
    return sendsKey ? random.nextInt() | 1 : 0;
  }

  /** Goes on: moves some bytes, perhaps wants to stop, and announces. */
  Outcome step(Announcing announcing) throws InterruptedException {
    if (pending == Event.NONE) {
      long given = random.nextInt(1 << 20);
      long taken = Math.min(left, random.nextInt(1 << 20));
      if (uploaded + downloaded + given + taken <= most) {
        uploaded += given;
        downloaded += taken;
        left -= taken;
      }
      if (random.nextInt(STEPS) == 0) {
        pending = Event.STOPPED;
      }
    }
    return announce(announcing);
  }

  /** Says once more what it has counted; moves nothing. */
  Outcome announce(Announcing announcing) throws InterruptedException {
    Announcing.Words words =
        new Announcing.Words(
            infoHash, peerId, port, pending, uploaded, downloaded, left, key, passkey);
    Outcome outcome = overUdp ? announcing.overUdp(words) : announcing.overHttp(words);
    if (outcome == Outcome.ANSWERED) {
      boolean stopped = pending == Event.STOPPED;
      pending = Event.NONE;
      if (stopped) {
        beginAgain();
      }
    }
    return outcome;
  }

  private void beginAgain() {
    uploadedBefore += uploaded;
    downloadedBefore += downloaded;
    long moved = uploaded + downloaded;
    uploaded = 0;
    downloaded = 0;
    pending = Event.STARTED;
    boolean sameName = moved > 4 << 20 && random.nextBoolean();
    most = sameName ? moved / 3 : Long.MAX_VALUE;
    if (!sameName) {
      peerId = peerId();
      key = key();
    }
  }

  /** True if it wants to stop and was not let yet. */
  boolean isStopping() {
    return pending == Event.STOPPED;
  }

  /** True if it wants to start, with nothing counted yet, and was not let yet. */
  boolean isStarting() {
    return pending == Event.STARTED && uploaded + downloaded == 0;
  }

  String user() {
    return user;
  }

  long uploaded() {
    return uploadedBefore + uploaded;
  }

  long downloaded() {
    return downloadedBefore + downloaded;
  }
}

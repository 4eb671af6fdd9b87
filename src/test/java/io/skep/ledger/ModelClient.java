package io.skep.ledger;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.PeerId;
import java.util.Random;

/**
 * A client under one identity in one torrent: its true counters, how it announces, and what the
 * naive ledger knows of it.
 */
final class ModelClient {
  private static final int WAYS = 4;

  private final long number;
  private final long user;
  private final long torrent;
  private final int[] keys = new int[WAYS];
  private final boolean hasOneKey;
  private final int ways;
  private final boolean[] answered = new boolean[WAYS];
  private PeerId peerId;
  private int run;
  private long uploaded;
  private long downloaded;
  private long left;
  private boolean running = true;
  private boolean gone;

  /** What was heard, and what of that is durable. */
  NaiveSession heard = NaiveSession.UNHEARD;

  NaiveSession durable = NaiveSession.UNHEARD;

  ModelClient(long number, long user, long torrent, Random random) {
    this.number = number;
    this.user = user;
    this.torrent = torrent;
    this.ways = 1 + random.nextInt(WAYS);
    this.peerId = new PeerId(random.nextLong(), number, 1);
    int habit = random.nextInt(5);
    this.hasOneKey = habit >= 2;
    int key = random.nextInt() | 1;
    for (int i = 0; i < WAYS; i++) {
      // Some send no key over HTTP, or another one than over UDP.
      keys[i] = i < 2 || hasOneKey ? key : habit == 0 ? 0 : key ^ 2;
    }
    if (random.nextInt(8) == 0) {
      java.util.Arrays.fill(keys, 0);
    }
    this.left =
        switch (random.nextInt(4)) {
          case 0 -> 0;
          case 1 -> AnnounceRequest.LEFT_UNKNOWN;
          default -> 1 + random.nextInt(1000);
        };
  }

  long number() {
    return number;
  }

  long user() {
    return user;
  }

  long torrent() {
    return torrent;
  }

  int ways() {
    return ways;
  }

  int run() {
    return run;
  }

  long sum() {
    return uploaded + downloaded;
  }

  long left() {
    return left;
  }

  boolean isRunning() {
    return running;
  }

  boolean isGone() {
    return gone;
  }

  boolean wasAnswered(int way) {
    return answered[way];
  }

  void answered(int way) {
    answered[way] = true;
  }

  void move(long given, long taken) {
    uploaded += given;
    downloaded += taken;
  }

  /** Throws a bad piece away and subtracts it. */
  void throwAway() {
    downloaded -= downloaded / 16;
  }

  void complete() {
    left = 0;
  }

  void stop() {
    running = false;
  }

  void leaveForEver() {
    running = false;
    gone = true;
  }

  /** Starts again under the same identity. */
  void restart(Random random) {
    reset();
    running = true;
    java.util.Arrays.fill(answered, false);
    if (hasOneKey && keys[0] != 0 && random.nextBoolean()) {
      peerId = new PeerId(random.nextLong(), number, 1);
    }
  }

  /** Forgets its counters without telling. */
  void reset() {
    run++;
    uploaded = 0;
    downloaded = 0;
  }

  Event regularEvent(int way) {
    return answered[way] ? Event.NONE : Event.STARTED;
  }

  ModelPacket packet(long packetNumber, int way, Event event, long arrivesAt, boolean lostReply) {
    return new ModelPacket(
        packetNumber,
        this,
        run,
        way,
        arrivesAt,
        event,
        uploaded,
        downloaded,
        left,
        keys[way],
        peerId,
        lostReply);
  }
}

package io.skep.ledger;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.SwarmCounts;
import io.skep.storage.Finding;
import io.skep.storage.LedgerBatch;
import io.skep.storage.Multiplier;
import io.skep.storage.MultiplierStore;
import io.skep.storage.StorageException;
import io.skep.tracker.Admitted;
import io.skep.tracker.Departures;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * A private tracker's ledger and rules with clients that move bytes and announce: in order or not,
 * late, lost and retried, by several ways at a time. Time goes by in steps.
 */
final class SimulatedSite {
  static final int STEP = 30;
  static final long START = 2_000_000_000;
  private static final LedgerRules TIMES = new LedgerRules(1800, 600, 30 * 86_400, 120);

  private record Arrival(long at, long order, SimulatedClient client, AnnounceRequest request) {}

  final List<SimulatedClient> clients = new ArrayList<>();
  final MemoryLedgerStore store = new MemoryLedgerStore();
  final CheatSettings settings;
  long announces;
  long refused;
  long now = START;

  private final Random random;
  private final MemoryFindingStore kept = new MemoryFindingStore();
  private final Findings findings = new Findings(kept, 100_000, new ListLogger(new ArrayList<>()));
  private final PriorityQueue<Arrival> underWay =
      new PriorityQueue<>(Comparator.comparingLong(Arrival::at).thenComparingLong(Arrival::order));
  private Ledger ledger;
  private long downUntil;
  private long order;
  private int batches;

  SimulatedSite(Random random, CheatSettings settings) throws StorageException {
    this.random = random;
    this.settings = settings;
    this.ledger = openLedger();
  }

  private Ledger openLedger() throws StorageException {
    return Ledger.open(
        store,
        new NoMultipliers(),
        new Written(),
        new WatchedRules(
            settings, TIMES.interval(), TIMES.grace(), findings, store.lastSeen(), now),
        new HitAndRuns(store, HitAndRunRules.NONE, torrent -> true, torrent -> -1),
        TIMES,
        Departures.NONE,
        now);
  }

  /** The tracker goes down, is away for so many seconds, and knows only what was written. */
  void restartTracker(int seconds) {
    downUntil = now + seconds;
  }

  void start(SimulatedClient client, boolean magnet) {
    client.start(now, magnet);
    announce(client, Event.STARTED);
  }

  void stop(SimulatedClient client) {
    announce(client, Event.STOPPED);
    client.online = false;
  }

  /** Sends an announce by all of a client's ways, some late, some lost and sent again. */
  void announce(SimulatedClient client, Event event) {
    for (int way = 0; way < client.ways(); way++) {
      int delay = random.nextInt(3);
      if (random.nextInt(30) == 0) {
        delay += 15 << random.nextInt(3);
      }
      underWay.add(new Arrival(now + delay, order++, client, client.announce(event, way, now)));
    }
  }

  /** Lets one step go by. */
  void step() throws StorageException {
    move();
    now += STEP;
    if (downUntil != 0 && now >= downUntil) {
      downUntil = 0;
      ledger = openLedger();
    }
    for (SimulatedClient client : clients) {
      if (now >= client.backAt) {
        client.backAt = Long.MAX_VALUE;
        client.online = true;
        announce(client, Event.STARTED);
      }
      if (client.online && !client.saidComplete && client.isSeeder()) {
        client.saidComplete = true;
        announce(client, Event.COMPLETED);
      } else if (client.online && now >= client.nextAnnounce) {
        client.nextAnnounce = now + client.regularGap();
        announce(client, Event.NONE);
      }
    }
    while (!underWay.isEmpty() && underWay.peek().at() <= now) {
      arrive(underWay.remove());
    }
  }

  private void arrive(Arrival arrival) {
    SimulatedClient client = arrival.client();
    if (arrival.at() < downUntil) {
      if (client.online) {
        client.nextAnnounce = Math.min(client.nextAnnounce, now + 300 + random.nextInt(1500));
      }
      return;
    }
    announces++;
    Future<Void> answer =
        ledger.announced(
            new Admitted(client.user, client.torrent, ""),
            arrival.request(),
            counts(client.torrent),
            arrival.at());
    refused += answer.failed() ? 1 : 0;
  }

  private SwarmCounts counts(long torrent) {
    int seeders = 0;
    int others = 0;
    for (SimulatedClient client : clients) {
      if (client.online && client.torrent == torrent) {
        seeders += client.isSeeder() ? 1 : 0;
        others += client.isSeeder() ? 0 : 1;
      }
    }
    return new SwarmCounts(seeders, others, 0, others);
  }

  /** Every byte that one has taken another has given. */
  private void move() {
    for (SimulatedClient taker : clients) {
      if (taker.fetches(now)) {
        SimulatedClient giver = clients.get(random.nextInt(clients.size()));
        for (int tries = 0; tries < 400 && !canGive(giver, taker); tries++) {
          giver = clients.get(random.nextInt(clients.size()));
        }
        if (canGive(giver, taker)) {
          long bytes = STEP * Math.min(taker.downPerSecond, giver.upPerSecond);
          give(giver, taker, Math.min(bytes, taker.wanted - taker.have));
        }
      }
    }
  }

  private boolean canGive(SimulatedClient giver, SimulatedClient taker) {
    return giver.torrent == taker.torrent && giver.user != taker.user && giver.gives(now);
  }

  private void give(SimulatedClient giver, SimulatedClient taker, long bytes) {
    giver.uploaded += bytes;
    taker.downloaded += bytes;
    if (random.nextInt(500) == 0) {
      taker.corrupt += bytes;
    } else {
      taker.have += bytes;
    }
  }

  /** Compares the books of all swarms. */
  UnbalancedSwarms compareBooks() throws StorageException {
    UnbalancedSwarms unbalanced =
        new UnbalancedSwarms(store, settings.unbalancedSwarms(), findings);
    unbalanced.run(now);
    return unbalanced;
  }

  /** All that was found so far. */
  List<Finding> found() throws StorageException {
    findings.flush();
    return kept.kept;
  }

  /** Writes everything at once. */
  private final class Written implements EntrySink {
    @Override
    public boolean hasRoom() {
      return true;
    }

    @Override
    public boolean isStorageUp() {
      return true;
    }

    @Override
    public void write(LedgerWriter.Entry entry) {
      store.commit(
          new LedgerBatch(
              "batch" + batches++,
              now,
              entry.session() == null ? List.of() : List.of(entry.session()),
              entry.line() == null ? List.of() : List.of(entry.line()),
              entry.standing() == null ? List.of() : List.of(entry.standing())));
    }

    @Override
    public Future<Void> writeDurably(LedgerWriter.Entry entry) {
      write(entry);
      return Future.succeededFuture();
    }
  }

  private static final class NoMultipliers implements MultiplierStore {
    @Override
    public List<Multiplier> all() {
      return List.of();
    }

    @Override
    public Multiplier insert(Multiplier multiplier) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void update(Multiplier multiplier) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void delete(long id) {
      throw new UnsupportedOperationException();
    }
  }
}

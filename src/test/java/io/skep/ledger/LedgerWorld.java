package io.skep.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.Event;
import io.skep.bittorrent.SwarmCounts;
import io.skep.storage.Balance;
import io.skep.storage.CreditLine;
import io.skep.storage.Multiplier;
import io.skep.storage.Standing;
import io.skep.storage.StorageException;
import io.skep.storage.TorrentBooks;
import io.skep.tracker.Admitted;
import io.skep.tracker.Departures;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Clients, a network that loses, delays and doubles what they send, the ledger, and a naive one
 * that knows which run of which client each packet is of. One seed, one story.
 *
 * <p>What clients do is kept within what {@link CounterStep} says it can tell apart; each such
 * limit stands at the action that it is for.
 */
final class LedgerWorld {
  private static final LedgerRules RULES = new LedgerRules(300, 120, 40 * 86_400L, 120);
  private static final long PATIENCE = RULES.patience();
  private static final long DELAY = RULES.maxDelaySeconds();
  private static final long BEGINNING = 1_000_000;
  private static final int USERS = 2;
  private static final int TORRENTS = 2;

  private final Random random;
  private final boolean crashes;
  private final Consumer<String> log;
  private final MemoryLedgerStore store = new MemoryLedgerStore();
  private final MemoryMultiplierStore multiplierStore = new MemoryMultiplierStore();
  private final HeldEntries sink = new HeldEntries(store);
  private final List<ModelClient> clients = new ArrayList<>();
  private final PriorityQueue<ModelPacket> network =
      new PriorityQueue<>(
          Comparator.comparingLong(ModelPacket::arrivesAt).thenComparingLong(ModelPacket::number));
  private final Map<String, BitSet> seeding = new HashMap<>();
  private final Set<String> snatches = new HashSet<>();
  private Ledger ledger;
  private long now = BEGINNING;
  private long packets;
  private boolean room = true;
  private int crashed;

  LedgerWorld(long seed, boolean crashes, Consumer<String> log) throws StorageException {
    this.random = new Random(seed);
    this.crashes = crashes;
    this.log = log;
    this.ledger = open();
    for (int i = 0; i < 3; i++) {
      join();
    }
  }

  private Ledger open() throws StorageException {
    return Ledger.open(
        store,
        multiplierStore,
        sink,
        CheatRules.NONE,
        new HitAndRuns(store, HitAndRunRules.NONE, torrent -> true, torrent -> -1),
        RULES,
        Departures.NONE,
        now);
  }

  void run(int steps) throws StorageException {
    for (int i = 0; i < steps; i++) {
      step();
    }
  }

  private void step() throws StorageException {
    pass(random.nextInt(10) == 0 ? random.nextInt(1500) : random.nextInt(40));
    int action = random.nextInt(100);
    if (action < 30) {
      any(ModelClient::isRunning, this::move);
    } else if (action < 62) {
      any(ModelClient::isRunning, this::announce);
    } else if (action < 66) {
      any(client -> client.isRunning() && client.left() != 0, this::complete);
    } else if (action < 72) {
      any(this::mayStop, this::stop);
    } else if (action < 80) {
      any(this::mayRestart, this::restart);
    } else if (action < 83) {
      any(this::mayReset, this::reset);
    } else if (action < 85) {
      any(this::mayThrowAway, ModelClient::throwAway);
    } else if (action < 87) {
      any(client -> !client.isGone(), this::replace);
    } else if (action < 90) {
      multiply();
    } else if (action < 95) {
      commit();
    } else if (action < 97) {
      setRoom(!room);
    } else if (action < 98) {
      ledger.sweep(now);
    } else if (crashes) {
      crash();
    }
  }

  private void any(Predicate<ModelClient> which, Consumer<ModelClient> what) {
    List<ModelClient> found = clients.stream().filter(which).toList();
    if (!found.isEmpty()) {
      what.accept(found.get(random.nextInt(found.size())));
    }
  }

  private void pass(long seconds) {
    long until = now + seconds;
    while (!network.isEmpty() && network.peek().arrivesAt() <= until) {
      now = Math.max(now, network.peek().arrivesAt());
      arrive(network.remove());
    }
    now = until;
  }

  private void join() {
    ModelClient client =
        new ModelClient(
            clients.size() + 1, 1 + random.nextInt(USERS), 1 + random.nextInt(TORRENTS), random);
    clients.add(client);
    log.accept(now + " client " + client.number() + " joins with " + client.ways() + " ways");
    announceByAllWays(client);
  }

  private void move(ModelClient client) {
    long room = limit(client) - client.sum();
    long bytes = Math.min(room, random.nextLong(1L << random.nextInt(36)));
    if (bytes > 0) {
      long given = random.nextLong(bytes + 1);
      client.move(given, bytes - given);
    }
  }

  /**
   * Until a run is heard of, and for as long as packets of the one before may come, it stays far
   * below it; and while a started is on its way that could be taken for a new one, it stays near to
   * what that shows.
   */
  private long limit(ModelClient client) {
    NaiveSession heard = client.heard;
    if (!heard.isHeard()) {
      return Long.MAX_VALUE / 8;
    }
    if (heard.run() < client.run()) {
      return heard.sum() == 0 ? Long.MAX_VALUE / 8 : heard.sum() / 4;
    }
    long limit = Long.MAX_VALUE / 8;
    boolean justBegun = now - heard.startedAt() <= DELAY;
    for (ModelPacket packet : network) {
      if (packet.client() == client
          && packet.run() == client.run()
          && packet.event() == Event.STARTED) {
        justBegun = true;
        if (packet.arrivesAt() > heard.startedAt() + DELAY) {
          limit = Math.min(limit, packet.sum() * 3 / 2);
        }
      }
    }
    return justBegun && heard.before() > 0 ? Math.min(limit, heard.before() / 4) : limit;
  }

  private void announce(ModelClient client) {
    if (random.nextInt(3) == 0) {
      announceByAllWays(client);
    } else {
      int way = random.nextInt(client.ways());
      send(client, way, client.regularEvent(way));
    }
  }

  /** Almost at once, but the counters go on meanwhile. */
  private void announceByAllWays(ModelClient client) {
    for (int way = 0; way < client.ways(); way++) {
      send(client, way, client.regularEvent(way));
      if (random.nextBoolean()) {
        move(client);
      }
    }
  }

  private void complete(ModelClient client) {
    client.complete();
    for (int way = 0; way < client.ways(); way++) {
      if (client.wasAnswered(way)) {
        send(client, way, Event.COMPLETED);
      }
    }
  }

  /** A started that came after the stop would be taken for news. */
  private boolean mayStop(ModelClient client) {
    return client.isRunning()
        && network.stream()
            .noneMatch(packet -> packet.client() == client && packet.event() == Event.STARTED);
  }

  private void stop(ModelClient client) {
    log.accept(now + " client " + client.number() + " stops");
    for (int way = 0; way < client.ways(); way++) {
      if (client.wasAnswered(way)) {
        send(client, way, Event.STOPPED);
      }
      if (random.nextBoolean()) {
        move(client);
      }
    }
    client.stop();
  }

  /** What is on its way must be near to the end of the run, and the end near to what is known. */
  private boolean mayRestart(ModelClient client) {
    NaiveSession heard = client.heard;
    if (client.isGone() || (heard.isHeard() && heard.run() != client.run())) {
      return false;
    }
    long end = client.sum();
    boolean onItsWay = false;
    boolean isNear = heard.sum() * 4 >= end * 3;
    for (ModelPacket packet : network) {
      if (packet.client() == client) {
        onItsWay = true;
        isNear &= packet.run() == client.run() && packet.sum() * 4 >= end * 3;
        isNear &= packet.event() != Event.STARTED;
      }
    }
    if (!heard.isHeard()) {
      return !onItsWay;
    }
    boolean begunLongAgo = now - heard.startedAt() > DELAY;
    return (!onItsWay || isNear) && (begunLongAgo || (heard.stopped() && heard.sum() > 0));
  }

  private void restart(ModelClient client) {
    log.accept(now + " client " + client.number() + " starts again");
    client.restart(random);
    announceByAllWays(client);
  }

  /** It must be known for long and nothing be on its way. */
  private boolean mayReset(ModelClient client) {
    return client.isRunning()
        && client.heard.isHeard()
        && client.heard.run() == client.run()
        && !client.heard.stopped()
        && client.heard.sum() > 0
        && now - client.heard.lastSeen() > DELAY
        && isQuiet(client);
  }

  /** Else it would be a matter of taste which of the two figures is the truth. */
  private boolean mayThrowAway(ModelClient client) {
    return client.isRunning() && isQuiet(client);
  }

  private boolean isQuiet(ModelClient client) {
    return network.stream().noneMatch(packet -> packet.client() == client);
  }

  private void reset(ModelClient client) {
    log.accept(now + " client " + client.number() + " loses its counters");
    client.reset();
  }

  private void replace(ModelClient client) {
    log.accept(now + " client " + client.number() + " is gone");
    client.leaveForEver();
    join();
  }

  private void send(ModelClient client, int way, Event event) {
    boolean udp = way < 2;
    boolean lost = random.nextInt(5) == 0;
    ModelPacket packet =
        client.packet(++packets, way, event, now + delay(), random.nextInt(5) == 0);
    log.accept(now + " sends " + packet + (lost ? ", lost" : ", arrives at " + packet.arrivesAt()));
    if (!lost) {
      network.add(packet);
    }
    if (udp && random.nextInt(5) == 0) {
      network.add(packet.copy(++packets, now + delay(), random.nextInt(5) == 0));
    }
  }

  private long delay() {
    return random.nextInt(4) == 0 ? random.nextInt((int) DELAY + 1) : random.nextInt(2);
  }

  private void arrive(ModelPacket packet) {
    ModelClient client = packet.client();
    NaiveSession before = client.heard;
    NaiveSession after = before;
    boolean late = before.isHeard() && before.isLate(packet, now, DELAY);
    if (room && !late) {
      after = before.hear(packet, percents(packet, before), now, DELAY);
      noteSeeding(client, before);
    }
    if (room) {
      noteCompletion(packet, before, late);
    }
    log.accept(now + " arrives " + packet + (room ? late ? ", late" : "" : ", no room"));
    NaiveSession written = after;
    sink.onceCommitted(() -> client.durable = written);
    client.heard = after;
    Admitted who = new Admitted(client.user(), client.torrent(), "");
    Future<Void> answer = ledger.announced(who, packet.request(), SwarmCounts.EMPTY, now);
    answer.onSuccess(
        done -> {
          if (!packet.replyIsLost() && packet.run() == client.run()) {
            client.answered(packet.endpoint());
          }
        });
    checkSums(packet.toString());
  }

  /** Every second on its own, and the best of all. */
  private Percents percents(ModelPacket packet, NaiveSession before) {
    long from = Math.max(now - PATIENCE, before.isHeard() ? before.lastSeen() : 0);
    from = Math.min(from, now - 1);
    int upload = -1;
    int download = -1;
    for (Multiplier multiplier : multiplierStore.all()) {
      boolean mine =
          switch (multiplier.subject()) {
            case SITE -> true;
            case USER -> multiplier.subjectId() == packet.client().user();
            case TORRENT -> multiplier.subjectId() == packet.client().torrent();
          };
      boolean held = false;
      for (long second = from + 1; mine && second <= now; second++) {
        held |= second >= multiplier.startsAt() && second < multiplier.endsAt();
      }
      if (held) {
        upload = Math.max(upload, multiplier.uploadPercent());
        download =
            download < 0
                ? multiplier.downloadPercent()
                : Math.min(download, multiplier.downloadPercent());
      }
    }
    return upload < 0 ? Percents.PLAIN : new Percents(upload, download);
  }

  private static String place(ModelClient client) {
    return client.user() + "/" + client.torrent();
  }

  private void noteSeeding(ModelClient client, NaiveSession before) {
    if (before.isHeard()
        && before.left() == 0
        && !before.stopped()
        && now - before.lastSeen() <= PATIENCE) {
      seeding
          .computeIfAbsent(place(client), absent -> new BitSet())
          .set((int) (before.lastSeen() - BEGINNING), (int) (now - BEGINNING));
    }
  }

  private void noteCompletion(ModelPacket packet, NaiveSession before, boolean late) {
    boolean says = packet.event() == Event.COMPLETED && packet.left() == 0;
    boolean finished = !late && before.isHeard() && before.left() > 0 && packet.left() == 0;
    if (says || finished) {
      snatches.add(place(packet.client()));
    }
  }

  private void multiply() throws StorageException {
    List<Multiplier> all = multiplierStore.all();
    if (all.size() > 4) {
      ledger.multipliers().remove(all.get(random.nextInt(all.size())).id());
      return;
    }
    Multiplier.Subject subject = Multiplier.Subject.values()[random.nextInt(3)];
    long id = subject == Multiplier.Subject.SITE ? 0 : 1 + random.nextInt(2);
    long start = now - 200 + random.nextInt(600);
    long end = random.nextInt(4) == 0 ? Long.MAX_VALUE : start + 1 + random.nextInt(600);
    Multiplier added =
        ledger
            .multipliers()
            .add(
                new Multiplier(
                    0, subject, id, random.nextInt(1001), random.nextInt(1001), start, end, ""));
    log.accept(now + " multiplier " + added);
  }

  private void commit() {
    if (random.nextBoolean()) {
      sink.commit();
      log.accept(now + " all is committed");
    } else {
      long some = random.nextLong();
      sink.commit(session -> (some >> session % 64 & 1) == 0);
      log.accept(now + " some is committed");
    }
  }

  private void setRoom(boolean hasRoom) {
    log.accept(now + (hasRoom ? " there is room" : " there is no room"));
    room = hasRoom;
    sink.setRoom(hasRoom);
  }

  /** What was not committed was never heard; what is on its way to a tracker that died is lost. */
  private void crash() throws StorageException {
    log.accept(now + " the tracker dies and comes back");
    crashed++;
    if (random.nextBoolean()) {
      commit();
    }
    sink.lose();
    for (ModelClient client : clients) {
      client.heard = client.durable;
    }
    network.removeIf(packet -> packet.event() == Event.STARTED);
    for (ModelClient client : List.copyOf(clients)) {
      if (client.isGone() || !isAmbiguous(client)) {
        continue;
      }
      network.removeIf(packet -> packet.client() == client);
      replace(client);
    }
    network.removeIf(
        packet -> packet.client().isGone() && packet.run() != packet.client().heard.run());
    ledger = open();
    checkSums("the crash");
  }

  /** It began again, and by what the tracker still knows that can't be told any more. */
  private boolean isAmbiguous(ModelClient client) {
    NaiveSession heard = client.heard;
    if (!heard.isHeard() || heard.run() == client.run()) {
      return client.sum() > limit(client)
          || network.stream()
              .anyMatch(packet -> packet.client() == client && packet.run() != client.run());
    }
    boolean others =
        network.stream()
            .anyMatch(packet -> packet.client() == client && packet.run() != client.run());
    boolean begunLongAgo = now - heard.startedAt() > DELAY;
    boolean startsUnanswered = true;
    for (int way = 0; way < client.ways(); way++) {
      startsUnanswered &= !client.wasAnswered(way);
    }
    return others
        || !startsUnanswered
        || client.sum() > limit(client)
        || !(begunLongAgo || (heard.stopped() && heard.sum() > 0));
  }

  private Balance truth(Predicate<ModelClient> which) {
    Balance sum = Balance.ZERO;
    for (ModelClient client : clients) {
      if (which.test(client)) {
        sum = sum.plus(client.heard.total());
      }
    }
    return sum;
  }

  private void checkSums(String after) {
    for (long user = 1; user <= USERS; user++) {
      long id = user;
      assertEquals(
          truth(client -> client.user() == id),
          ledger.balance(user),
          () -> "user " + id + " after " + after);
    }
    for (long torrent = 1; torrent <= TORRENTS; torrent++) {
      long id = torrent;
      assertEquals(
          truth(client -> client.torrent() == id),
          ledger.books(torrent).balance(),
          () -> "torrent " + id + " after " + after);
    }
  }

  /** Every client announces once more; then everything must be what the clients themselves say. */
  void end() throws StorageException {
    setRoom(true);
    pass(3 * DELAY);
    for (ModelClient client : clients) {
      if (client.isRunning()) {
        closingAnnounce(client);
        assertTrue(client.heard.sum() >= client.sum(), "what the client moved was heard");
      }
    }
    sink.commit();
    checkSums("the end");
    checkBooks();
    Ledger again = open();
    for (long user = 1; user <= USERS; user++) {
      assertEquals(ledger.balance(user), again.balance(user), "after a restart");
    }
    for (long torrent = 1; torrent <= TORRENTS; torrent++) {
      assertEquals(ledger.books(torrent), again.books(torrent), "after a restart");
    }
  }

  private void closingAnnounce(ModelClient client) {
    arrive(client.packet(++packets, 0, client.regularEvent(0), now, false));
    sink.commit();
  }

  private void checkBooks() {
    Set<String> completed = new HashSet<>();
    for (long user = 1; user <= USERS; user++) {
      for (long torrent = 1; torrent <= TORRENTS; torrent++) {
        Standing standing = store.standing(user, torrent).orElse(null);
        String place = user + "/" + torrent;
        if (standing == null) {
          continue;
        }
        if (standing.completedAt() != 0) {
          completed.add(place);
        }
        long seen = seeding.getOrDefault(place, new BitSet()).cardinality();
        assertTrue(standing.seedSeconds() <= seen, "no second counts twice at " + place);
        if (crashed == 0) {
          assertEquals(seen, standing.seedSeconds(), "seconds of seeding at " + place);
        }
      }
    }
    assertTrue(snatches.containsAll(completed));
    if (crashed == 0) {
      assertEquals(snatches, completed, "who completed what");
    }
    for (long torrent = 1; torrent <= TORRENTS; torrent++) {
      String end = "/" + torrent;
      TorrentBooks books = ledger.books(torrent);
      assertEquals(
          completed.stream().filter(place -> place.endsWith(end)).count(), books.snatches());
    }
    for (CreditLine line : store.written()) {
      assertEquals(CreditLine.Reason.ANNOUNCE, line.reason());
    }
  }

  /** How many packets were sent; a world in which nothing happens proves nothing. */
  long packets() {
    return packets;
  }

  LedgerCounts counts() {
    return ledger.counts();
  }
}

package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.InfoHash;
import io.skep.cli.Announcing.Outcome;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Clients of several users in several torrents who keep announcing, and what is true of them. */
final class CountingSwarm implements AutoCloseable {
  private static final int CLIENTS = 60;
  private static final int USERS = 5;
  private static final int TORRENTS = 3;
  private static final int THREADS = 4;
  private static final int PATIENCE_SECONDS = 120;

  private final List<CountingClient> clients = new ArrayList<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final List<Future<Boolean>> running = new ArrayList<>();
  private final Queue<Announcing> open = new ConcurrentLinkedQueue<>();
  private final Semaphore answered = new Semaphore(0);
  private volatile boolean stopping;

  CountingSwarm(AdminApi api, Random random) throws IOException, InterruptedException {
    List<InfoHash> torrents = new ArrayList<>();
    for (int i = 0; i < TORRENTS; i++) {
      InfoHash hash = new InfoHash(random.nextLong(), random.nextLong(), random.nextInt());
      api.post("/torrents", new JsonObject().put("info_hash", "" + hash).put("name", "t" + i));
      torrents.add(hash);
    }
    List<String> passkeys = new ArrayList<>();
    for (int i = 0; i < USERS; i++) {
      passkeys.add(api.post("/users", new JsonObject().put("name", "u" + i)).getString("passkey"));
    }
    for (int i = 0; i < CLIENTS; i++) {
      int user = i % USERS;
      InfoHash torrent = torrents.get(random.nextInt(TORRENTS));
      clients.add(
          new CountingClient(
              new Random(random.nextLong()), "u" + user, passkeys.get(user), torrent, 10_000 + i));
    }
  }

  /** Lets the clients announce, one after another on each of some threads, until told to stop. */
  void startLoad(SkepProcess skep) {
    stopping = false;
    answered.drainPermits();
    onThreads(skep, this::announceUntilStopped);
  }

  private interface Work {
    boolean of(Announcing announcing, List<CountingClient> clients) throws InterruptedException;
  }

  private void onThreads(SkepProcess skep, Work work) {
    int http = skep.port("http://127.0.0.1");
    int udp = skep.port("udp://127.0.0.1");
    for (int t = 0; t < THREADS; t++) {
      List<CountingClient> mine = new ArrayList<>();
      for (int i = t; i < clients.size(); i += THREADS) {
        mine.add(clients.get(i));
      }
      Callable<Boolean> task =
          () -> {
            try (Announcing announcing = new Announcing(http, udp)) {
              open.add(announcing);
              return work.of(announcing, mine);
            }
          };
      running.add(threads.submit(task));
    }
  }

  private boolean announceUntilStopped(Announcing announcing, List<CountingClient> mine)
      throws InterruptedException {
    while (true) {
      for (CountingClient client : mine) {
        Outcome outcome = client.step(announcing);
        if (stopping || outcome == Outcome.UNANSWERED) {
          return true;
        }
        if (outcome == Outcome.ANSWERED) {
          answered.release();
        } else {
          assertTrue(
              client.isStarting() || client.isStopping(), "only a start or a stop may be put off");
        }
      }
    }
  }

  /** Returns once so many more announces were answered. */
  void awaitAnnounces(int count) throws InterruptedException {
    assertTrue(answered.tryAcquire(count, PATIENCE_SECONDS, TimeUnit.SECONDS), "no answers");
  }

  /** Ends the load; who waits for an answer over UDP gives up. */
  void stopLoad() throws Exception {
    stopping = true;
    open.forEach(Announcing::close);
    awaitThreads();
  }

  private void awaitThreads() throws Exception {
    for (Future<Boolean> each : running) {
      each.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    running.clear();
    open.clear();
  }

  /** Lets each client say once more what it has counted. */
  void finish(SkepProcess skep) throws Exception {
    onThreads(
        skep,
        (announcing, mine) -> {
          for (CountingClient client : mine) {
            Outcome outcome = client.announce(announcing);
            assertTrue(
                outcome == Outcome.ANSWERED || (outcome == Outcome.REFUSED && client.isStarting()),
                () -> "" + outcome);
          }
          return true;
        });
    awaitThreads();
  }

  /** What the accounts must say. */
  Map<String, AdminApi.Figures> truth() {
    Map<String, AdminApi.Figures> sums = new TreeMap<>();
    sums.put("admin", new AdminApi.Figures(0, 0));
    for (CountingClient client : clients) {
      sums.merge(
          client.user(),
          new AdminApi.Figures(client.uploaded(), client.downloaded()),
          (a, b) ->
              new AdminApi.Figures(a.uploaded() + b.uploaded(), a.downloaded() + b.downloaded()));
    }
    return sums;
  }

  /** What they say. */
  Map<String, AdminApi.Figures> accounts(AdminApi api) {
    try {
      return api.accounts();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

package io.skep.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.InfoHash;
import io.skep.cli.AdminApi;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real clients in a private tracker, each with its user's passkey: what the accounts say is what
 * moved.
 */
class PrivateSwarmTest {
  private static final int AT_ONCE = 6;
  // Clients count the headers of blocks, or what they threw away, or not the last bytes; none is
  // further off than this.
  private static final double TOLERANCE = 0.06;
  // Far from what bytes that count twice would be.
  private static final double TWICE_TOLERANCE = 0.3;

  private static @Nullable SideBySide<Pair> transfers;
  private static @Nullable PrivateTrackerUnderTest tracker;

  /**
   * Over UDP libtorrent alone can tell its passkey (BEP 41). The other has both URLs then, and is
   * known over UDP by what it has shown over HTTP.
   */
  static List<Pair> pairs() {
    List<ClientKind> kinds =
        List.of(ClientKind.ARIA2, ClientKind.TRANSMISSION, ClientKind.LIBTORRENT);
    return Pair.ofOthers().stream()
        .filter(pair -> kinds.contains(pair.seed()) && kinds.contains(pair.leecher()))
        .filter(
            pair ->
                pair.transport() == Transport.HTTP
                    || pair.seed() == ClientKind.LIBTORRENT
                    || pair.leecher() == ClientKind.LIBTORRENT)
        .toList();
  }

  private static @Nullable Transport transport(Pair pair, ClientKind kind) {
    return pair.transport() == Transport.HTTP || kind == ClientKind.LIBTORRENT
        ? pair.transport()
        : null;
  }

  @BeforeAll
  static void startTransfers(@TempDir Path folder) throws IOException {
    TrackerUnderTest.Ports ports = TrackerUnderTest.Ports.free();
    PrivateTrackerUnderTest started =
        PrivateTrackerUnderTest.start(
            ports,
            List.of(
                ports.announceUrl(Transport.HTTP, TrackerUnderTest.HOST),
                ports.announceUrl(Transport.UDP, TrackerUnderTest.HOST)),
            folder,
            "private",
            List.of());
    tracker = started;
    SideBySide<Pair> running = new SideBySide<>(AT_ONCE);
    transfers = running;
    for (Pair pair : pairs()) {
      if (pair.missing().isEmpty()) {
        running.add(pair, () -> transfer(started, pair, folder));
      }
    }
  }

  @AfterAll
  static void stop() {
    if (transfers != null) {
      transfers.close();
    }
    if (tracker != null) {
      tracker.close();
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void accountsSayWhatMoved(Pair pair) throws Throwable {
    Requirement.present(pair.missing());
    Objects.requireNonNull(transfers).await(pair);
  }

  private static void transfer(PrivateTrackerUnderTest tracker, Pair pair, Path folder)
      throws Exception {
    AdminApi api = tracker.api();
    Torrent torrent =
        Torrent.make("private-" + pair, List.of("http://127.0.0.1:1/announce"), folder);
    api.upload(Files.readAllBytes(torrent.file()));
    String giver = "gives-" + pair;
    String taker = "takes-" + pair;
    Assignment giving =
        Assignment.at(
            pair.seed().address(),
            ofUser(api, torrent, giver, transport(pair, pair.seed()), folder),
            Role.SEED,
            folder,
            "seed");
    Assignment taking =
        Assignment.at(
            pair.leecher().address(),
            ofUser(api, torrent, taker, transport(pair, pair.leecher()), folder),
            Role.LEECHER,
            folder,
            "leecher");
    List<RealClient> clients = new ArrayList<>();
    try {
      // One that never dials has to be there before the other comes.
      if (pair.startsWithLeecher()) {
        clients.add(pair.leecher().start(taking));
        await(tracker, clients, "the leecher is there", () -> sessions(api, taker) == 1);
        clients.add(pair.seed().start(giving));
      } else {
        clients.add(pair.seed().start(giving));
        await(tracker, clients, "the seed is there", () -> sessions(api, giver) == 1);
        clients.add(pair.leecher().start(taking));
      }
      await(
          tracker,
          clients,
          "the content arrives",
          () -> Files.exists(taking.content()) && isSame(torrent.content(), taking.content()));
      long length = Files.size(torrent.content());
      for (RealClient client : clients) {
        client.leave();
      }
      await(
          tracker,
          clients,
          "what was given is on the account",
          () -> account(api, giver).uploaded() >= length * (1 - TOLERANCE));
      await(
          tracker,
          clients,
          "what was taken is on the account",
          () -> account(api, taker).downloaded() >= length * (1 - TOLERANCE));
      assertNear(length, account(api, giver).uploaded(), giver);
      assertNear(length, account(api, taker).downloaded(), taker);
      assertEquals(0, account(api, giver).downloaded(), giver);
    } finally {
      clients.forEach(RealClient::close);
    }
  }

  /** A client with an address of each family and two trackers' URLs is one, and counts once. */
  @Test
  void bothAddressFamiliesCountOnce(@TempDir Path folder) throws Exception {
    Requirement.present(ClientKind.LIBTORRENT.missing());
    Requirement.present(Loopback.missingIpv6());
    TrackerUnderTest.Ports ports = TrackerUnderTest.Ports.free();
    List<String> urls = new ArrayList<>();
    for (String host : List.of(TrackerUnderTest.HOST, "[::1]")) {
      for (Transport transport : Transport.values()) {
        urls.add(ports.announceUrl(transport, host));
      }
    }
    Torrent torrent = Torrent.make("dual", List.of("http://127.0.0.1:1/announce"), folder);
    try (PrivateTrackerUnderTest tracker =
        PrivateTrackerUnderTest.start(ports, urls, folder, "private-dual", List.of())) {
      AdminApi api = tracker.api();
      api.upload(Files.readAllBytes(torrent.file()));
      Assignment giving =
          Assignment.of(ofUser(api, torrent, "giver", null, folder), Role.SEED, folder, "seed");
      Assignment taking =
          Assignment.of(
              ofUser(api, torrent, "taker", null, folder), Role.LEECHER, folder, "leecher");
      List<RealClient> clients = new ArrayList<>();
      try {
        clients.add(Libtorrent.start(giving, List.of(giving.address(), "[::1]")));
        await(tracker, clients, "the seed is there", () -> sessions(api, "giver") == 1);
        clients.add(Libtorrent.start(taking, List.of(taking.address(), "[::1]")));
        await(
            tracker,
            clients,
            "the content arrives",
            () -> Files.exists(taking.content()) && isSame(torrent.content(), taking.content()));
        long length = Files.size(torrent.content());
        clients.forEach(RealClient::leave);
        await(
            tracker,
            clients,
            "all is on the accounts",
            () ->
                account(api, "giver").uploaded() >= length * (1 - TOLERANCE)
                    && account(api, "taker").downloaded() >= length * (1 - TOLERANCE));
        // Its two connections ask for some blocks twice, and the giver counts both.
        assertNear(length, account(api, "giver").uploaded(), "giver", TWICE_TOLERANCE);
        assertNear(length, account(api, "taker").downloaded(), "taker", TWICE_TOLERANCE);
        assertEquals(1, sessions(api, "giver"));
      } finally {
        clients.forEach(RealClient::close);
      }
    }
  }

  /** The torrent as its user gets it, with all announce URLs or those of one transport. */
  private static Torrent ofUser(
      AdminApi api, Torrent torrent, String user, @Nullable Transport transport, Path folder)
      throws Exception {
    InfoHash hash = torrent.hashes().get(0);
    api.post("/users", new JsonObject().put("name", user));
    byte[] file = api.torrentFile(hash.toString(), user);
    if (transport != null) {
      file = OneTracker.keep(file, transport);
    }
    Path own = folder.resolve("originals").resolve(torrent.label() + "-" + user + ".torrent");
    Files.write(own, file);
    return new Torrent(
        torrent.label(), torrent.name(), torrent.hashes(), own, torrent.content(), "");
  }

  private static boolean isSame(Path original, Path copy) {
    try {
      return Files.mismatch(original, copy) == -1;
    } catch (IOException e) {
      return false;
    }
  }

  private static int sessions(AdminApi api, String user) {
    return ask(() -> api.get("/sessions?user=name:" + user).getInteger("total"));
  }

  private static AdminApi.Figures account(AdminApi api, String user) {
    JsonObject shown = ask(() -> api.get("/users/name:" + user));
    return new AdminApi.Figures(shown.getLong("uploaded"), shown.getLong("downloaded"));
  }

  private interface Question<T> {
    T ask() throws Exception;
  }

  private static <T> T ask(Question<T> question) {
    try {
      return question.ask();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void await(
      PrivateTrackerUnderTest tracker,
      List<RealClient> clients,
      String what,
      java.util.function.BooleanSupplier condition) {
    Poll.until(
        condition,
        () -> {
          StringBuilder shown = new StringBuilder("waited in vain: " + what + "\n");
          clients.forEach(client -> shown.append(client.shown()));
          return shown.append(tracker.shown()).toString();
        });
  }

  private static void assertNear(long expected, long actual, String who) {
    assertNear(expected, actual, who, TOLERANCE);
  }

  private static void assertNear(long expected, long actual, String who, double tolerance) {
    assertTrue(
        Math.abs(actual - expected) <= expected * tolerance,
        () -> who + " has " + actual + " of " + expected);
  }
}

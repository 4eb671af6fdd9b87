package io.skep.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.metainfo.MagnetLink;
import io.skep.metainfo.Metainfo;
import io.skep.metainfo.TorrentCreator;
import io.skep.storage.CreditLine;
import io.skep.swarm.SwarmStore;
import io.skep.tracker.Admitted;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorrentPageApiTest {
  private static final String BARE = "00000000000000000000000000000000000000ee";
  private static PrivateConsole console;
  private static ApiClient api;

  /** A hybrid (BEP 52) of three files, so that there is padding between them. */
  private static JsonObject hybrid;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    console = new PrivateConsole();
    api = console.client();
    api.addTorrent(BARE, "bare");
    Path content = Files.createDirectories(folder.resolve("album/cover"));
    Files.writeString(content.resolve("front <b>.txt"), "front");
    Files.writeString(content.resolveSibling("one.txt"), "the first");
    Files.writeString(content.resolveSibling("two.txt"), "the second");
    byte[] file =
        TorrentCreator.of(folder.resolve("album"))
            .version(Metainfo.Version.HYBRID)
            .isPrivate(true)
            .create()
            .torrent();
    byte[] added =
        api.ask("POST", "/torrents", "application/x-bittorrent", BodyPublishers.ofByteArray(file))
            .body();
    hybrid = new JsonObject(new String(added, StandardCharsets.UTF_8));
  }

  @AfterAll
  static void stop() {
    console.close();
  }

  private static String hash(int which) {
    return hybrid.getJsonArray("info_hashes").getString(which);
  }

  @Test
  void itsFilesAreListedWithoutPadding() {
    String path = "/torrents/" + hash(0) + "/files";

    assertEquals(
        List.of(
            new JsonObject().put("path", "album/cover/front <b>.txt").put("length", 5),
            new JsonObject().put("path", "album/one.txt").put("length", 9),
            new JsonObject().put("path", "album/two.txt").put("length", 10)),
        api.items(path));
    JsonObject second = api.get(path + "?offset=1&limit=1");
    assertEquals(3, second.getInteger("total"));
    assertEquals("album/one.txt", second.getJsonArray("items").getJsonObject(0).getString("path"));
    assertEquals(
        "there is no .torrent of 'bare': it was registered by its info-hash",
        api.refused(404, "GET", "/torrents/" + BARE + "/files"));
  }

  @Test
  void itsSwarmIsShownOverTime() {
    String added = "00000000000000000000000000000000000000dd";
    api.addTorrent(added, "over time");
    InfoHash hash = InfoHash.parse(added);
    for (int peer = 0; peer < 3; peer++) {
      console.clock.addAndGet(300);
      console.swarms.announce(
          Announces.of(hash, 100 + peer, Event.STARTED, 0), 0, console.clock.get());
      console.server.live().tick();
    }

    JsonObject history = api.get("/torrents/" + added + "/history?hours=1");

    JsonArray seeders = history.getJsonArray("seeders");
    int size = seeders.size();
    assertEquals(size, history.getJsonArray("at").size());
    assertEquals(3, seeders.getInteger(size - 1));
    assertEquals(2, seeders.getInteger(size - 2));
    assertEquals(1, seeders.getInteger(size - 3));
    assertNull(seeders.getValue(0));
    assertEquals(0, history.getJsonArray("leechers").getInteger(size - 1));
    assertEquals(
        "hours must be a whole number from 1 to 168",
        api.refused(400, "GET", "/torrents/" + added + "/history?hours=169"));
  }

  @Test
  void bothSidesOfItsBooksAreShown() {
    long user = api.addUser("bookkeeper").getLong("id");
    String balanced = "00000000000000000000000000000000000000cc";
    long torrent = api.addTorrent(balanced, "balanced").getLong("id");
    RunningConsole.await(
        console
            .parts
            .ledger()
            .correct(
                user,
                torrent,
                700,
                500,
                "by hand",
                CreditLine.Reason.CORRECTION,
                console.clock.get()));

    JsonObject balance = api.get("/torrents/" + balanced + "/balance");

    assertEquals(700, balance.getInteger("uploaded"));
    assertEquals(500, balance.getInteger("downloaded"));
    assertEquals(200, balance.getInteger("difference"));
    assertEquals(0, balance.getInteger("snatches"));
  }

  @Test
  void whoIsInBothSwarmsOfAHybridIsOnePeerWithItsUser() {
    long user = api.addUser("peer <i>").getLong("id");
    long torrent = hybrid.getLong("id");
    SwarmStore swarms = console.swarms;
    PeerAddress both = PeerAddress.ipv4(0x0A0B0C0D, 7000);
    PeerAddress other = PeerAddress.ipv4(0x0A0B0C0E, 7000);
    long now = console.clock.get();
    for (int which = 0; which < 2; which++) {
      var announce = Announces.of(InfoHash.parse(hash(which)), both, Event.STARTED, 40, 0, 0);
      var answer = swarms.announce(announce, 0, now);
      console
          .parts
          .ledger()
          .announced(new Admitted(user, torrent, ""), announce, answer.counts(), now);
    }
    swarms.announce(Announces.of(InfoHash.parse(hash(1)), other, Event.STARTED, 10, 0, 5), 0, now);

    List<JsonObject> peers = api.items("/torrents/" + hash(0) + "/peers?sort=-uploaded");

    assertEquals(2, peers.size());
    assertEquals("10.11.12.13", peers.get(0).getString("address"));
    assertEquals("peer <i>", peers.get(0).getJsonObject("user").getString("name"));
    assertEquals("seeder", peers.get(0).getString("role"));
    assertEquals("10.11.12.14", peers.get(1).getString("address"));
    assertNull(peers.get(1).getJsonObject("user"));
    assertEquals("leecher", peers.get(1).getString("role"));
    String member = console.token("member", Set.of("torrents:read", "swarms:read"));
    assertEquals(
        "the token needs the scope sessions:read swarms:read",
        console.client(member).refused(403, "GET", "/torrents/" + hash(0) + "/peers"));
  }

  @Test
  void itsMagnetLinkHasTheMembersOwnPasskey() throws Exception {
    JsonObject user = api.addUser("magnetic");
    String token = console.token("of magnetic", Set.of("torrents:read"), user.getLong("id"), 0);

    String own = console.client(token).get("/torrents/" + hash(1) + "/magnet").getString("magnet");
    MagnetLink link = MagnetLink.parse(own);

    assertEquals(
        List.of(hash(0), hash(1)), link.infoHashes().stream().map(InfoHash::toString).toList());
    assertEquals("album", link.name());
    assertEquals(2, link.trackers().size());
    String announce = link.trackers().get(0);
    String passkey = announce.substring(announce.lastIndexOf('/') + 1);
    assertEquals(
        user.getLong("id"),
        console.parts.passkeys().owner(passkey).orElseThrow().user().id(),
        announce);
    assertEquals(
        hybrid.getLong("id"), console.parts.passkeys().owner(passkey).orElseThrow().torrent());
    String bare = api.get("/torrents/" + BARE + "/magnet?user=name:magnetic").getString("magnet");
    assertEquals(BARE, MagnetLink.parse(bare).infoHashes().get(0).toString());
    assertTrue(
        console
            .client(token)
            .refused(403, "GET", "/torrents/" + BARE + "/magnet?user=" + otherUser())
            .contains("shows a passkey"));
    assertEquals(
        "the token acts for no user: say by the parameter user for whom the file is",
        api.refused(422, "GET", "/torrents/" + hash(0) + "/magnet"));
  }

  private static long otherUser() {
    return api.addUser("somebody else").getLong("id");
  }
}

package io.skep.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MapApiTest {
  private static final InfoHash HASH = InfoHash.parse("aa".repeat(20));
  private static final InfoHash OTHER = InfoHash.parse("bb".repeat(20));

  private static PeerAddress at(String address) throws Exception {
    return PeerAddress.of(InetAddress.getByName(address), 7000);
  }

  private static void announce(
      PrivateConsole console, InfoHash hash, String from, long uploaded, long left)
      throws Exception {
    console.swarms.announce(
        Announces.of(hash, at(from), Event.STARTED, uploaded, 7, left), 0, console.clock.get());
  }

  @Test
  void peersAreSummedByCountryAndNobodysAddressIsShown() throws Exception {
    try (PrivateConsole console = new PrivateConsole()) {
      announce(console, HASH, "193.0.6.139", 100, 0);
      announce(console, HASH, "2001:67c:2e8::1", 20, 5);
      announce(console, OTHER, "8.8.8.8", Long.MAX_VALUE, 0);
      announce(console, OTHER, "8.8.8.9", Long.MAX_VALUE, 0);
      announce(console, OTHER, "8.8.8.10", -5, 0);
      announce(console, OTHER, "127.0.0.1", 0, 0);

      JsonObject map = console.client().get("/map");

      assertEquals(
          List.of("US", "NL", ""),
          ApiClient.objects(map.getJsonArray("items")).stream()
              .map(row -> row.getString("country"))
              .toList());
      assertEquals(
          new JsonObject()
              .put("country", "NL")
              .put("peers", 2)
              .put("seeders", 1)
              .put("leechers", 1)
              .put("uploaded", 120)
              .put("downloaded", 14),
          map.getJsonArray("items").getJsonObject(1));
      assertEquals(Long.MAX_VALUE, map.getJsonArray("items").getJsonObject(0).getLong("uploaded"));
      assertEquals("https://db-ip.com", map.getJsonObject("source").getString("url"));
      assertFalse(map.encode().contains("193.0"));
      String member = console.token("member", Set.of("torrents:read"));
      assertEquals(
          "the token needs the scope stats:read",
          console.client(member).refused(403, "GET", "/map"));
    }
  }

  @Test
  void itIsCountedOnceInAMinute() throws Exception {
    try (PrivateConsole console = new PrivateConsole()) {
      ApiClient api = console.client();
      assertEquals(0, api.get("/map").getInteger("total"));
      announce(console, HASH, "8.8.8.8", 0, 0);
      console.clock.addAndGet(59);
      assertEquals(0, api.get("/map").getInteger("total"));
      console.clock.addAndGet(1);

      JsonObject map = api.get("/map");

      assertEquals(1, map.getInteger("total"));
      assertEquals(Times.text(console.clock.get()), map.getString("sampled_at"));
    }
  }

  @Test
  void whoIsInBothSwarmsOfAHybridIsCountedOnce() throws Exception {
    try (PrivateConsole console = new PrivateConsole()) {
      console.client().addTorrent(HASH.toString(), "hybrid");
      long id = console.parts.torrents().find(HASH).orElseThrow().id();
      console
          .parts
          .torrents()
          .change(
              id,
              torrent ->
                  new io.skep.storage.Torrent(
                      torrent.id(),
                      List.of(HASH, OTHER),
                      torrent.name(),
                      torrent.length(),
                      torrent.files(),
                      torrent.license(),
                      torrent.addedBy(),
                      torrent.addedAt(),
                      torrent.hasFile(),
                      torrent.deleted()));
      announce(console, HASH, "8.8.8.8", 0, 0);
      announce(console, OTHER, "8.8.8.8", 0, 0);
      announce(console, OTHER, "8.8.8.9", 0, 0);

      assertEquals(
          2,
          console.client().get("/map").getJsonArray("items").getJsonObject(0).getInteger("peers"));
    }
  }
}

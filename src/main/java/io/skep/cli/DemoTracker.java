package io.skep.cli;

import io.skep.bittorrent.InfoHash;
import io.skep.registry.TorrentListException;
import io.skep.server.CannotListenException;
import io.skep.storage.StorageException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The demo's tracker: the one that {@code serve} runs, on free ports of loopback. */
final class DemoTracker {
  private static final String HOST = "127.0.0.1";
  private static final int MOST_PEERS = 500;

  private final TrackerProcess process;
  private final HttpClient http;

  private DemoTracker(TrackerProcess process, HttpClient http) {
    this.process = process;
    this.http = http;
  }

  /**
   * Starts it.
   *
   * @param vertx what asks its console
   */
  static DemoTracker start(Vertx vertx, Path folder) throws DemoFault {
    List<String> settings =
        List.of(
            "data.folder=" + folder,
            "tracker.mode=open",
            "tracker.http.host=" + HOST,
            "tracker.http.port=0",
            "tracker.udp.host=" + HOST,
            "tracker.udp.port=0",
            "console.port=0",
            "tracker.event-loops=1",
            // So that it soon hears of the last bytes too, while everybody is still there.
            "tracker.interval=1s",
            "tracker.min-interval=1s",
            "tracker.grace=1m");
    try {
      Configuration configuration = ConfigurationLoader.load(null, Map.of(), settings);
      return new DemoTracker(TrackerProcess.start(configuration), vertx.createHttpClient());
    } catch (ConfigurationException
        | TorrentListException
        | CannotListenException
        | StorageException
        | IOException e) {
      throw new DemoFault("the tracker can't start: " + e.getMessage(), e);
    }
  }

  String httpUrl() {
    return "http://" + HOST + ":" + process.server().httpPort() + "/announce";
  }

  String udpUrl() {
    return "udp://" + HOST + ":" + process.server().udpPort() + "/announce";
  }

  String consoleUrl() {
    return "http://" + HOST + ":" + process.consolePort();
  }

  /** What its console says of each peer of a torrent, by the peer's address and port. */
  Future<Map<String, DemoAccount>> accounts(InfoHash infoHash) {
    String path = "/api/v1/swarms/" + infoHash + "?limit=" + MOST_PEERS;
    return http.request(HttpMethod.GET, process.consolePort(), HOST, path)
        .compose(request -> request.send().compose(HttpClientResponse::body))
        .map(DemoTracker::read);
  }

  private static Map<String, DemoAccount> read(Buffer body) {
    JsonArray peers = new JsonObject(body).getJsonArray("peers", new JsonArray());
    Map<String, DemoAccount> accounts = new HashMap<>();
    for (int i = 0; i < peers.size(); i++) {
      JsonObject peer = peers.getJsonObject(i);
      accounts.put(
          peer.getString("address") + ":" + peer.getInteger("port"),
          new DemoAccount(peer.getLong("uploaded", 0L), peer.getLong("downloaded", 0L)));
    }
    return accounts;
  }

  Future<Void> stop() {
    return process.stop();
  }
}

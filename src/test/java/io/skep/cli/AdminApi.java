package io.skep.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** The API of a private tracker as its administrator uses it. */
public final class AdminApi {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;
  private final String token;

  /** Reads the token that the first start has left in the data folder. */
  public AdminApi(int consolePort, Path dataFolder) throws IOException {
    this.base = "http://127.0.0.1:" + consolePort;
    this.token = Files.readString(dataFolder.resolve("admin-token")).strip();
  }

  /** Gets what {@code path} behind {@code /api/v1} shows. */
  public JsonObject get(String path) throws IOException, InterruptedException {
    return ask(request(path).GET().build());
  }

  /** Posts JSON. */
  public JsonObject post(String path, JsonObject body) throws IOException, InterruptedException {
    return ask(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
            .build());
  }

  /** Uploads a .torrent. */
  public JsonObject upload(byte[] torrent) throws IOException, InterruptedException {
    return ask(
        request("/torrents")
            .header("Content-Type", "application/x-bittorrent")
            .POST(HttpRequest.BodyPublishers.ofByteArray(torrent))
            .build());
  }

  /** The .torrent with a user's own announce URLs. */
  public byte[] torrentFile(String infoHash, String user) throws IOException, InterruptedException {
    HttpRequest request =
        request("/torrents/" + infoHash + "/file?user=name:" + user).GET().build();
    HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.statusCode() + " " + new String(answer.body(), UTF_8));
    }
    return answer.body();
  }

  JsonObject health() throws IOException, InterruptedException {
    URI uri = URI.create(base + "/health/ready");
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
    return new JsonObject(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  /** What each user's account says, by the user's name: uploaded and downloaded. */
  public Map<String, Figures> accounts() throws IOException, InterruptedException {
    Map<String, Figures> accounts = new TreeMap<>();
    get("/users?limit=1000")
        .getJsonArray("items")
        .forEach(
            each -> {
              JsonObject user = (JsonObject) each;
              accounts.put(
                  user.getString("name"),
                  new Figures(user.getLong("uploaded"), user.getLong("downloaded")));
            });
    return accounts;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + "/api/v1" + path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + token);
  }

  private JsonObject ask(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new AssertionError(
          request.method() + " " + request.uri() + ": " + answer.statusCode() + answer.body());
    }
    return new JsonObject(answer.body());
  }

  /** Bytes given and taken. */
  public record Figures(long uploaded, long downloaded) {}
}

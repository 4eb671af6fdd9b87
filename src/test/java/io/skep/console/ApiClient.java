package io.skep.console;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Asks the API as a program would, and holds every answer against the contract. */
final class ApiClient {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final int port;
  private final String token;

  /**
   * A client.
   *
   * @param token what it sends; empty for none
   */
  ApiClient(int port, String token) {
    this.port = port;
    this.token = token;
  }

  /** A text as it may stand in a URL. */
  static String url(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  HttpResponse<byte[]> ask(String method, String path, String type, BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path))
            .method(method, body);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    try {
      HttpResponse<byte[]> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      ContractOfAnswers.check(method, "/api/v1" + path.split("\\?", 2)[0], response);
      return response;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<byte[]> ask(String method, String path, String json) {
    return json.isEmpty()
        ? ask(method, path, "", BodyPublishers.noBody())
        : ask(method, path, "application/json", BodyPublishers.ofString(json));
  }

  /** The JSON of an answer that must have this status. */
  JsonObject ask(int status, String method, String path, JsonObject body) {
    return ask(status, method, path, body.encode());
  }

  JsonObject ask(int status, String method, String path, String json) {
    HttpResponse<byte[]> response = ask(method, path, json);
    String text = new String(response.body(), StandardCharsets.UTF_8);
    if (response.statusCode() != status) {
      throw new AssertionError(
          method + " " + path + " " + json + ": " + response.statusCode() + " " + text);
    }
    return text.isEmpty() ? new JsonObject() : new JsonObject(text);
  }

  JsonObject get(String path) {
    return ask(200, "GET", path, "");
  }

  JsonObject post(String path, JsonObject body) {
    return ask(201, "POST", path, body);
  }

  JsonObject patch(String path, JsonObject body) {
    return ask(200, "PATCH", path, body);
  }

  /** What a refused request is told. */
  String refused(int status, String method, String path, JsonObject body) {
    return ask(status, method, path, body.encode()).getString("detail");
  }

  String refused(int status, String method, String path) {
    return ask(status, method, path, "").getString("detail");
  }

  List<JsonObject> items(String path) {
    return objects(get(path).getJsonArray("items"));
  }

  static List<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast).toList();
  }

  JsonObject addUser(String name) {
    return post("/users", new JsonObject().put("name", name));
  }

  JsonObject addTorrent(String hash, String name) {
    return post("/torrents", new JsonObject().put("info_hash", hash).put("name", name));
  }
}

package io.skep.console;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Asks the API as a page in a browser does, with a cookie, and holds answers to the contract. */
final class BrowserClient {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final int port;
  private final List<String> headers;

  /** What the browser keeps: {@code NAME=SECRET}; empty for none. */
  String cookie = "";

  /** What changes carry. */
  String csrf = "";

  BrowserClient(int port, String... headers) {
    this.port = port;
    this.headers = List.of(headers);
  }

  /** The same browser whose requests have these headers too. */
  BrowserClient with(String... more) {
    List<String> all = new ArrayList<>(headers);
    all.addAll(List.of(more));
    BrowserClient client = new BrowserClient(port, all.toArray(new String[0]));
    client.cookie = cookie;
    client.csrf = csrf;
    return client;
  }

  Answer send(String method, String path, String type, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    for (int i = 0; i < headers.size(); i += 2) {
      request.header(headers.get(i), headers.get(i + 1));
    }
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    if (!csrf.isEmpty()) {
      request.header("X-CSRF-Token", csrf);
    }
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    try {
      HttpResponse<byte[]> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      ContractOfAnswers.check(method, "/api/v1" + path.split("\\?", 2)[0], response);
      return Answer.of(response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Answer send(String method, String path) {
    return send(method, path, "", "");
  }

  Answer send(String method, String path, JsonObject body) {
    return send(method, path, "application/json", body.encode());
  }

  /** The JSON of an answer that must have this status. */
  JsonObject ask(int status, String method, String path, JsonObject body) {
    return send(method, path, body).json(status);
  }

  JsonObject ask(int status, String method, String path) {
    return send(method, path).json(status);
  }

  static JsonObject credentials(String name, String password) {
    return new JsonObject().put("name", name).put("password", password);
  }

  /** Signs in, and keeps what a browser keeps. */
  BrowserClient signIn(String name, String password) {
    Answer answer = send("POST", "/sign-in", credentials(name, password));
    csrf = answer.json(200).getString("csrf");
    cookie = answer.setCookie().split(";", 2)[0];
    return this;
  }

  /**
   * An answer.
   *
   * @param setCookie what it gives the browser to keep; empty for nothing
   * @param retryAfter for how long to wait, in seconds; empty for not said
   */
  record Answer(int status, String setCookie, String retryAfter, String body) {
    private static Answer of(HttpResponse<byte[]> response) {
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("Set-Cookie").orElse(""),
          response.headers().firstValue("Retry-After").orElse(""),
          new String(response.body(), StandardCharsets.UTF_8));
    }

    /** The JSON of an answer that must have this status. */
    JsonObject json(int expected) {
      if (status != expected) {
        throw new AssertionError(status + " " + body);
      }
      return body.isEmpty() ? new JsonObject() : new JsonObject(body);
    }

    /** What a refused request is told. */
    String detail() {
      return new JsonObject(body).getString("detail");
    }
  }
}

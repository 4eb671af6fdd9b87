package io.skep.cli;

import io.skep.protocol.PlainText;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks the API of a running tracker. What goes wrong is one sentence. */
final class ApiClient {
  private static final int MAX_ANSWER = 64 << 20;
  private static final String JSON = "application/json";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI api;
  private final ApiToken token;
  private final Duration timeout;

  /**
   * A client.
   *
   * @param api where the console is, such as {@code http://127.0.0.1:6970}
   * @param timeout for how long to wait for a whole answer
   */
  ApiClient(URI api, ApiToken token, Duration timeout) {
    this.api = api;
    this.token = token;
    this.timeout = timeout;
  }

  /** Text as a part of a path, or as a value in a query. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** What stands at the path below {@code /api/v1}. */
  JsonObject get(String path) throws ApiException, InterruptedException {
    return json(bytes("GET", path, "", BodyPublishers.noBody()));
  }

  /** A file at the path. */
  byte[] file(String path) throws ApiException, InterruptedException {
    return bytes("GET", path, "", BodyPublishers.noBody());
  }

  /** Sends an object, or nothing; what is answered, an empty object where that is nothing. */
  JsonObject send(String method, String path, @Nullable JsonObject body)
      throws ApiException, InterruptedException {
    return json(
        body == null
            ? bytes(method, path, "", BodyPublishers.noBody())
            : bytes(method, path, JSON, BodyPublishers.ofString(body.encode())));
  }

  /** Uploads a .torrent. */
  JsonObject upload(String path, byte[] torrent) throws ApiException, InterruptedException {
    return json(
        bytes("POST", path, "application/x-bittorrent", BodyPublishers.ofByteArray(torrent)));
  }

  private byte[] bytes(String method, String path, String type, BodyPublisher body)
      throws ApiException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base() + path))
            .header("Authorization", "Bearer " + token.secret())
            .method(method, body);
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    HttpResponse<byte[]> answer = answer(request.build());
    if (answer.statusCode() / 100 == 2) {
      return answer.body();
    }
    throw new ApiException(problem(answer), answer.statusCode());
  }

  private String base() {
    String url = api.toString();
    return (url.endsWith("/") ? url.substring(0, url.length() - 1) : url) + "/api/v1/";
  }

  private HttpResponse<byte[]> answer(HttpRequest request)
      throws ApiException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, head -> new BoundedBody(MAX_ANSWER));
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new ApiException(
          "the tracker does not answer at %s within %s"
              .formatted(api, Figures.time(Math.max(1, timeout.toSeconds()))));
    } catch (ExecutionException e) {
      throw new ApiException(words(e.getCause() == null ? e : e.getCause()));
    } finally {
      answer.cancel(true);
    }
  }

  private String words(Throwable fault) {
    if (fault instanceof ConnectException || fault instanceof HttpTimeoutException) {
      return fault.getCause() instanceof UnresolvedAddressException
          ? "there is no machine of the name in " + api
          : "the tracker does not answer at " + api + ": is it running?";
    }
    String message = fault instanceof IOException ? fault.getMessage() : fault.toString();
    return "the connection to %s broke: %s"
        .formatted(api, PlainText.of(message == null ? fault.toString() : message));
  }

  private JsonObject json(byte[] body) throws ApiException {
    if (body.length == 0) {
      return new JsonObject();
    }
    try {
      return new JsonObject(Buffer.buffer(body));
    } catch (DecodeException | ClassCastException e) {
      throw new ApiException("what answers at " + api + " is no tracker of this kind");
    }
  }

  private String problem(HttpResponse<byte[]> answer) {
    String detail = detail(answer.body());
    int status = answer.statusCode();
    if (status == 401) {
      return "the tracker refuses %s%s; --token-file or %s name another"
          .formatted(token, detail.isEmpty() ? "" : ": " + detail, ApiToken.VARIABLE);
    }
    if (!detail.isEmpty()) {
      return "the tracker says: " + detail;
    }
    return "what answers at " + api + " says " + status + " and not why";
  }

  private static String detail(byte[] body) {
    try {
      JsonObject problem = new JsonObject(Buffer.buffer(body));
      Object detail = problem.getValue("detail", problem.getValue("title"));
      return detail == null ? "" : PlainText.of(detail.toString());
    } catch (DecodeException | ClassCastException e) {
      return "";
    }
  }
}

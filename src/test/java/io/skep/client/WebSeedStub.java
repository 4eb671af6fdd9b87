package io.skep.client;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A web server with the files of a torrent, as good or bad as a test wants it. */
final class WebSeedStub {
  private static final Pattern RANGE = Pattern.compile("bytes=([0-9]+)-([0-9]+)");

  /** What it does. */
  interface Manner {
    /** Answers; the range is null where none was asked for. */
    void answer(WebSeedStub stub, HttpServerRequest request, byte[] file, long[] range);
  }

  private final HttpServer server;
  private final String root;
  private final Map<String, byte[]> files;
  private final Manner manner;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final boolean isSecure;

  /**
   * Starts it.
   *
   * @param root the path below which the files are, with a slash at its end
   */
  WebSeedStub(
      Vertx vertx, HttpServerOptions options, String root, Map<String, byte[]> files, Manner manner)
      throws Exception {
    this.root = root;
    this.files = files;
    this.manner = manner;
    isSecure = options.isSsl();
    server = vertx.createHttpServer(options.setHost("127.0.0.1").setPort(0));
    server.requestHandler(this::answer);
    Waiting.forResult(server.listen());
  }

  /** With the files of a torrent in a folder {@code pub}. */
  static WebSeedStub of(Vertx vertx, TestContent content, Manner manner) throws Exception {
    return new WebSeedStub(
        vertx, new HttpServerOptions(), "/pub/content/", content.files(), manner);
  }

  /** A URL on it. */
  String url(String path) {
    return (isSecure ? "https" : "http") + "://127.0.0.1:" + server.actualPort() + path;
  }

  /** What was asked for: the path and the range. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  private void answer(HttpServerRequest request) {
    String header = request.getHeader("Range");
    asked.add(request.path() + " " + header);
    String path = URLDecoder.decode(request.path().replace("+", "%2B"), StandardCharsets.UTF_8);
    byte[] file = path.startsWith(root) ? files.get(path.substring(root.length())) : null;
    if (file == null) {
      request.response().setStatusCode(404).end("nothing here");
      return;
    }
    Matcher range = RANGE.matcher(header == null ? "" : header);
    manner.answer(
        this,
        request,
        file,
        range.matches()
            ? new long[] {Long.parseLong(range.group(1)), Long.parseLong(range.group(2))}
            : new long[0]);
  }

  /** As a good server does. */
  static void part(WebSeedStub stub, HttpServerRequest request, byte[] file, long[] range) {
    part(request.response(), file, range);
  }

  static void part(HttpServerResponse response, byte[] file, long[] range) {
    response
        .setStatusCode(206)
        .putHeader("Content-Range", "bytes " + range[0] + "-" + range[1] + "/" + file.length)
        .end(Buffer.buffer(file).slice((int) range[0], (int) range[1] + 1));
  }

  /** As one that knows no ranges. */
  static void whole(WebSeedStub stub, HttpServerRequest request, byte[] file, long[] range) {
    request.response().end(Buffer.buffer(file));
  }

  /** As one whose files were changed. */
  static void corrupt(WebSeedStub stub, HttpServerRequest request, byte[] file, long[] range) {
    byte[] other = file.clone();
    for (int i = 0; i < other.length; i += 1000) {
      other[i] ^= 1;
    }
    part(request.response(), other, range);
  }
}

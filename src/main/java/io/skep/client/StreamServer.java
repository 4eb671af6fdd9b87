package io.skep.client;

import io.skep.metainfo.TorrentFile;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.MimeMapping;
import io.vertx.core.net.HostAndPort;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A local HTTP server from which a player or {@code curl} reads a torrent's files while they are
 * downloaded (RFC 9110); what is read is fetched first. Lives on the transfer's event loop.
 *
 * <p>{@code /} lists the files, or leads to the file where there is just one; {@code /N/NAME} is
 * the file with this number, and so is its own path. A request for a part waits until that part is
 * verified. It listens on 127.0.0.1 only, and only requests that name this host are answered, so
 * that a web page elsewhere cannot have the browser read from here under a name of its own (DNS
 * rebinding).
 */
final class StreamServer {
  private static final String HOST = "127.0.0.1";
  private static final Set<String> OWN_NAMES = Set.of(HOST, "localhost", "::1", "[::1]");

  /** Each steers the download, and what is asked for everywhere is asked for nowhere. */
  private static final int MAX_STREAMS = 32;

  private final Context context;
  private final StreamSource source;
  private final HttpServer server;
  private int streams;

  StreamServer(Context context, StreamSource source) {
    this.context = context;
    this.source = source;
    this.server =
        context
            .owner()
            .createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
            .requestHandler(this::answer)
            .invalidRequestHandler(request -> refuse(request, 400, "This is no HTTP request."));
  }

  /**
   * Begins to listen.
   *
   * @param port 0 for any that is free
   * @return the port; fails with an {@link IOException} in plain words if it is taken
   */
  Future<Integer> listen(int port) {
    Promise<Integer> listening = Promise.promise();
    // The connections' handlers run where listen was called.
    context.runOnContext(
        nothing ->
            server
                .listen(port, HOST)
                .map(HttpServer::actualPort)
                .recover(
                    cause ->
                        Future.failedFuture(
                            new IOException(
                                "cannot stream on port " + port + ": " + cause.getMessage(),
                                cause)))
                .onComplete(listening));
    return listening.future();
  }

  /** Stops listening, and breaks off what is still sent. */
  Future<Void> close() {
    return server.close();
  }

  private void answer(HttpServerRequest request) {
    HostAndPort authority = request.authority();
    if (authority == null) {
      refuse(request, 400, "The request does not name the host.");
    } else if (!OWN_NAMES.contains(authority.host().toLowerCase(Locale.ROOT))) {
      refuse(request, 403, "Only http://127.0.0.1 and http://localhost are answered here.");
    } else if (!is(request, HttpMethod.GET) && !is(request, HttpMethod.HEAD)) {
      request.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
      refuse(request, 405, "Only GET and HEAD are answered here.");
    } else {
      List<TorrentFile> files = source.files();
      if (files == null) {
        request.response().putHeader(HttpHeaders.RETRY_AFTER, "2");
        refuse(request, 503, "The torrent's metadata has not come yet. Try again soon.");
      } else {
        answer(request, files);
      }
    }
  }

  private void answer(HttpServerRequest request, List<TorrentFile> files) {
    String path = request.path() == null ? "" : request.path();
    if (path.equals("/")) {
      index(request, files);
      return;
    }
    int number = StreamPaths.find(path, files);
    if (number < 0) {
      refuse(request, 404, "There is no such file. See / for those that there are.");
    } else {
      file(request, number, files.get(number));
    }
  }

  private void index(HttpServerRequest request, List<TorrentFile> files) {
    int only = StreamPaths.only(files);
    if (only >= 0) {
      request.response().putHeader(HttpHeaders.LOCATION, StreamPaths.path(only, files.get(only)));
      refuse(request, 302, "There is one file.");
      return;
    }
    request.response().putHeader("Content-Security-Policy", "default-src 'none'");
    end(request, 200, "text/html; charset=utf-8", StreamPage.html(source.name(), files));
  }

  private void file(HttpServerRequest request, int number, TorrentFile file) {
    String tag = "\"" + source.tag() + "-" + number + "\"";
    HttpServerResponse response = request.response();
    response.putHeader(HttpHeaders.ETAG, tag);
    response.putHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
    // The torrent's maker is a stranger: his pages must not run as if they were this server's.
    response.putHeader("Content-Security-Policy", "sandbox");
    response.putHeader("X-Content-Type-Options", "nosniff");
    response.putHeader("Cross-Origin-Resource-Policy", "same-origin");
    if (isUnchanged(request, tag)) {
      response.setStatusCode(304).end();
      return;
    }
    ByteRange range = range(request, tag, file.length());
    if (range != null && range.isEmpty()) {
      response.putHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + file.length());
      refuse(request, 416, "The file has " + file.length() + " bytes.");
      return;
    }
    if (range != null) {
      response.setStatusCode(206);
      response.putHeader(HttpHeaders.CONTENT_RANGE, range.contentRange(file.length()));
    }
    send(request, number, file, range == null ? new ByteRange(0, file.length()) : range);
  }

  /** What the tag names never changes. */
  private static boolean isUnchanged(HttpServerRequest request, String tag) {
    String known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
    return known != null && (known.strip().equals("*") || known.contains(tag));
  }

  /** The part that is asked for; null for the whole (RFC 9110, 13.1.5 and 14.2). */
  private static @Nullable ByteRange range(HttpServerRequest request, String tag, long length) {
    String header = request.getHeader("Range");
    String onlyIf = request.getHeader("If-Range");
    if (header == null
        || !is(request, HttpMethod.GET)
        || (onlyIf != null && !onlyIf.strip().equals(tag))) {
      return null;
    }
    return ByteRange.parse(header, length);
  }

  private void send(HttpServerRequest request, int number, TorrentFile file, ByteRange range) {
    HttpServerResponse response = request.response();
    String type = MimeMapping.mimeTypeForFilename(file.path().get(file.path().size() - 1));
    response.putHeader(HttpHeaders.CONTENT_TYPE, type == null ? "application/octet-stream" : type);
    response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(range.length()));
    if (is(request, HttpMethod.HEAD) || range.isEmpty()) {
      response.end();
    } else if (streams == MAX_STREAMS) {
      response.headers().remove(HttpHeaders.CONTENT_RANGE).remove(HttpHeaders.CONTENT_LENGTH);
      response.putHeader(HttpHeaders.RETRY_AFTER, "2");
      refuse(request, 503, "More than " + MAX_STREAMS + " parts are being read already.");
    } else {
      streams++;
      ContentReader reader = source.open(number, range.from(), range.to());
      new ContentSending(context, reader, range.length(), response, () -> streams--).begin();
    }
  }

  private static boolean is(HttpServerRequest request, HttpMethod method) {
    return request.method().equals(method);
  }

  private static void refuse(HttpServerRequest request, int status, String words) {
    end(request, status, "text/plain; charset=utf-8", words + "\n");
  }

  private static void end(HttpServerRequest request, int status, String type, String body) {
    Buffer bytes = Buffer.buffer(body);
    HttpServerResponse response =
        request
            .response()
            .setStatusCode(status)
            .putHeader(HttpHeaders.CONTENT_TYPE, type)
            .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(bytes.length()));
    if (is(request, HttpMethod.HEAD)) {
      response.end();
    } else {
      response.end(bytes);
    }
  }
}

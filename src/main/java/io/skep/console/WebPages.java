package io.skep.console;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Serves the console's pages to browsers.
 *
 * <p>The policy lets them load nothing from anywhere else and run no script that is not a file of
 * ours, and gives strings no way to become markup but through the one library that writes templates
 * (trusted types), so what strangers wrote into names can't do anything.
 */
final class WebPages {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'; trusted-types lit-html";
  private static final String FOR_GOOD = "public, max-age=31536000, immutable";
  private static final String ASK_AGAIN = "no-cache";
  private static final String GZIP = "gzip";
  private static final String ANY_FILE = WebFiles.FOLDER + "*";

  private final Supplier<Future<WebFiles>> reader;
  private @Nullable Future<WebFiles> files;

  private WebPages(Supplier<Future<WebFiles>> reader) {
    this.reader = reader;
  }

  /**
   * Adds the routes.
   *
   * @param reader reads the files; is asked with the first request, since most trackers are started
   *     long before somebody looks at them
   * @param others answers whoever asks for the first page and is no browser
   */
  static void addTo(
      Router router, Supplier<Future<WebFiles>> reader, Handler<RoutingContext> others) {
    WebPages pages = new WebPages(reader);
    router
        .route("/")
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(context -> pages.first(context, others));
    router.route(ANY_FILE).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(pages::file);
  }

  private synchronized Future<WebFiles> files() {
    Future<WebFiles> known = files;
    if (known == null || known.failed()) {
      known = reader.get();
      files = known;
    }
    return known;
  }

  private void first(RoutingContext context, Handler<RoutingContext> others) {
    context.response().putHeader(HttpHeaders.VARY, "Accept, Accept-Encoding");
    if (!asksFor(context, HttpHeaders.ACCEPT, "text/html")) {
      others.handle(context);
      return;
    }
    files().onSuccess(all -> send(context, all.page(), ASK_AGAIN)).onFailure(context::fail);
  }

  private void file(RoutingContext context) {
    String path = context.normalizedPath().substring(WebFiles.FOLDER.length());
    files().onSuccess(all -> sendIfThere(context, all.find(path))).onFailure(context::fail);
  }

  private static void sendIfThere(RoutingContext context, Optional<WebFile> file) {
    if (file.isEmpty()) {
      // As of another version, which a page asks for that was loaded before an update.
      ProblemDetails.send(context, 404, "Not found", "there is no such file; load the page again");
      return;
    }
    context.response().putHeader(HttpHeaders.VARY, "Accept-Encoding");
    send(context, file.get(), FOR_GOOD);
  }

  private static void send(RoutingContext context, WebFile file, String caching) {
    boolean compressed = asksFor(context, HttpHeaders.ACCEPT_ENCODING, GZIP);
    String tag = "\"" + file.tag() + (compressed ? "-gz" : "") + "\"";
    HttpServerResponse response =
        context
            .response()
            .putHeader(HttpHeaders.CACHE_CONTROL, caching)
            .putHeader(HttpHeaders.ETAG, tag)
            .putHeader("Content-Security-Policy", POLICY)
            .putHeader("X-Content-Type-Options", "nosniff")
            .putHeader("X-Frame-Options", "DENY")
            .putHeader("Referrer-Policy", "no-referrer")
            .putHeader("Cross-Origin-Resource-Policy", "same-origin");
    if (asksFor(context, HttpHeaders.IF_NONE_MATCH, tag)) {
      response.setStatusCode(304).end();
      return;
    }
    response.putHeader(HttpHeaders.CONTENT_TYPE, file.type());
    if (compressed) {
      response.putHeader(HttpHeaders.CONTENT_ENCODING, GZIP);
    }
    response.end(Buffer.buffer(compressed ? file.compressed() : file.plain()));
  }

  /** Whether one of a header's values is this, whatever stands behind its semicolon. */
  private static boolean asksFor(RoutingContext context, CharSequence header, String value) {
    String values = context.request().getHeader(header);
    if (values == null) {
      return false;
    }
    for (String one : values.split(",", -1)) {
      String[] parts = one.strip().split(";", 2);
      boolean refused = parts.length == 2 && parts[1].strip().matches("q=0(\\.0*)?");
      if (parts[0].strip().equalsIgnoreCase(value) && !refused) {
        return true;
      }
    }
    return false;
  }
}

package io.skep.console;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How browsers reach the console, and where they are. */
public final class Site {
  private static final int LONGEST_ORIGIN = 300;

  private final String publicUrl;
  private final Function<HttpServerRequest, String> clients;

  /**
   * A site.
   *
   * @param publicUrl the origin by which browsers reach it, such as {@code https://skep.example};
   *     empty where they reach it as it listens
   * @param clients the address of whoever sent a request, which a proxy may stand before
   */
  public Site(String publicUrl, Function<HttpServerRequest, String> clients) {
    this.publicUrl = publicUrl.toLowerCase(Locale.ROOT);
    this.clients = clients;
  }

  /** One that browsers reach as it listens, with no proxy before it. */
  public static Site plain() {
    return new Site("", request -> String.valueOf(request.remoteAddress().hostAddress()));
  }

  String client(HttpServerRequest request) {
    return clients.apply(request);
  }

  /** True if cookies are only to go over TLS. */
  boolean isSecure(HttpServerRequest request) {
    return request.isSSL() || publicUrl.startsWith("https:");
  }

  /** For links that people are given. */
  String origin(HttpServerRequest request) {
    return publicUrl.isEmpty() ? reached(request) : publicUrl;
  }

  /** As the request itself says it was sent to; empty where it doesn't say. */
  private static String reached(HttpServerRequest request) {
    HostAndPort authority = request.authority();
    if (authority == null || !authority.toString().matches("[A-Za-z0-9.:_\\[\\]-]{1,255}")) {
      return "";
    }
    String scheme = request.isSSL() ? "https://" : "http://";
    return scheme + authority.toString().toLowerCase(Locale.ROOT);
  }

  /**
   * True unless a page of another site asks: one that names another origin, or of which the browser
   * says so. A program says neither.
   */
  boolean isOwn(HttpServerRequest request) {
    if (request.method().name().equals("GET") || request.method().name().equals("HEAD")) {
      return true;
    }
    String fetchSite = request.getHeader("Sec-Fetch-Site");
    if (fetchSite != null) {
      // No page can set or leave out this header.
      return fetchSite.equals("same-origin") || fetchSite.equals("none");
    }
    return isOwn(request.getHeader("Origin"), request);
  }

  private boolean isOwn(@Nullable String origin, HttpServerRequest request) {
    if (origin == null) {
      return true;
    }
    String said = origin.length() > LONGEST_ORIGIN ? "" : origin.toLowerCase(Locale.ROOT);
    return !said.isEmpty() && (said.equals(publicUrl) || said.equals(reached(request)));
  }
}

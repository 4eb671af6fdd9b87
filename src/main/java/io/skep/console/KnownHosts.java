package io.skep.console;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * By which names the console may be asked for.
 *
 * <p>Whoever owns a name in the public DNS can have it mean this machine, and a page of that name
 * then counts to a browser as one of ours (DNS rebinding). So a name must be one that no stranger
 * can own: an IP address, one without a dot, one below a domain that is nobody's, or that of {@code
 * console.public-url}.
 *
 * <p>Programs own names too, as Prometheus does that finds its targets by them: {@code /health}
 * answers whatever the name is, and {@code /metrics} whoever does not look like a browser.
 */
final class KnownHosts {
  // Special use: RFC 6761, RFC 6762, RFC 8375, ICANN's resolution on .internal; and Kubernetes'.
  private static final List<String> NOBODYS =
      List.of(".localhost", ".local", ".internal", ".home.arpa", ".svc");

  private final String publicHost;

  /**
   * Those of a console.
   *
   * @param publicUrl as the operator has set it; empty for none
   */
  KnownHosts(String publicUrl) {
    @Nullable String host = publicUrl.isEmpty() ? null : URI.create(publicUrl).getHost();
    publicHost = host == null ? "" : host.toLowerCase(Locale.ROOT);
  }

  /** Answers those who ask by a name that may be a stranger's. */
  void check(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (isKnown(request.authority()) || isForAll(request)) {
      context.next();
    } else {
      ProblemDetails.send(
          context,
          421,
          "Misdirected request",
          "the console is not known by this name: set console.public-url to the address by which"
              + " browsers reach it, or ask for it by an IP address");
    }
  }

  private static boolean isForAll(HttpServerRequest request) {
    String path = request.path();
    return path != null
        && (path.startsWith("/health/") || (path.equals("/metrics") && !isBrowser(request)));
  }

  /** Over plain HTTP a browser does not say whether a page asks, but how it likes the answer. */
  private static boolean isBrowser(HttpServerRequest request) {
    String agent = request.getHeader(HttpHeaders.USER_AGENT);
    return request.headers().contains(HttpHeaders.ORIGIN)
        || request.headers().contains(HttpHeaders.REFERER)
        || request.headers().contains(HttpHeaders.ACCEPT_LANGUAGE)
        || request.headers().contains("Sec-Fetch-Site")
        || (agent != null && agent.startsWith("Mozilla/"));
  }

  private boolean isKnown(@Nullable HostAndPort authority) {
    // A browser always names one.
    return authority == null || isKnown(authority.host());
  }

  boolean isKnown(String name) {
    String host = name.toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
    return host.indexOf('.') < 0
        || host.indexOf(':') >= 0
        || host.matches("[0-9.]+")
        || host.equals(publicHost)
        || NOBODYS.stream().anyMatch(host::endsWith);
  }
}

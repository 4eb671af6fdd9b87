package io.skep.client;

import io.skep.client.TrackerException.Fault;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a tracker's URL that asking it needs.
 *
 * @param scheme how to ask
 * @param host a name, or an address without brackets
 * @param port 1 to 65535
 * @param target path and query as they are written, escapes and all; may be empty
 */
record TrackerUrl(Scheme scheme, String host, int port, String target) {
  /** How a tracker can be asked. */
  enum Scheme {
    HTTP(80),
    HTTPS(443),
    UDP(0);

    /** The port where the URL names none; 0 where it must name one. */
    private final int defaultPort;

    Scheme(int defaultPort) {
      this.defaultPort = defaultPort;
    }
  }

  // Not URI's own getHost: it has none for names with an underscore, as containers have them.
  private static final Pattern AUTHORITY =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([^\\[\\]@:]+))(?::([0-9]{0,5}))?");

  /**
   * Takes a URL apart.
   *
   * @throws TrackerException if it is none that can be asked
   */
  static TrackerUrl parse(URI written) throws TrackerException {
    URI url = URI.create(written.toASCIIString());
    Scheme scheme = scheme(url);
    String authority = url.getRawAuthority();
    if (authority == null) {
      throw new TrackerException(Fault.UNSUPPORTED, "the tracker's URL has no host");
    }
    if (authority.indexOf('@') >= 0) {
      throw new TrackerException(
          Fault.UNSUPPORTED, "a user's name in the tracker's URL is not supported");
    }
    Matcher parts = AUTHORITY.matcher(authority);
    if (!parts.matches()) {
      throw new TrackerException(Fault.UNSUPPORTED, "no host and port: '" + authority + "'");
    }
    String address = parts.group(1);
    String name = parts.group(2);
    String host = address != null ? address : String.valueOf(name);
    return new TrackerUrl(scheme, host, port(parts.group(3), scheme), target(url));
  }

  private static Scheme scheme(URI url) throws TrackerException {
    String name = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "http" -> Scheme.HTTP;
      case "https" -> Scheme.HTTPS;
      case "udp" -> Scheme.UDP;
      default ->
          throw new TrackerException(
              Fault.UNSUPPORTED, "a tracker's URL begins with http://, https:// or udp://");
    };
  }

  private static int port(@Nullable String digits, Scheme scheme) throws TrackerException {
    int port = digits == null || digits.isEmpty() ? scheme.defaultPort : Integer.parseInt(digits);
    if (port < 1 || port > 0xFFFF) {
      throw new TrackerException(
          Fault.UNSUPPORTED,
          digits == null ? "a udp:// URL needs a port" : "no such port: " + digits);
    }
    return port;
  }

  private static String target(URI url) {
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
  }

  /** Path and query as an HTTP request must have them. */
  String httpTarget() {
    return target.startsWith("/") ? target : "/" + target;
  }

  /** The same place with another path and query. */
  TrackerUrl withTarget(String otherTarget) {
    return new TrackerUrl(scheme, host, port, otherTarget);
  }

  /** Scheme, host and port: what may be shown, since the rest can hold a passkey. */
  @Override
  public String toString() {
    String shown = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return scheme.name().toLowerCase(Locale.ROOT) + "://" + shown + ":" + port;
  }
}

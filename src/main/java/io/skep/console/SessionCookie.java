package io.skep.console;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * The cookie that says which browser this is: {@code skep_session}, and over TLS {@code
 * __Host-skep_session}, which no other host below the same domain can set (RFC 6265bis). No page
 * can read it, and it does not come with what another site's page asks for.
 */
final class SessionCookie {
  private static final String PLAIN = "skep_session";
  private static final String SECURE = "__Host-skep_session";

  private final Site site;

  SessionCookie(Site site) {
    this.site = site;
  }

  private String name(HttpServerRequest request) {
    return site.isSecure(request) ? SECURE : PLAIN;
  }

  /**
   * The secrets that the request carries: more than one where somebody else has set a cookie of
   * this name too, for a part of the site or for a domain above it. Vert.x's own reading of cookies
   * would tell of one of them alone.
   */
  List<String> of(HttpServerRequest request) {
    String beginning = name(request) + "=";
    List<String> secrets = new ArrayList<>();
    for (String header : request.headers().getAll(HttpHeaders.COOKIE)) {
      for (String pair : header.split(";", -1)) {
        if (pair.strip().startsWith(beginning)) {
          secrets.add(pair.strip().substring(beginning.length()));
        }
      }
    }
    return secrets;
  }

  /** The header that takes it back. */
  String takenBack(HttpServerRequest request) {
    return takenBack(site.isSecure(request));
  }

  static String takenBack(boolean secure) {
    return given(secure, "", 0);
  }

  /**
   * The header that gives a browser its cookie.
   *
   * @param secure whether it is only to go over TLS
   * @param seconds for how long it is kept
   */
  static String given(boolean secure, String secret, long seconds) {
    return Cookie.cookie(secure ? SECURE : PLAIN, secret)
        .setPath("/")
        .setHttpOnly(true)
        .setSecure(secure)
        .setSameSite(CookieSameSite.STRICT)
        .setMaxAge(seconds)
        .encode();
  }
}

package io.skep.console;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;

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

  /** What the request carries; more than one where somebody else has set one too. */
  Set<Cookie> of(HttpServerRequest request) {
    return request.cookies(name(request));
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

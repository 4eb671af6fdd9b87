package io.skep.console;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Answers what went wrong in the form of RFC 9457. */
final class ProblemDetails {
  private ProblemDetails() {}

  static void send(RoutingContext context, ProblemException problem) {
    if (problem.waitSeconds() > 0) {
      String seconds = Long.toString(problem.waitSeconds());
      context.response().putHeader(HttpHeaders.RETRY_AFTER, seconds);
    }
    send(context, problem.status(), problem.title(), problem.detail());
  }

  static void send(RoutingContext context, int status, String title, String detail) {
    send(
        context,
        status,
        new JsonObject()
            .put("type", "about:blank")
            .put("title", title)
            .put("status", status)
            .put("detail", detail));
  }

  /** Answers that a code of the second factor is wanted beside the password. */
  static void codeWanted(RoutingContext context, String detail) {
    send(
        context,
        401,
        new JsonObject()
            .put("type", "about:blank")
            .put("title", "Unauthorized")
            .put("status", 401)
            .put("detail", detail)
            .put("second_factor", true));
  }

  private static void send(RoutingContext context, int status, JsonObject problem) {
    if (context.response().ended()) {
      return;
    }
    context
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
        .putHeader("X-Content-Type-Options", "nosniff")
        .end(problem.toBuffer());
  }

  /** Answers that a body is too large, and closes: the rest of it is not worth reading. */
  static void tooLarge(RoutingContext context, long maxBytes) {
    context.response().putHeader(HttpHeaders.CONNECTION, "close");
    send(
        context,
        413,
        "Content too large",
        "the body must not be larger than " + maxBytes + " bytes");
  }
}

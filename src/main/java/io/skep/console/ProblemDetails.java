package io.skep.console;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Answers what went wrong in the form of RFC 9457. */
final class ProblemDetails {
  private ProblemDetails() {}

  static void send(RoutingContext context, ProblemException problem) {
    send(context, problem.status(), problem.title(), problem.detail());
  }

  static void send(RoutingContext context, int status, String title, String detail) {
    if (context.response().ended()) {
      return;
    }
    JsonObject problem =
        new JsonObject()
            .put("type", "about:blank")
            .put("title", title)
            .put("status", status)
            .put("detail", detail);
    context
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
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

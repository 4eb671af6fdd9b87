package io.skep.cli;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;

/**
 * What a stranger could write into a name. Much of it the API refuses, and torrents and clients
 * bring the rest; so it is put into the answers on their way to the browser, wherever a name
 * stands.
 */
enum HostileText {
  HTML("<b class=evil onmouseover=alert(1)>x</b><img src=x onerror=alert(2)><iframe src=//x>"),
  SCRIPT("</script><script>alert(3)</script>`${alert(4)}`'\"><svg onload=alert(5)>{{1+1}}"),
  RIGHT_TO_LEFT("\u202e\u2066gpj.exe \u05d0\u05d1 \u0627\u0644\u0643\u062a\u0628\u200f\u0300"),
  TEN_THOUSAND("x".repeat(10_000)),
  LONE_SURROGATES("a" + HostileText.HIGH + "b" + HostileText.LOW + "c");

  // Neither Java's UTF-8 nor a socket carries these, so JSON's own escape is put in at the end.
  private static final String HIGH = "@high@";
  private static final String LOW = "@low@";
  private static final Set<String> NAMES =
      Set.of("name", "license", "note", "client", "agent", "words", "invited_by", "reason", "path");

  private final String text;

  HostileText(String text) {
    this.text = text;
  }

  /** From now on all answers to this page carry it. */
  void replaceAllNames(Page page) {
    page.route(
        url -> url.contains("/api/v1/") && !url.contains("/events"),
        route -> {
          APIResponse answer = route.fetch();
          if (!answer.headers().getOrDefault("content-type", "").contains("json")) {
            route.fulfill(new Route.FulfillOptions().setResponse(answer));
            return;
          }
          String body = replaced(new JsonObject(answer.text())).encode();
          route.fulfill(
              new Route.FulfillOptions()
                  .setResponse(answer)
                  .setBody(body.replace(HIGH, "\\ud800").replace(LOW, "\\udc00")));
        });
  }

  private JsonObject replaced(JsonObject object) {
    JsonObject other = new JsonObject();
    object.forEach(
        entry ->
            other.put(
                entry.getKey(),
                NAMES.contains(entry.getKey()) && entry.getValue() instanceof String
                    ? text
                    : replaced(entry.getValue())));
    return other;
  }

  private Object replaced(Object value) {
    if (value instanceof JsonObject object) {
      return replaced(object);
    }
    if (value instanceof JsonArray array) {
      JsonArray other = new JsonArray();
      array.forEach(one -> other.add(replaced(one)));
      return other;
    }
    return value;
  }
}

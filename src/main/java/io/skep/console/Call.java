package io.skep.console;

import io.skep.bittorrent.InfoHash;
import io.skep.storage.Browser;
import io.skep.storage.Token;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request that is what the contract says, to be answered on a worker.
 *
 * @param caller who asks
 * @param operation which operation of the contract it is
 * @param changes where a change is noted; null where nothing is private
 * @param parameters those given and those that have a default, by name, as the contract types them
 * @param body the JSON body, an empty object where there is none
 * @param file the body where it is a file, empty where it is not
 */
record Call(
    Caller caller,
    String operation,
    @Nullable Changes changes,
    Map<String, Object> parameters,
    JsonObject body,
    byte[] file) {

  /** A parameter that is there for certain: in the path, or with a default. */
  String text(String name) {
    return optional(name)
        .orElseThrow(() -> new IllegalStateException("the contract lacks " + name));
  }

  Optional<String> optional(String name) {
    return Optional.ofNullable((String) parameters.get(name));
  }

  long number(String name) {
    Object number = parameters.get(name);
    if (number == null) {
      throw new IllegalStateException("the contract lacks " + name);
    }
    return ((Number) number).longValue();
  }

  Optional<Boolean> flag(String name) {
    return Optional.ofNullable((Boolean) parameters.get(name));
  }

  Optional<InfoHash> hash(String name) {
    return optional(name).map(InfoHash::parse);
  }

  /** A time as seconds since the epoch. */
  Optional<Long> time(String name) throws ProblemException {
    Optional<String> text = optional(name);
    return text.isEmpty() ? Optional.empty() : Optional.of(Times.parse(name, text.get()));
  }

  Page page() {
    return new Page((int) number("offset"), (int) number("limit"));
  }

  /** What let the caller in; null where nothing is needed. */
  @Nullable Token token() {
    return caller.token();
  }

  /** The token, of an operation that needs one. */
  Token bearer() {
    Token token = caller.token();
    if (token == null) {
      throw new IllegalStateException("an operation that needs a token was let in without one");
    }
    return token;
  }

  /** The browser that asks, of an operation that is for browsers alone. */
  Browser browser() {
    Browser browser = caller.browser();
    if (browser == null) {
      throw new IllegalStateException("an operation for browsers was let in without one");
    }
    return browser;
  }

  /** Whether who was let in would be let in still; for an answer that goes on. */
  boolean isStillLetIn() {
    return caller.stillLetIn().getAsBoolean();
  }
}

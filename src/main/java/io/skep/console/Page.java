package io.skep.console;

import io.vertx.ext.web.RoutingContext;

/**
 * Which part of a list is asked for.
 *
 * @param offset how many entries are passed over, 0 to {@link #MAX_OFFSET}
 * @param limit how many are given, 1 to {@link #MAX_LIMIT}
 */
record Page(int offset, int limit) {
  static final int MAX_LIMIT = 1000;
  static final int MAX_OFFSET = 10_000_000;
  private static final int DEFAULT_LIMIT = 50;

  /**
   * Reads the parameters {@code offset} and {@code limit}.
   *
   * @throws IllegalArgumentException with a sentence for the client
   */
  static Page of(RoutingContext context) {
    return new Page(
        number(context, "offset", 0, 0, MAX_OFFSET),
        number(context, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT));
  }

  private static int number(RoutingContext context, String name, int otherwise, int min, int max) {
    String text = context.request().getParam(name);
    if (text == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(expectation(name, min, max), e);
    }
    throw new IllegalArgumentException(expectation(name, min, max));
  }

  private static String expectation(String name, int min, int max) {
    return name + " must be a whole number from " + min + " to " + max;
  }
}

package io.skep.console;

import java.util.Comparator;
import java.util.Map;

/**
 * What a list can be sorted by.
 *
 * <p>Where two entries are alike the order is one all the same, or pages would overlap.
 */
final class Sorting<T> {
  private final Map<String, Comparator<T>> orders;
  private final Comparator<T> amongEquals;

  Sorting(Map<String, Comparator<T>> orders, Comparator<T> amongEquals) {
    this.orders = orders;
    this.amongEquals = amongEquals;
  }

  /** Whether this is one of the orders. */
  boolean has(String text) {
    return orders.containsKey(text.startsWith("-") ? text.substring(1) : text);
  }

  /** The order of a {@code sort} parameter: a name, with {@code -} before it for largest first. */
  Comparator<T> by(String text) {
    boolean descending = text.startsWith("-");
    Comparator<T> order = orders.get(descending ? text.substring(1) : text);
    if (order == null) {
      throw new IllegalStateException("the contract allows an order that there is not: " + text);
    }
    return (descending ? order.reversed() : order).thenComparing(amongEquals);
  }
}

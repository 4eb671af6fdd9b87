package io.skep.cli;

import org.jspecify.annotations.Nullable;

/** A path with a query that grows. */
final class ApiQuery {
  private final StringBuilder path;
  private char next = '?';

  ApiQuery(String path) {
    this.path = new StringBuilder(path);
  }

  /** Adds a value; nothing where there is none. */
  ApiQuery with(String name, @Nullable Object value) {
    if (value != null) {
      path.append(next).append(name).append('=').append(ApiClient.encoded(value.toString()));
      next = '&';
    }
    return this;
  }

  /** Adds one of a closed set, in the API's small letters. */
  ApiQuery with(String name, @Nullable Enum<?> value) {
    return with(name, (Object) (value == null ? null : word(value)));
  }

  /** A choice as the API writes it. */
  static String word(Enum<?> choice) {
    return choice.name().toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public String toString() {
    return path.toString();
  }
}

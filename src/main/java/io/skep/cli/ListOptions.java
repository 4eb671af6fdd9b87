package io.skep.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every list has. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class ListOptions {
  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "How many to show at most (default: all).")
  long limit;

  @Option(names = "--sort", paramLabel = "F", description = "What to sort by, the smallest first.")
  private @Nullable String sort;

  @Option(names = "--reverse", description = "The largest first.")
  private boolean reverse;

  @Option(names = "--json", description = "Print JSON, one object a line.")
  boolean json;

  /** The order as the API takes it; null for its own. */
  @Nullable String order() {
    if (!reverse) {
      return sort;
    }
    return "-" + (sort == null ? "id" : sort);
  }
}

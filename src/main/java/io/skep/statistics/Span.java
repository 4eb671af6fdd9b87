package io.skep.statistics;

/** How far back figures go, and in which steps: the further back the wider. */
public enum Span {
  /** Second by second. */
  FIVE_MINUTES("5m", 1, 10, 300),
  /** In steps of ten seconds. */
  HOUR("1h", 10, 10, 360),
  /** In steps of a minute. */
  SIX_HOURS("6h", 60, 60, 360),
  /** In steps of four minutes. */
  DAY("24h", 240, 240, 360);

  private final String text;
  private final int stepSeconds;
  private final int latencySeconds;
  private final int rows;

  Span(String text, int stepSeconds, int latencySeconds, int rows) {
    this.text = text;
    this.stepSeconds = stepSeconds;
    this.latencySeconds = latencySeconds;
    this.rows = rows;
  }

  /** The span of this name. */
  public static Span named(String text) {
    for (Span span : values()) {
      if (span.text.equals(text)) {
        return span;
      }
    }
    throw new IllegalArgumentException("there is no span " + text);
  }

  /** How many seconds there are from one row to the next. */
  public int stepSeconds() {
    return stepSeconds;
  }

  /** Over how many seconds latencies are gathered: in a quiet second there are too few. */
  int latencySeconds() {
    return latencySeconds;
  }

  int rows() {
    return rows;
  }
}

package io.skep.load;

/** How peers spread over torrents. */
public sealed interface Popularity {
  /** Every torrent has as many peers as any other. */
  record Uniform() implements Popularity {}

  /**
   * The torrent of rank r has a share of the peers in proportion to {@code 1 / r^exponent}.
   *
   * @param exponent above 0, at most 4
   */
  record Zipf(double exponent) implements Popularity {
    /** Refuses exponents that are no distribution of torrents. */
    public Zipf {
      if (!(exponent > 0 && exponent <= 4)) {
        throw new IllegalArgumentException("the exponent of zipf is above 0 and at most 4");
      }
    }
  }

  /**
   * Reads {@code uniform}, {@code zipf} (exponent 1) or {@code zipf:0.8}.
   *
   * @throws IllegalArgumentException if it is none of them
   */
  static Popularity parse(String text) {
    if (text.equals("uniform")) {
      return new Uniform();
    }
    if (text.equals("zipf")) {
      return new Zipf(1);
    }
    if (text.matches("zipf:[0-9]{1,2}(\\.[0-9]{1,6})?")) {
      return new Zipf(Double.parseDouble(text.substring("zipf:".length())));
    }
    throw new IllegalArgumentException(
        "popularity is uniform, zipf or zipf:EXPONENT, not '" + text + "'");
  }
}

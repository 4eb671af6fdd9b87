package io.skep.load;

/**
 * How far a load is.
 *
 * @param part what is being done
 * @param share how much of this part is done, 0 to 1
 * @param answersPerSecond of late
 * @param wrong wrong answers so far
 * @param lost questions that were not answered so far
 */
public record LoadProgress(
    Part part, double share, double answersPerSecond, long wrong, long lost) {
  /** The parts of a load, in their order. */
  public enum Part {
    /** Sockets are opened, and over UDP connection ids fetched. */
    CONNECTING,
    /** Each peer announces once. */
    FILLING,
    /** The load itself, not counted yet. */
    WARMING_UP,
    /** The load itself. */
    MEASURING
  }
}

package io.skep.server;

/** How a request ended; a label of the metrics. */
enum Outcome {
  /** It was answered. */
  OK,
  /** It was understood and not let in. */
  REFUSED,
  /** It was not understood. */
  MALFORMED,
  /** We failed. */
  FAILED
}

package io.skep.cli;

/**
 * What a peer gave and took.
 *
 * @param given bytes
 * @param taken bytes
 */
record DemoAccount(long given, long taken) {
  /** The ratio as people read it; a dash where nothing was taken. */
  String ratio() {
    return taken == 0 ? "-" : Figures.ratio((double) given / taken);
  }
}

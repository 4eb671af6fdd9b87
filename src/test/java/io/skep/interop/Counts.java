package io.skep.interop;

/** What a scrape tells of a swarm (BEP 48, BEP 15). */
record Counts(long seeders, long leechers, long downloaded) {
  static final Counts NOBODY = new Counts(0, 0, 0);

  /** Whether these are others, up to so many downloads more. */
  boolean isUpTo(int more, Counts others) {
    return seeders == others.seeders
        && leechers == others.leechers
        && downloaded >= others.downloaded
        && downloaded <= others.downloaded + more;
  }
}

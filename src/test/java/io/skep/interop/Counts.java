package io.skep.interop;

/** What a scrape tells of a swarm (BEP 48, BEP 15). */
record Counts(long seeders, long leechers, long downloaded) {
  static final Counts NOBODY = new Counts(0, 0, 0);
}

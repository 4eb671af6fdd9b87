package io.skep.interop;

/**
 * How a client is to share.
 *
 * @param uploadKibPerSecond the most that it may send, 0 for no limit
 * @param byMagnet true if it is given the magnet link alone, and no .torrent (BEP 9)
 * @param encrypted true if it may speak encrypted only
 */
record Manner(int uploadKibPerSecond, boolean byMagnet, boolean encrypted) {
  /** As fast as it can. */
  static final Manner USUAL = new Manner(0, false, false);

  /** So slowly that a transfer lasts some seconds and can be watched. */
  static final Manner SLOW = new Manner(1024, false, false);

  static final Manner BY_MAGNET = new Manner(0, true, false);

  static final Manner ENCRYPTED = new Manner(0, false, true);
}

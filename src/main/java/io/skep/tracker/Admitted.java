package io.skep.tracker;

/**
 * Whom the tracker takes an announce to be from, and for what.
 *
 * @param user the user; 0 where the tracker doesn't know users
 * @param torrent the torrent, one number for both info-hashes of a hybrid (BEP 52); 0 where the
 *     tracker doesn't know torrents
 * @param warning why the client is told of no peers and no peer is told of it, in a sentence for
 *     its user; empty where nothing stands against it. Its bytes count all the same.
 */
public record Admitted(long user, long torrent, String warning) {
  /** Somebody unknown, in a tracker that doesn't ask who. */
  public static final Admitted ANYBODY = new Admitted(0, 0, "");

  /** True if the client is to be told of no peers, and no peer of it. */
  public boolean isRestricted() {
    return !warning.isEmpty();
  }
}

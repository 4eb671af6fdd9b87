package io.skep.registry;

/**
 * What is asked of a private tracker's users; 0 everywhere means that there is no such rule.
 *
 * @param maxSessions how many clients of a user may be in one torrent at once
 * @param maxAddresses at how many hosts these may be
 * @param maxDownloads how many torrents a user may fetch at once
 * @param minRatio what a leecher must have given for each byte taken; 1 is as much as it took
 * @param ratioFreeBytes so many bytes may be taken before {@code minRatio} is asked for
 * @param waitSeconds how long after a torrent was added a leecher of a low ratio must wait for it
 * @param waitRatio which ratio is too low to fetch at once
 * @param maxHitAndRuns how many torrents a leecher may have fetched without giving enough back;
 *     whoever has more is told of no peers
 */
public record AccessRules(
    int maxSessions,
    int maxAddresses,
    int maxDownloads,
    double minRatio,
    long ratioFreeBytes,
    long waitSeconds,
    double waitRatio,
    int maxHitAndRuns) {
  /** Nothing is asked of anybody. */
  public static final AccessRules NONE = new AccessRules(0, 0, 0, 0, 0, 0, 0, 0);

  /** Refuses what is no bound. */
  public AccessRules {
    if (maxSessions < 0
        || maxAddresses < 0
        || maxDownloads < 0
        || ratioFreeBytes < 0
        || waitSeconds < 0
        || maxHitAndRuns < 0) {
      throw new IllegalArgumentException("a rule's bound is at least 0");
    }
    if (!isRatio(minRatio) || !isRatio(waitRatio)) {
      throw new IllegalArgumentException("a rule's ratio is a number of at least 0");
    }
  }

  private static boolean isRatio(double value) {
    return value >= 0 && Double.isFinite(value);
  }
}

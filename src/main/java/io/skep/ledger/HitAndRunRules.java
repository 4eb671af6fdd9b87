package io.skep.ledger;

/**
 * What is asked of those whose download became complete: to seed so long, or to give so much back.
 *
 * @param enabled whether anything is asked
 * @param seedSeconds for how long is to be seeded; 0 where time alone never is enough
 * @param ratio bytes to be given for each that was taken there, as they were reported, and for the
 *     torrent's length at least; 0 where giving back alone never is enough
 * @param withinSeconds how much time there is for it since the download became complete
 * @param forgetSeconds after how much time since then it is forgotten; 0 for never
 */
public record HitAndRunRules(
    boolean enabled, long seedSeconds, double ratio, long withinSeconds, long forgetSeconds) {
  private static final long DAY = 86_400;

  /** Three days of seeding or as much given as taken, within ten days; forgotten after a year. */
  public static final HitAndRunRules DEFAULTS =
      new HitAndRunRules(true, 3 * DAY, 1.0, 10 * DAY, 365 * DAY);

  /** Asks nothing of anybody. */
  public static final HitAndRunRules NONE = new HitAndRunRules(false, 0, 0, 0, 0);

  /** Refuses what can't be meant. */
  public HitAndRunRules {
    if (seedSeconds < 0 || withinSeconds < 0 || forgetSeconds < 0 || !(ratio >= 0)) {
      throw new IllegalArgumentException("a hit-and-run rule has no negative figures");
    }
    if (enabled && seedSeconds == 0 && ratio == 0) {
      throw new IllegalArgumentException(
          "a hit-and-run rule needs a time of seeding or a ratio that is enough");
    }
  }
}

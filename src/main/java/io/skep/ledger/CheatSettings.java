package io.skep.ledger;

/**
 * The thresholds and modes of the rules for cheats; {@link #DEFAULTS} only watch.
 *
 * @param speed bytes reported faster than a line can be
 * @param uploadToNobody bytes given in a swarm that had nobody to take them
 * @param growingLeft more left to fetch than before
 * @param hiddenDownload less left to fetch with nothing downloaded
 * @param beganComplete complete at the first announce, with nothing downloaded here
 * @param manyAddresses one session at many hosts
 * @param unbalancedSwarms more given than taken, again and again with the same user
 */
public record CheatSettings(
    Speed speed,
    UploadToNobody uploadToNobody,
    GrowingLeft growingLeft,
    HiddenDownload hiddenDownload,
    BeganComplete beganComplete,
    ManyAddresses manyAddresses,
    Unbalanced unbalancedSwarms) {
  private static final long MIB = 1L << 20;

  /** What an operator begins with: every rule watches, none acts. */
  public static final CheatSettings DEFAULTS = all(RuleMode.WATCH);

  /**
   * The default thresholds, with one mode for all; what looks back at the books watches at most.
   */
  public static CheatSettings all(RuleMode mode) {
    return new CheatSettings(
        new Speed(mode, 250_000_000, 250_000_000, 300, 2),
        new UploadToNobody(mode, 16 * MIB),
        new GrowingLeft(mode, 64 * MIB),
        new HiddenDownload(mode, 16 * MIB),
        new BeganComplete(mode),
        new ManyAddresses(mode, 4),
        new Unbalanced(mode == RuleMode.OFF ? mode : RuleMode.WATCH, 1024 * MIB, 0.1, 5));
  }

  /**
   * Bytes reported faster than a line can be.
   *
   * @param uploadBytesPerSecond the bound for what is given; 0 for none
   * @param downloadBytesPerSecond the bound for what is taken; 0 for none
   * @param burstSeconds so many seconds' worth of bytes are let pass above the bound, since an
   *     announce may come late and the next one soon after it
   * @param clients with how many clients a user can be at the bound at once, at least 1
   */
  public record Speed(
      RuleMode mode,
      long uploadBytesPerSecond,
      long downloadBytesPerSecond,
      long burstSeconds,
      int clients) {
    /** Refuses what can't be meant. */
    public Speed {
      atLeastZero("a speed", uploadBytesPerSecond);
      atLeastZero("a speed", downloadBytesPerSecond);
      atLeastZero("a time of bursts", burstSeconds);
      if (clients < 1) {
        throw new IllegalArgumentException("a user has at least 1 client, not " + clients);
      }
    }
  }

  /**
   * Bytes given in a swarm that had nobody to take them.
   *
   * @param bytes so many in one announce are let pass
   */
  public record UploadToNobody(RuleMode mode, long bytes) {
    /** Refuses what can't be meant. */
    public UploadToNobody {
      atLeastZero("an amount", bytes);
    }
  }

  /**
   * More left to fetch than before.
   *
   * @param bytes a growth of so many is let pass: pieces whose hash did not fit
   */
  public record GrowingLeft(RuleMode mode, long bytes) {
    /** Refuses what can't be meant. */
    public GrowingLeft {
      atLeastZero("an amount", bytes);
    }
  }

  /**
   * Less left to fetch with nothing downloaded.
   *
   * @param bytes progress of so many in one announce is let pass
   */
  public record HiddenDownload(RuleMode mode, long bytes) {
    /** Refuses what can't be meant. */
    public HiddenDownload {
      atLeastZero("an amount", bytes);
    }
  }

  /** Complete at the first announce, with nothing downloaded here. */
  public record BeganComplete(RuleMode mode) {}

  /**
   * One session at many hosts within an interval and its grace.
   *
   * @param hosts so many are let pass, at least 1
   */
  public record ManyAddresses(RuleMode mode, int hosts) {
    /** Refuses what can't be meant. */
    public ManyAddresses {
      if (hosts < 1) {
        throw new IllegalArgumentException("a session has at least 1 host, not " + hosts);
      }
    }
  }

  /**
   * Swarms in which more was given than taken.
   *
   * @param mode {@link RuleMode#ACT} is refused: when the books are looked at it is too late to
   *     withhold
   * @param bytes a surplus of so many is let pass
   * @param share a surplus of such a part of what was taken is let pass
   * @param swarms in how many such swarms a user must have given much of the surplus, at least 1
   */
  public record Unbalanced(RuleMode mode, long bytes, double share, int swarms) {
    /** Refuses what can't be meant. */
    public Unbalanced {
      atLeastZero("an amount", bytes);
      if (mode == RuleMode.ACT) {
        throw new IllegalArgumentException(
            "the rule for unbalanced swarms looks back at the books: it can watch, not act");
      }
      if (!(share >= 0) || swarms < 1) {
        throw new IllegalArgumentException(
            "the rule for unbalanced swarms needs a share of at least 0 and at least 1 swarm");
      }
    }
  }

  private static void atLeastZero(String what, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(what + " is at least 0, not " + value);
    }
  }
}

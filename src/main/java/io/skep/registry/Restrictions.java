package io.skep.registry;

import io.skep.storage.Torrent;
import io.skep.storage.User;
import io.skep.storage.UserState;
import io.skep.tracker.Accounts;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What keeps a leecher from being told of peers: each rule in a sentence that names the figures and
 * what to do.
 */
final class Restrictions {
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private final AccessRules rules;
  private final Accounts accounts;

  Restrictions(AccessRules rules, Accounts accounts) {
    this.rules = rules;
    this.accounts = accounts;
  }

  /** The sentence for a user who is fetching the torrent; empty if nothing stands against it. */
  String of(User user, Torrent torrent, long now) {
    if (user.state() == UserState.NO_LEECH) {
      return "you may seed but not fetch: ask this tracker's staff";
    }
    String words = hitAndRuns(user.id());
    if (words.isEmpty()) {
      words = ratio(user.id());
    }
    if (words.isEmpty()) {
      words = waiting(user.id(), torrent, now);
    }
    return words.isEmpty() ? downloads(user.id(), torrent.id(), now) : words;
  }

  private String hitAndRuns(long user) {
    int most = rules.maxHitAndRuns();
    int count = most == 0 ? 0 : accounts.hitAndRuns(user);
    return count <= most
        ? ""
        : "you have "
            + torrents(count)
            + " not seeded enough and may have "
            + most
            + ": seed what you fetched";
  }

  private String ratio(long user) {
    double least = rules.minRatio();
    if (least == 0 || accounts.creditedDownloaded(user) <= rules.ratioFreeBytes()) {
      return "";
    }
    double ratio = ratioOf(user);
    return ratio >= least
        ? ""
        : "your ratio is "
            + shown(ratio)
            + " and must be at least "
            + shown(least)
            + ": seed what you have";
  }

  private String waiting(long user, Torrent torrent, long now) {
    long rest = rules.waitSeconds() - Math.max(0, now - torrent.addedAt());
    if (rest <= 0 || rules.waitRatio() == 0) {
      return "";
    }
    double ratio = ratioOf(user);
    return ratio >= rules.waitRatio()
        ? ""
        : "your ratio is "
            + shown(ratio)
            + ", below "
            + shown(rules.waitRatio())
            + ": wait "
            + time(rest)
            + " for this torrent, or seed what you have";
  }

  private String downloads(long user, long torrent, long now) {
    int most = rules.maxDownloads();
    int others = most == 0 ? 0 : accounts.otherDownloads(user, torrent, now);
    return most == 0 || others < most
        ? ""
        : "you are fetching "
            + torrents(others)
            + " and may fetch "
            + most
            + " at once: wait until one is complete, or stop one";
  }

  private double ratioOf(long user) {
    long downloaded = accounts.creditedDownloaded(user);
    return downloaded <= 0
        ? Double.POSITIVE_INFINITY
        : (double) accounts.creditedUploaded(user) / downloaded;
  }

  private static String torrents(int count) {
    return count == 1 ? "1 torrent" : count + " torrents";
  }

  /** Two digits, cut and not rounded: 0.599 is not 0.60 yet. */
  private static String shown(double ratio) {
    return BigDecimal.valueOf(ratio).setScale(2, RoundingMode.FLOOR).toPlainString();
  }

  private static String time(long seconds) {
    if (seconds < HOUR) {
      return ceil(seconds, MINUTE) + " min";
    }
    return seconds < 3 * DAY ? ceil(seconds, HOUR) + " h" : ceil(seconds, DAY) + " days";
  }

  private static long ceil(long seconds, long unit) {
    return (seconds + unit - 1) / unit;
  }
}

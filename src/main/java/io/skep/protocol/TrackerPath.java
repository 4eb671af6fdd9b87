package io.skep.protocol;

import io.skep.bittorrent.RequestException;

/**
 * The path of a tracker's URL: what it asks for, and the passkey in it.
 *
 * <p>{@code /announce}, {@code /announce/PASSKEY} and {@code /PASSKEY/announce} (the last as other
 * trackers hand it out); the same for {@code scrape}; {@code .php} behind the word is let pass,
 * since old torrents have it.
 *
 * @param action what it asks for
 * @param passkey what names the user; empty where the path has none
 */
public record TrackerPath(Action action, String passkey) {
  /** What a path can ask for. */
  public enum Action {
    /** An announce. */
    ANNOUNCE,
    /** A scrape (BEP 48). */
    SCRAPE,
    /** Anything else. */
    NONE
  }

  private static final int MAX_PASSKEY = 128;
  private static final TrackerPath PLAIN_ANNOUNCE = new TrackerPath(Action.ANNOUNCE, "");
  private static final TrackerPath PLAIN_SCRAPE = new TrackerPath(Action.SCRAPE, "");
  private static final TrackerPath OTHER = new TrackerPath(Action.NONE, "");

  /** Parses the path of a URL, of which {@code end} characters are path and the rest is query. */
  public static TrackerPath parse(String url, int end) {
    if (end == 9 && url.startsWith("/announce")) {
      return PLAIN_ANNOUNCE;
    }
    if (end == 7 && url.startsWith("/scrape")) {
      return PLAIN_SCRAPE;
    }
    if (end == 0 || url.charAt(0) != '/') {
      return OTHER;
    }
    String path = url.substring(1, end > 1 && url.charAt(end - 1) == '/' ? end - 1 : end);
    int slash = path.indexOf('/');
    if (slash < 0) {
      return of(action(path), "");
    }
    String first = path.substring(0, slash);
    String second = path.substring(slash + 1);
    Action action = action(first);
    return action == Action.NONE ? of(action(second), first) : of(action, second);
  }

  /**
   * Parses path and query of a URL, as the URL data of a UDP announce has them (BEP 41); a passkey
   * in the query counts where the path has none.
   *
   * @throws RequestException if the query's passkey can't be one
   */
  public static TrackerPath parseUrlData(String url) throws RequestException {
    int mark = url.indexOf('?');
    TrackerPath path = parse(url, mark < 0 ? url.length() : mark);
    RawQuery query = new RawQuery(url, mark < 0 ? url.length() : mark + 1);
    while (path.passkey.isEmpty() && query.next()) {
      if (query.name().equals("passkey")) {
        path = new TrackerPath(path.action, query.passkey());
      }
    }
    return path;
  }

  private static TrackerPath of(Action action, String passkey) {
    boolean known = action != Action.NONE && isPasskeyOrEmpty(passkey);
    return known ? new TrackerPath(action, passkey) : OTHER;
  }

  private static Action action(String word) {
    return switch (word) {
      case "announce", "announce.php" -> Action.ANNOUNCE;
      case "scrape", "scrape.php" -> Action.SCRAPE;
      default -> Action.NONE;
    };
  }

  /**
   * Letters, digits, {@code -} and {@code _}: what needs no escape in a URL and does no harm in a
   * log.
   */
  static boolean isPasskeyOrEmpty(String text) {
    if (text.length() > MAX_PASSKEY) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!plain && c != '-' && c != '_') {
        return false;
      }
    }
    return true;
  }
}

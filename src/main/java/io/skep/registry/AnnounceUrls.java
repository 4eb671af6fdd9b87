package io.skep.registry;

import java.util.List;

/**
 * Where the tracker is announced to: what a user's own announce URLs are made of.
 *
 * @param bases such as {@code http://tracker.example:6969/announce}, best first
 */
public record AnnounceUrls(List<String> bases) {
  /** Keeps a copy; a slash at the end of a base is left out. */
  public AnnounceUrls {
    bases = bases.stream().map(AnnounceUrls::withoutSlash).toList();
  }

  private static String withoutSlash(String base) {
    return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
  }

  /**
   * The announce URLs with a passkey, such as {@code http://tracker.example:6969/announce/PASSKEY}.
   *
   * @param passkey empty for URLs without one, as a tracker that isn't private has them
   */
  public List<String> with(String passkey) {
    return passkey.isEmpty() ? bases : bases.stream().map(base -> base + "/" + passkey).toList();
  }
}

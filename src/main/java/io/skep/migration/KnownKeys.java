package io.skep.migration;

import java.util.HashMap;
import java.util.Map;

/**
 * The names or info-hashes that an export has had so far, so that one that comes again is noticed.
 *
 * <p>Beyond {@value #MAX} no more are kept; those after them are looked at by the tracker alone,
 * which takes the later of two.
 */
public final class KnownKeys {
  /** The most that are kept, in some hundreds of megabytes. */
  public static final int MAX = 3_000_000;

  private final Map<String, Long> lines = new HashMap<>();

  /**
   * Keeps one.
   *
   * @throws RowException if it has come before
   */
  public void add(String key, long line) throws RowException {
    Long before = lines.size() < MAX ? lines.putIfAbsent(key, line) : lines.get(key);
    if (before != null) {
      throw new RowException("is about the same as line " + before);
    }
  }
}

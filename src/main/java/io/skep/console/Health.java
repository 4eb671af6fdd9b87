package io.skep.console;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Whether the tracker is ready: each part says so for itself. Safe for use by several threads. */
public final class Health {
  private final Map<String, Boolean> parts = new ConcurrentHashMap<>();

  /** Takes note that a part is ready, or that it isn't. */
  public void report(String part, boolean ready) {
    parts.put(part, ready);
  }

  /** True if something has reported, and everything that has is ready. */
  boolean isReady() {
    return !parts.isEmpty() && !parts.containsValue(false);
  }

  Map<String, Boolean> parts() {
    return new LinkedHashMap<>(parts);
  }
}

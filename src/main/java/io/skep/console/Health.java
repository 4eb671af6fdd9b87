package io.skep.console;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether the tracker is ready: each part says so for itself. Safe for use by several threads.
 *
 * <p>A part without which the tracker still answers is reported as aside: it is shown, but does not
 * make the tracker unready, or else an orchestrator would take away what still works.
 */
public final class Health {
  private final Map<String, Boolean> parts = new ConcurrentHashMap<>();
  private final Set<String> aside = ConcurrentHashMap.newKeySet();

  /** Takes note that a part is ready, or that it isn't. */
  public void report(String part, boolean ready) {
    parts.put(part, ready);
  }

  /** Takes note of a part without which the tracker still answers. */
  public void reportAside(String part, boolean ready) {
    aside.add(part);
    parts.put(part, ready);
  }

  /** True if something has reported, and everything that it needs is ready. */
  boolean isReady() {
    boolean ready = !parts.isEmpty();
    for (Map.Entry<String, Boolean> part : parts.entrySet()) {
      ready &= part.getValue() || aside.contains(part.getKey());
    }
    return ready;
  }

  Map<String, Boolean> parts() {
    return new LinkedHashMap<>(parts);
  }
}

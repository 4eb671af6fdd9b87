package io.skep.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Policy;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Looks into the two caches of a {@link CaffeineSwarmStore}. */
final class TierCheck {
  private TierCheck() {}

  /**
   * One living swarm an info-hash, none of them closed, each in the tier it believes to be in, and
   * the caches charge what the swarms weigh and stay within their bounds.
   */
  static void assertSound(CaffeineSwarmStore store) {
    Set<Object> infoHashes = new HashSet<>();
    for (Map.Entry<String, Cache<?, ?>> tier : store.tiers().entrySet()) {
      Cache<?, ?> cache = tier.getValue();
      cache.cleanUp();
      long weight = 0;
      for (Map.Entry<?, ?> entry : cache.asMap().entrySet()) {
        assertTrue(infoHashes.add(entry.getKey()), "in both tiers");
        Swarm swarm = (Swarm) entry.getValue();
        assertFalse(swarm.isClosed());
        assertEquals(tier.getKey().equals("established"), swarm.isEstablished());
        assertTrue(swarm.weight() > swarm.size(), "a peer weighs 1 at least, and so does a swarm");
        assertTrue(swarm.weight() <= 2 + swarm.size() + swarm.size() / 8, "to within an eighth");
        weight += swarm.weight();
      }
      Policy.Eviction<?, ?> eviction = cache.policy().eviction().orElseThrow();
      assertEquals(weight, eviction.weightedSize().orElseThrow());
      assertTrue(weight <= eviction.getMaximum());
    }
  }

  static long evictions(CaffeineSwarmStore store) {
    return store.tiers().values().stream().mapToLong(tier -> tier.stats().evictionCount()).sum();
  }

  static long evictions(CaffeineSwarmStore store, String tier) {
    return Objects.requireNonNull(store.tiers().get(tier)).stats().evictionCount();
  }
}

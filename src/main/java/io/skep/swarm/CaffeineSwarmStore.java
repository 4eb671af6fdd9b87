package io.skep.swarm;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Announcement;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.SwarmCounts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Swarms in two Caffeine caches, whose weight is peers: the established ones, and the newcomers.
 *
 * <p>A swarm is made only within the newcomers' {@code compute} of its info-hash, and only where
 * the established cache has none; it moves up within the same {@code compute}, the established
 * cache being filled before the newcomers' entry goes. So at any moment an info-hash has at most
 * one living swarm, and one that an eviction has closed is out of reach before the next is made.
 */
public final class CaffeineSwarmStore implements SwarmStore {
  private static final int NEWCOMERS_SHARE = 8;
  private static final int NEWCOMER_SHARE = 8;
  private static final int MIN_PEERS_OF_NEWCOMER = 64;

  private final SwarmLimits limits;
  private final Cache<InfoHash, Swarm> established;
  private final Policy.Eviction<InfoHash, Swarm> establishedRoom;
  private final Cache<InfoHash, Swarm> newcomers;
  private final int maxPeersOfNewcomer;
  private final TotalsCounter totals = new TotalsCounter();
  private final ThreadLocal<PeerSample> samples;

  /** A store within these limits, with a fresh source of chance for each thread. */
  public CaffeineSwarmStore(SwarmLimits limits) {
    this(limits, ThreadLocalRandom::current);
  }

  CaffeineSwarmStore(
      SwarmLimits limits, java.util.function.Supplier<? extends RandomGenerator> randoms) {
    this.limits = limits;
    this.samples = ThreadLocal.withInitial(() -> new PeerSample(randoms.get()));
    long newcomersWeight = limits.maxPeers() / NEWCOMERS_SHARE;
    // A swarm heavier than its tier would be put out whole.
    this.maxPeersOfNewcomer =
        (int)
            Math.min(
                limits.maxPeersPerSwarm(),
                Math.max(MIN_PEERS_OF_NEWCOMER, newcomersWeight / NEWCOMER_SHARE));
    this.newcomers = cache(newcomersWeight);
    this.established = cache(limits.maxPeers() - newcomersWeight);
    this.establishedRoom = established.policy().eviction().orElseThrow();
  }

  private Cache<InfoHash, Swarm> cache(long maxWeight) {
    return Caffeine.newBuilder()
        .maximumWeight(maxWeight)
        .weigher((InfoHash infoHash, Swarm swarm) -> swarm.weight())
        .evictionListener((infoHash, swarm, cause) -> evicted(swarm, cause))
        // An eviction is a few words of work: handing it to another thread costs more.
        .executor(Runnable::run)
        .recordStats()
        .build();
  }

  private void evicted(@Nullable Swarm swarm, RemovalCause cause) {
    if (swarm != null && cause.wasEvicted()) {
      close(swarm);
    }
  }

  /** Each peer of a swarm that is put out leaves it, as if it had said so. */
  private void close(Swarm swarm) {
    synchronized (swarm) {
      if (!swarm.isClosed()) {
        swarm.close();
        totals.changed(seeders(swarm), others(swarm), 0, 0);
      }
    }
  }

  private static int seeders(Swarm swarm) {
    return swarm.size(Role.SEEDER);
  }

  private static int others(Swarm swarm) {
    return swarm.size(Role.LEECHER) + swarm.size(Role.PARTIAL_SEED);
  }

  /** The caches by the name of their tier, for metrics. */
  public Map<String, Cache<?, ?>> tiers() {
    return Map.of("established", established, "newcomers", newcomers);
  }

  @Override
  public Answer announce(AnnounceRequest request, int wanted, long now) {
    return announceInPlace(request, wanted, now).kept();
  }

  @Override
  public SwarmAnswer announceInPlace(Announcement request, int wanted, long now) {
    PeerSample sample = samples.get();
    while (true) {
      boolean leaves = request.event() == Event.STOPPED;
      Swarm swarm = leaves ? find(request.infoHash()) : findOrMake(request.infoHash(), now);
      if (swarm == null) {
        if (leaves) {
          sample.answer().clear();
          return sample.answer();
        }
        continue;
      }
      Claim claim;
      boolean reweigh;
      synchronized (swarm) {
        if (swarm.isClosed()) {
          continue;
        }
        claim = swarm.claim(request, now, limits.interval() / 2);
        announce(swarm, sample, request, leaves ? 0 : wanted, now);
        reweigh = swarm.reweigh();
      }
      if (claim == Claim.LASTING || (claim == Claim.SHARED && hasRoomForShared())) {
        promote(request.infoHash(), swarm);
      } else if (reweigh) {
        tellWeight(request.infoHash());
      }
      return sample.answer();
    }
  }

  private void announce(
      Swarm swarm, PeerSample sample, Announcement request, int wanted, long now) {
    int seedersBefore = seeders(swarm);
    int othersBefore = others(swarm);
    int completedBefore = swarm.completed();
    totals.expired(swarm.expireSlice(now, limits.ttl()));
    swarm.choose(sample, request, wanted, now, limits.ttl());
    if (!swarm.update(request, now, maxPeers(swarm))) {
      totals.refused();
    }
    int completed = swarm.completed();
    int seeders = seeders(swarm);
    int leechers = swarm.size(Role.LEECHER);
    int others = leechers + swarm.size(Role.PARTIAL_SEED);
    totals.completed(completed - completedBefore);
    totals.changed(seedersBefore, othersBefore, seeders, others);
    sample.answer().count(seeders, others, completed, leechers);
  }

  /** How many peers this swarm may have. */
  int maxPeers(Swarm swarm) {
    return swarm.isEstablished() ? limits.maxPeersPerSwarm() : maxPeersOfNewcomer;
  }

  /** After how many seconds of silence a peer is forgotten. */
  int ttl() {
    return limits.ttl();
  }

  /** Whether what peers say of themselves is kept. */
  boolean hasAccounting() {
    return limits.accounting();
  }

  private @Nullable Swarm find(InfoHash infoHash) {
    Swarm swarm = established.getIfPresent(infoHash);
    if (swarm == null) {
      swarm = newcomers.getIfPresent(infoHash);
    }
    // It may have moved up between the two looks, and moves but once.
    return swarm == null ? established.getIfPresent(infoHash) : swarm;
  }

  /** Null where the swarm has moved up meanwhile; then it is found by looking again. */
  private @Nullable Swarm findOrMake(InfoHash infoHash, long now) {
    Swarm swarm = find(infoHash);
    if (swarm != null) {
      return swarm;
    }
    return newcomers
        .asMap()
        .computeIfAbsent(
            infoHash,
            absent ->
                established.getIfPresent(absent) == null
                    ? new Swarm(limits.accounting(), now)
                    : null);
  }

  /**
   * Two addresses are soon had, so nobody is put out for a swarm that has no more to show; and the
   * established ones must be able to grow.
   */
  private boolean hasRoomForShared() {
    return establishedRoom.weightedSize().orElseThrow() < establishedRoom.getMaximum() / 8 * 7;
  }

  private void promote(InfoHash infoHash, Swarm swarm) {
    newcomers
        .asMap()
        .computeIfPresent(
            infoHash,
            (key, current) -> {
              if (current != swarm) {
                return current;
              }
              synchronized (swarm) {
                swarm.establish();
              }
              established.put(key, swarm);
              return null;
            });
  }

  /** Caffeine weighs an entry when it is written, and only then. */
  private void tellWeight(InfoHash infoHash) {
    if (established.asMap().computeIfPresent(infoHash, (key, swarm) -> swarm) == null) {
      newcomers.asMap().computeIfPresent(infoHash, (key, swarm) -> swarm);
    }
  }

  @Override
  public SwarmCounts counts(InfoHash infoHash) {
    Swarm swarm = find(infoHash);
    if (swarm == null) {
      return SwarmCounts.EMPTY;
    }
    synchronized (swarm) {
      return swarm.isClosed() ? SwarmCounts.EMPTY : swarm.counts();
    }
  }

  @Override
  public void forEach(BiConsumer<InfoHash, SwarmCounts> visitor) {
    forEachSummary(summary -> visitor.accept(summary.infoHash(), summary.counts()));
  }

  @Override
  public List<Summary> summaries() {
    List<Summary> summaries = new ArrayList<>();
    forEachSummary(summaries::add);
    return summaries;
  }

  private void forEachSummary(Consumer<Summary> visitor) {
    established.asMap().forEach((infoHash, swarm) -> visitor.accept(summary(infoHash, swarm)));
    newcomers
        .asMap()
        .forEach(
            (infoHash, swarm) -> {
              Summary summary;
              synchronized (swarm) {
                // One that is on its way up is in both tiers for a moment, and was shown above.
                summary = swarm.isEstablished() ? null : summary(infoHash, swarm);
              }
              if (summary != null) {
                visitor.accept(summary);
              }
            });
  }

  private static Summary summary(InfoHash infoHash, Swarm swarm) {
    synchronized (swarm) {
      return new Summary(infoHash, swarm.counts(), swarm.lastAnnounce());
    }
  }

  @Override
  public Members members(InfoHash infoHash, int offset, int limit, long now) {
    Swarm swarm = find(infoHash);
    if (swarm == null) {
      return new Members(new Summary(infoHash, SwarmCounts.EMPTY, 0), List.of());
    }
    synchronized (swarm) {
      return new Members(summary(infoHash, swarm), swarm.peers(offset, limit, now));
    }
  }

  @Override
  public void forEachPeer(PeerVisitor visitor) {
    established.asMap().forEach((infoHash, swarm) -> show(infoHash, swarm, true, visitor));
    newcomers.asMap().forEach((infoHash, swarm) -> show(infoHash, swarm, false, visitor));
  }

  private static void show(
      InfoHash infoHash, Swarm swarm, boolean inEstablished, PeerVisitor visitor) {
    int slices;
    synchronized (swarm) {
      // One that is on its way up is in both tiers for a moment.
      slices = swarm.isEstablished() == inEstablished ? swarm.slices() : 0;
    }
    for (int slice = 0; slice < slices; slice++) {
      synchronized (swarm) {
        if (swarm.isClosed()) {
          return;
        }
        swarm.showSlice(slice, infoHash, visitor);
      }
    }
  }

  @Override
  public Totals totals() {
    return totals.totals();
  }

  @Override
  public void sweep(long now) {
    for (Cache<InfoHash, Swarm> tier : List.of(established, newcomers)) {
      tier.asMap().forEach((infoHash, swarm) -> sweep(tier, infoHash, swarm, now));
      tier.cleanUp();
    }
  }

  private void sweep(Cache<InfoHash, Swarm> tier, InfoHash infoHash, Swarm swarm, long now) {
    int slices;
    synchronized (swarm) {
      slices = swarm.slices();
    }
    for (int slice = 0; slice < slices; slice++) {
      synchronized (swarm) {
        expireSlice(swarm, now);
      }
    }
    boolean disposable;
    boolean reweigh;
    synchronized (swarm) {
      disposable = swarm.isDisposable(now, limits.retention());
      reweigh = swarm.reweigh();
    }
    if (disposable) {
      dispose(tier, infoHash, now);
    } else if (reweigh) {
      tellWeight(infoHash);
    }
  }

  private void expireSlice(Swarm swarm, long now) {
    if (swarm.isClosed()) {
      return;
    }
    int seedersBefore = seeders(swarm);
    int othersBefore = others(swarm);
    totals.expired(swarm.expireSlice(now, limits.ttl()));
    totals.changed(seedersBefore, othersBefore, seeders(swarm), others(swarm));
  }

  private void dispose(Cache<InfoHash, Swarm> tier, InfoHash infoHash, long now) {
    tier.asMap()
        .computeIfPresent(
            infoHash,
            (key, swarm) -> {
              synchronized (swarm) {
                if (!swarm.isDisposable(now, limits.retention())) {
                  return swarm;
                }
                swarm.close();
                return null;
              }
            });
  }

  /** Is shown copies of swarms. */
  interface CopyVisitor {
    /** Is shown one swarm. */
    void visit(InfoHash infoHash, SwarmCopy copy) throws IOException;
  }

  /**
   * Shows a copy of each swarm once, the established ones first; those that come or go meanwhile
   * may be left out.
   */
  void forEachCopy(CopyVisitor visitor) throws IOException {
    for (Map.Entry<InfoHash, Swarm> entry : established.asMap().entrySet()) {
      SwarmCopy copy = copy(entry.getValue());
      if (copy != null) {
        visitor.visit(entry.getKey(), copy);
      }
    }
    for (Map.Entry<InfoHash, Swarm> entry : newcomers.asMap().entrySet()) {
      SwarmCopy copy = copy(entry.getValue());
      // One that has moved up meanwhile is in both tiers for a moment, or was shown above.
      if (copy != null && !copy.established()) {
        visitor.visit(entry.getKey(), copy);
      }
    }
  }

  private static @Nullable SwarmCopy copy(Swarm swarm) {
    synchronized (swarm) {
      return swarm.isClosed() ? null : swarm.copy();
    }
  }

  /**
   * Takes in a swarm that was written down, and that nobody else has seen yet.
   *
   * @return false, and nothing is done, if there is one of this info-hash or nothing to remember
   */
  boolean restore(InfoHash infoHash, Swarm swarm, long now) {
    synchronized (swarm) {
      if (swarm.isDisposable(now, limits.retention())) {
        return false;
      }
      swarm.reweigh();
    }
    boolean[] taken = new boolean[1];
    newcomers
        .asMap()
        .compute(
            infoHash,
            (key, current) -> {
              if (current != null || established.getIfPresent(key) != null) {
                return current;
              }
              taken[0] = true;
              // Before an eviction can count them out.
              totals.changed(0, 0, seeders(swarm), others(swarm));
              if (!swarm.isEstablished()) {
                return swarm;
              }
              established.put(key, swarm);
              return null;
            });
    return taken[0];
  }
}

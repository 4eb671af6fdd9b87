package io.skep.ledger;

import io.skep.storage.LedgerStore;
import io.skep.storage.LedgerStore.StandingQuery;
import io.skep.storage.LedgerStore.StandingSort;
import io.skep.storage.Standing;
import io.skep.storage.StorageException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Looks through the books for swarms in which more was given than taken, and for the users that
 * such swarms have in common.
 *
 * <p>What is given in a swarm is taken in it, but for what leechers took that left without a word.
 * In a single swarm that says nothing of who lied: its seeders gave much too, and honestly. A user
 * is found who gave much of the surplus in many such swarms, and in few others. Those who lie most
 * alone are taken out first; a swarm whose books are right without them speaks against nobody else.
 */
public final class UnbalancedSwarms {
  static final String NAME = "unbalanced-swarms";

  /** How many swarms are looked into in one run, those of the greatest surplus. */
  static final int MAX_SWARMS = 500;

  /** How many of those that gave most are looked at in each of them. */
  static final int MAX_GIVERS = 50;

  /** How many users are looked into in one run, those in most of the swarms. */
  static final int MAX_USERS = 100;

  /** In how many swarms a user's giving is looked at. */
  static final int MAX_STANDINGS = 1000;

  /** How many swarms the evidence lists. */
  static final int MAX_LISTED = 20;

  /** Of how many users it is remembered that they were found. */
  private static final int MAX_REMEMBERED = 10_000;

  /** What part of a surplus a user must have given for the swarm to speak against the user. */
  private static final double PART = 0.25;

  /** What part of the swarms a user gave in must be unbalanced. */
  private static final double MOST = 0.5;

  private final LedgerStore store;
  private final CheatSettings.Unbalanced settings;
  private final Findings findings;
  private final Map<Long, Long> surplusFound = new HashMap<>();
  private final AtomicLong unbalanced = new AtomicLong();

  /** Looks through these books. */
  public UnbalancedSwarms(LedgerStore store, CheatSettings.Unbalanced settings, Findings findings) {
    this.store = store;
    this.settings = settings;
    this.findings = findings;
  }

  /**
   * Looks through the books once; blocks, so it is for a worker, every hour or so.
   *
   * @return how many users were found that were not found with as great a surplus before
   */
  public synchronized int run(long now) throws StorageException {
    if (settings.mode() == RuleMode.OFF) {
      return 0;
    }
    Map<Long, Suspect> suspects = suspects(swarms());
    List<Suspect> left = recurring(suspects);
    for (Suspect suspect : left) {
      suspect.gaveIn(gaveIn(suspect.user()));
    }
    int found = 0;
    for (Suspect next = worst(left); next != null; next = worst(left)) {
      left.remove(next);
      found += report(next, now);
      next.takeOut();
    }
    return found;
  }

  /** In how many swarms more was given than taken, by more than is let pass, at the last run. */
  public long unbalanced() {
    return unbalanced.get();
  }

  private List<UnbalancedSwarm> swarms() throws StorageException {
    PriorityQueue<UnbalancedSwarm> greatest =
        new PriorityQueue<>(Comparator.comparingLong(UnbalancedSwarm::surplus));
    long[] count = new long[1];
    store.forEachTorrent(
        books -> {
          UnbalancedSwarm swarm = new UnbalancedSwarm(books);
          if (isUnbalanced(swarm)) {
            count[0]++;
            greatest.add(swarm);
            if (greatest.size() > MAX_SWARMS) {
              greatest.remove();
            }
          }
        });
    unbalanced.set(count[0]);
    return List.copyOf(greatest);
  }

  private boolean isUnbalanced(UnbalancedSwarm swarm) {
    double letPass = Math.max(settings.bytes(), settings.share() * swarm.downloaded());
    return swarm.surplus() > letPass;
  }

  private Map<Long, Suspect> suspects(List<UnbalancedSwarm> swarms) throws StorageException {
    Map<Long, Suspect> suspects = new HashMap<>();
    for (UnbalancedSwarm swarm : swarms) {
      StandingQuery givers =
          new StandingQuery(0, swarm.torrent(), StandingSort.UPLOADED, 0, MAX_GIVERS);
      for (Standing standing : store.standings(givers)) {
        // What the user took there is set against nothing: it is what lies are told to make good.
        long given = standing.balance().uploaded();
        if (given >= PART * swarm.surplus()) {
          suspects.computeIfAbsent(standing.user(), Suspect::new).gave(swarm, given);
        }
      }
    }
    return suspects;
  }

  private List<Suspect> recurring(Map<Long, Suspect> suspects) {
    List<Suspect> recurring = new ArrayList<>();
    suspects.values().stream()
        .filter(suspect -> suspect.swarms() >= settings.swarms())
        .sorted(
            Comparator.comparingInt((Suspect suspect) -> suspect.swarms())
                .reversed()
                .thenComparingLong(Suspect::user))
        .limit(MAX_USERS)
        .forEach(recurring::add);
    return recurring;
  }

  /** In how many swarms the user gave as much as makes a swarm unbalanced. */
  private int gaveIn(long user) throws StorageException {
    StandingQuery most = new StandingQuery(user, 0, StandingSort.UPLOADED, 0, MAX_STANDINGS);
    int gaveIn = 0;
    for (Standing standing : store.standings(most)) {
      if (standing.balance().uploaded() > settings.bytes()) {
        gaveIn++;
      }
    }
    return gaveIn;
  }

  /** The one in whose swarms the books are wrong most often; null where none is left. */
  private @Nullable Suspect worst(List<Suspect> left) {
    Suspect worst = null;
    for (Suspect suspect : left) {
      suspect.forgetSwarms(swarm -> !isUnbalanced(swarm));
      if (suspect.swarms() >= settings.swarms()
          && suspect.part() >= MOST
          && (worst == null || suspect.isWorseThan(worst))) {
        worst = suspect;
      }
    }
    return worst;
  }

  /** Books stay wrong for ever: the same surplus is not found again with every run. */
  private int report(Suspect suspect, long now) {
    long surplus = suspect.surplus();
    @Nullable Long before = surplusFound.get(suspect.user());
    if (before != null && surplus - before <= settings.bytes()) {
      return 0;
    }
    if (surplusFound.size() >= MAX_REMEMBERED) {
      surplusFound.clear();
    }
    surplusFound.put(suspect.user(), surplus);
    findings.found(NAME, false, suspect.user(), 0, now, suspect.evidence(MAX_LISTED).json());
    return 1;
  }
}

package io.skep.console;

import io.skep.bittorrent.InfoHash;
import io.skep.geography.Countries;
import io.skep.registry.Torrents;
import io.skep.storage.Torrent;
import io.skep.swarm.Role;
import io.skep.swarm.SwarmStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Peers and their bytes by country: sums, and nothing of any one peer.
 *
 * <p>All swarms are gone through when somebody asks, and once in a while at most. To count while
 * announces come would cost each announce something for a picture that few look at; to count while
 * the ledger writes would need an address in every row that waits, and would have nothing to show
 * where nobody is known. What is shown are therefore those who are there now, with what they have
 * given and taken since each of them started.
 *
 * <p>A client that takes part over IPv4 and IPv6 is counted under each address. Of the two swarms
 * of a hybrid the larger one is counted, for most are in both.
 */
final class PeerMap {
  /**
   * A country.
   *
   * @param code two letters; empty where it is not known
   */
  record Row(
      String code, long peers, long seeders, long leechers, long uploaded, long downloaded) {}

  /**
   * All countries with somebody in them, those with most peers first.
   *
   * @param at when they were counted, in seconds
   */
  record Sample(long at, List<Row> rows) {}

  private static final long FRESH_SECONDS = 60;

  // So that not more than a hundredth of one processor is spent on it, however many peers there
  // are.
  private static final long SHARE = 100;

  private final SwarmStore swarms;
  private final Countries countries;
  private final @Nullable Torrents torrents;
  private final LongSupplier seconds;
  private @Nullable Sample latest;
  private long freshUntil;

  PeerMap(
      SwarmStore swarms, Countries countries, @Nullable Torrents torrents, LongSupplier seconds) {
    this.swarms = swarms;
    this.countries = countries;
    this.torrents = torrents;
    this.seconds = seconds;
  }

  Countries.Source source() {
    return countries.source();
  }

  /** The sums, as they are or were not long ago; blocks while they are counted. */
  synchronized Sample sample() {
    long now = seconds.getAsLong();
    Sample known = latest;
    if (known != null && now < freshUntil) {
      return known;
    }
    long start = System.nanoTime();
    Sample fresh = new Sample(now, count());
    long took = System.nanoTime() - start;
    freshUntil = now + Math.max(FRESH_SECONDS, TimeUnit.NANOSECONDS.toSeconds(took * SHARE));
    latest = fresh;
    return fresh;
  }

  /** The sums of one country. */
  private static final class Sum {
    private long seeders;
    private long leechers;
    private long uploaded;
    private long downloaded;
  }

  private List<Row> count() {
    List<String> codes = countries.codes();
    Sum[] sums = new Sum[codes.size()];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = new Sum();
    }
    InfoHash[] last = new InfoHash[1];
    boolean[] counted = new boolean[1];
    swarms.forEachPeer(
        (infoHash, address, role, uploaded, downloaded) -> {
          // Peers of a swarm come one after the other.
          if (!infoHash.equals(last[0])) {
            last[0] = infoHash;
            counted[0] = isCounted(infoHash);
          }
          if (counted[0]) {
            Sum sum = sums[countries.numberOf(address)];
            sum.seeders += role == Role.SEEDER ? 1 : 0;
            sum.leechers += role == Role.SEEDER ? 0 : 1;
            sum.uploaded = sum(sum.uploaded, uploaded);
            sum.downloaded = sum(sum.downloaded, downloaded);
          }
        });
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < sums.length; i++) {
      Sum sum = sums[i];
      long peers = sum.seeders + sum.leechers;
      if (peers > 0) {
        rows.add(
            new Row(codes.get(i), peers, sum.seeders, sum.leechers, sum.uploaded, sum.downloaded));
      }
    }
    rows.sort(Comparator.comparingLong(Row::peers).reversed().thenComparing(Row::code));
    return List.copyOf(rows);
  }

  /**
   * Peers say what they like: their figures may be more than fits, and must not come out below 0.
   */
  private static long sum(long sum, long more) {
    long whole = sum + Math.max(0, more);
    return whole < 0 ? Long.MAX_VALUE : whole;
  }

  private boolean isCounted(InfoHash infoHash) {
    Torrents known = torrents;
    Torrent torrent = known == null ? null : known.find(infoHash).orElse(null);
    if (torrent == null || torrent.infoHashes().size() < 2) {
      return true;
    }
    InfoHash first = torrent.infoHashes().get(0);
    InfoHash second = torrent.infoHashes().get(1);
    return infoHash.equals(size(second) > size(first) ? second : first);
  }

  private int size(InfoHash infoHash) {
    return swarms.counts(infoHash).complete() + swarms.counts(infoHash).incomplete();
  }
}

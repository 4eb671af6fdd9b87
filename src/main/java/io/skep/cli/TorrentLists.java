package io.skep.cli;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.skep.registry.TorrentList;
import io.skep.registry.TorrentListException;
import io.vertx.core.Vertx;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * The operator's lists of torrents, read again when they change.
 *
 * @param allowed the only torrents that are served; null for all
 * @param denied torrents that are not served; null for none
 */
record TorrentLists(@Nullable TorrentList allowed, @Nullable TorrentList denied) {
  private static final Logger LOG = System.getLogger(TorrentLists.class.getName());

  static TorrentLists open(TrackerOptions options) throws TorrentListException {
    return new TorrentLists(
        options.mode() == TrackerMode.LISTED ? open(options.allowedTorrents()) : null,
        open(options.deniedTorrents()));
  }

  private static @Nullable TorrentList open(String path) throws TorrentListException {
    return path.isEmpty() ? null : TorrentList.open(java.nio.file.Path.of(path));
  }

  void watch(Vertx vertx, long everyMillis, MeterRegistry registry) {
    Counter failures =
        Counter.builder("skep.torrent.list.reload.failures")
            .description("Changed lists of torrents that could not be read; the old ones hold")
            .register(registry);
    watch(vertx, everyMillis, registry, failures, allowed, "allow");
    watch(vertx, everyMillis, registry, failures, denied, "deny");
  }

  private static void watch(
      Vertx vertx,
      long everyMillis,
      MeterRegistry registry,
      Counter failures,
      @Nullable TorrentList list,
      String name) {
    if (list == null) {
      return;
    }
    Gauge.builder("skep.torrent.list.size", list, TorrentList::size)
        .description("Info-hashes in the list")
        .tag("list", name)
        .register(registry);
    RecurringWarning warning = new RecurringWarning(LOG);
    vertx.setPeriodic(
        everyMillis,
        timer ->
            vertx
                .executeBlocking(list::reload)
                .onComplete(
                    read -> {
                      warning.gone();
                      if (read) {
                        LOG.log(Level.INFO, "read {0}: {1} info-hashes", list.path(), list.size());
                      }
                    },
                    failure -> {
                      failures.increment();
                      warning.found("the old list holds: " + failure.getMessage());
                    }));
  }
}

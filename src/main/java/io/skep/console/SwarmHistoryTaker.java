package io.skep.console;

import io.skep.statistics.SwarmHistory;
import io.skep.storage.Torrent;
import io.skep.swarm.SwarmStore;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Notes once in a step how many are in each registered torrent. Without a registry nothing is
 * noted: anybody could fill the history with made-up torrents.
 */
final class SwarmHistoryTaker {
  private final ConsoleServer.@Nullable PrivateParts site;
  private final SwarmStore swarms;
  private final LongSupplier seconds;
  private final SwarmHistory history;
  private long lastStep = -1;

  SwarmHistoryTaker(ConsoleServer.Parts parts, SwarmHistory history) {
    site = parts.privateParts();
    swarms = parts.swarms();
    seconds = parts.seconds();
    this.history = history;
  }

  /** Goes through all torrents where a step has begun; on a worker. */
  void takeIfDue() {
    ConsoleServer.PrivateParts known = site;
    long now = seconds.getAsLong();
    long step = now / SwarmHistory.STEP_SECONDS;
    if (known == null || step == lastStep) {
      return;
    }
    lastStep = step;
    known.torrents().forEach(torrent -> note(torrent, now));
    history.trim(now);
  }

  private void note(Torrent torrent, long now) {
    Crowd crowd = Crowd.of(torrent, swarms);
    history.note(torrent.id(), crowd.seeders(), crowd.leechers(), now);
  }
}

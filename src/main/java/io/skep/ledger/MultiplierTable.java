package io.skep.ledger;

import io.skep.storage.Multiplier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The multipliers as announces ask for them. Does not change.
 *
 * <p>Each list has those first that end last, so that whoever looks stops at the first one that is
 * over.
 */
final class MultiplierTable {
  static final MultiplierTable EMPTY = new MultiplierTable(List.of());

  private final List<Multiplier> ofSite = new ArrayList<>();
  private final Map<Long, List<Multiplier>> ofUser = new HashMap<>();
  private final Map<Long, List<Multiplier>> ofTorrent = new HashMap<>();

  MultiplierTable(List<Multiplier> multipliers) {
    List<Multiplier> lastFirst = new ArrayList<>(multipliers);
    lastFirst.sort(Comparator.comparingLong(Multiplier::endsAt).reversed());
    for (Multiplier multiplier : lastFirst) {
      switch (multiplier.subject()) {
        case SITE -> ofSite.add(multiplier);
        case USER ->
            ofUser.computeIfAbsent(multiplier.subjectId(), id -> new ArrayList<>()).add(multiplier);
        case TORRENT ->
            ofTorrent
                .computeIfAbsent(multiplier.subjectId(), id -> new ArrayList<>())
                .add(multiplier);
      }
    }
  }

  /**
   * The best for the user of all that held at any second after {@code after}, up to and with {@code
   * now}; at {@code now} where that is no time at all.
   */
  Percents inForce(long user, long torrent, long after, long now) {
    Best best = new Best(Math.min(after, now - 1), now);
    best.look(ofSite);
    if (!ofUser.isEmpty()) {
      best.look(ofUser.getOrDefault(user, List.of()));
    }
    if (!ofTorrent.isEmpty()) {
      best.look(ofTorrent.getOrDefault(torrent, List.of()));
    }
    return best.found();
  }

  private static final class Best {
    private final long after;
    private final long now;
    private int upload = -1;
    private int download = -1;

    Best(long after, long now) {
      this.after = after;
      this.now = now;
    }

    void look(List<Multiplier> lastFirst) {
      for (int i = 0; i < lastFirst.size(); i++) {
        Multiplier multiplier = lastFirst.get(i);
        if (multiplier.endsAt() - 1 <= after) {
          return;
        }
        if (multiplier.startsAt() <= now && multiplier.startsAt() < multiplier.endsAt()) {
          upload = Math.max(upload, multiplier.uploadPercent());
          download =
              download < 0
                  ? multiplier.downloadPercent()
                  : Math.min(download, multiplier.downloadPercent());
        }
      }
    }

    Percents found() {
      return upload < 0 ? Percents.PLAIN : new Percents(upload, download);
    }
  }
}

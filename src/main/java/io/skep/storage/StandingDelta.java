package io.skep.storage;

/** By how much one standing changes with a batch. */
final class StandingDelta {
  /** Whose it is, in the order of the table. */
  record Key(long user, long torrent) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int order = Long.compare(user, other.user);
      return order == 0 ? Long.compare(torrent, other.torrent) : order;
    }
  }

  final Key key;
  final Sums sums = new Sums();
  long seedSeconds;
  long completedAt;
  long firstSeen;
  long lastSeen;
  long left = -1;

  /** Whether {@link #left} is news; a line alone says nothing of it. */
  boolean leftTold;

  StandingDelta(Key key) {
    this.key = key;
  }

  void add(CreditLine line) {
    sums.add(line);
    if (line.reason() == CreditLine.Reason.ANNOUNCE
        || line.reason() == CreditLine.Reason.WITHHELD) {
      seen(line.at());
    }
  }

  void add(StandingChange change) {
    seedSeconds = Math.addExact(seedSeconds, change.seedSeconds());
    if (change.completed() && completedAt == 0) {
      completedAt = change.at();
    }
    if (!leftTold || change.at() >= lastSeen) {
      left = change.left();
      leftTold = true;
    }
    seen(change.at());
  }

  private void seen(long at) {
    firstSeen = firstSeen == 0 ? at : Math.min(firstSeen, at);
    lastSeen = Math.max(lastSeen, at);
  }
}

package io.skep.swarm;

import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import org.jspecify.annotations.Nullable;

/** Is shown what is in a snapshot, in its order. */
interface SnapshotVisitor {
  /** Looks away. */
  SnapshotVisitor NONE =
      new SnapshotVisitor() {
        @Override
        public void begin(long writtenAt) {}

        @Override
        public void swarm(InfoHash infoHash, SwarmCopy swarm) {}

        @Override
        public void peer(
            Role role, PeerAddress address, int age, @Nullable SnapshotAccount account) {}

        @Override
        public void endOfSwarm() {}
      };

  /** When it was written, in seconds. */
  void begin(long writtenAt);

  /** A swarm begins; its copy has no buckets, the peers follow. */
  void swarm(InfoHash infoHash, SwarmCopy swarm);

  /**
   * A peer of the swarm that began last.
   *
   * @param age how long it had been silent, in seconds
   * @param account null where the snapshot has none
   */
  void peer(Role role, PeerAddress address, int age, @Nullable SnapshotAccount account);

  /** All peers of the swarm were shown. */
  void endOfSwarm();
}

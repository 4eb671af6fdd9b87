package io.skep.ledger;

import io.skep.bittorrent.PeerAddress;
import java.util.Random;

/** The clients of those who lie, each in one way. */
final class SimulatedCheats {
  private SimulatedCheats() {}

  /** Says that it gives so many bytes a second more than it does. */
  static SimulatedClient moreUpload(
      long user, long torrent, long size, long have, long bytesPerSecond, Random random) {
    return new SimulatedClient(user, torrent, size, have, random) {
      @Override
      long reportedUploaded(long now) {
        return super.reportedUploaded(now) + (now - SimulatedSite.START) * bytesPerSecond;
      }
    };
  }

  /** Says that it takes nothing. */
  static SimulatedClient hiddenDownload(long user, long torrent, long size, Random random) {
    return new SimulatedClient(user, torrent, size, 0, random) {
      @Override
      long reportedDownloaded(long now) {
        return 0;
      }
    };
  }

  /** Says that it has more left each time. */
  static SimulatedClient growingLeft(long user, long torrent, long size, Random random) {
    return new SimulatedClient(user, torrent, size, size, random) {
      @Override
      long reportedLeft(long now) {
        return now == SimulatedSite.START
            ? 0
            : Math.min(size, (now - SimulatedSite.START) * 50_000);
      }
    };
  }

  /** One session that several people use at several places. */
  static SimulatedClient passedAround(long user, long torrent, long size, Random random) {
    return new SimulatedClient(user, torrent, size, size, random) {
      @Override
      int ways() {
        return 6;
      }

      @Override
      PeerAddress address(int way) {
        return PeerAddress.ipv4(0x0A000000 + way * 0x10000, 6881);
      }
    };
  }
}

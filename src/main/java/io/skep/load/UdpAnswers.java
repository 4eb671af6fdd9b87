package io.skep.load;

import io.skep.bittorrent.PeerList;
import io.skep.bittorrent.SwarmCounts;
import io.skep.protocol.UdpResponse;

/** Checks what a UDP tracker answers, as far as the asker doesn't matter. */
final class UdpAnswers {
  private UdpAnswers() {}

  /**
   * Checks the answer to an announce.
   *
   * @return how many peers it tells
   */
  static int check(UdpResponse.Announce announce, boolean ipv4, int numwant)
      throws WrongAnswerException {
    int length = ipv4 ? PeerList.IPV4_LENGTH : PeerList.IPV6_LENGTH;
    int bytes = announce.peers().length;
    if (bytes % length != 0) {
      throw new WrongAnswerException(
          Flaw.WRONG_LENGTH, "the peers take " + bytes + " bytes, not a multiple of " + length);
    }
    if (announce.interval() < 1 || announce.seeders() < 0 || announce.leechers() < 0) {
      throw new WrongAnswerException(
          Flaw.OUT_OF_RANGE,
          "interval %d, seeders %d, leechers %d"
              .formatted(announce.interval(), announce.seeders(), announce.leechers()));
    }
    return peers(bytes / length, numwant);
  }

  static int peers(int told, int numwant) throws WrongAnswerException {
    if (told > numwant) {
      throw new WrongAnswerException(
          Flaw.TOO_MANY_PEERS, told + " peers, and " + numwant + " were wanted");
    }
    return told;
  }

  /** Checks the answer to a scrape of so many torrents. */
  static void check(UdpResponse.Scrape scrape, int asked) throws WrongAnswerException {
    if (scrape.swarms().size() != asked) {
      throw new WrongAnswerException(
          Flaw.WRONG_LENGTH,
          "counts of " + scrape.swarms().size() + " torrents, and " + asked + " were asked for");
    }
    for (SwarmCounts counts : scrape.swarms()) {
      if (counts.complete() < 0 || counts.incomplete() < 0 || counts.downloaded() < 0) {
        throw new WrongAnswerException(Flaw.OUT_OF_RANGE, "a count below 0");
      }
    }
  }
}

package io.skep.client;

import java.util.OptionalLong;

/**
 * How far a transfer is at one moment.
 *
 * @param state what it is doing
 * @param name the torrent's name as the torrent has it: make it plain before it is shown; for a
 *     magnet link the link's name or the info-hash until the metadata has come
 * @param length the content's length in bytes; 0 while it is not known
 * @param have how many of these bytes are verified and on disk
 * @param pieces how many pieces there are; 0 while it is not known
 * @param piecesHave how many of them are verified and on disk
 * @param downloaded bytes of content taken from peers, by this run and earlier ones
 * @param uploaded bytes of content given to peers, by this run and earlier ones
 * @param downloadRate bytes per second, over the last seconds
 * @param uploadRate bytes per second, over the last seconds
 * @param peers how many peers it is connected with, seeds counted
 * @param seeds how many of them have the whole content
 * @param etaSeconds how long the rest takes at this rate; empty where nobody can say
 * @param checked how much of the content is checked, 0 to 1, while it is {@link State#CHECKING}
 * @param tracker how it stands with the trackers, in one phrase without a passkey, fit for a
 *     terminal; empty where there is none
 * @param availability how many whole copies the connected peers have between them: the whole part
 *     is how often the rarest piece is there, the fraction how many pieces are there more often
 */
public record TransferProgress(
    State state,
    String name,
    long length,
    long have,
    int pieces,
    int piecesHave,
    long downloaded,
    long uploaded,
    double downloadRate,
    double uploadRate,
    int peers,
    int seeds,
    OptionalLong etaSeconds,
    double checked,
    String tracker,
    double availability) {
  /** What a transfer can be doing. */
  public enum State {
    /** It opens its files and its port. */
    STARTING,
    /** It fetches the torrent's metadata from peers (BEP 9). */
    METADATA,
    /** It hashes what lies in the folder. */
    CHECKING,
    /** It fetches what is missing, and gives what it has. */
    DOWNLOADING,
    /** It has everything, and gives. */
    SEEDING,
    /** It has ended. */
    STOPPED
  }

  /**
   * How much it has given for what it has taken. A seed that took nothing is measured by the
   * content's length instead, as clients usually do; 0 while that is not known either.
   */
  public double ratio() {
    long base = downloaded > 0 ? downloaded : length;
    return base == 0 ? 0 : (double) uploaded / base;
  }

  /** True if everything is verified and on disk. */
  public boolean isComplete() {
    return pieces > 0 && piecesHave == pieces;
  }
}

package io.skep.storage;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The books: baselines, credit history, totals. */
public interface LedgerStore {
  /**
   * Which lines of the history are asked for.
   *
   * @param user 0 for all
   * @param torrent 0 for all
   * @param from the first second, 0 for all
   * @param to the first second that is not asked for any more, {@link Long#MAX_VALUE} for all
   * @param newestFirst or oldest first
   * @param offset how many are passed over
   * @param limit how many are wanted at most
   */
  record LineQuery(
      long user, long torrent, long from, long to, boolean newestFirst, int offset, int limit) {}

  /**
   * Which standings are asked for.
   *
   * @param user 0 for all
   * @param torrent 0 for all
   * @param sort by what, largest first
   * @param offset how many are passed over
   * @param limit how many are wanted at most
   */
  record StandingQuery(long user, long torrent, StandingSort sort, int offset, int limit) {}

  /** By what standings are put in order. */
  enum StandingSort {
    /** The last announce. */
    LAST_SEEN,
    /** Bytes given that count. */
    UPLOADED,
    /** Bytes taken that count. */
    DOWNLOADED,
    /** Time of seeding. */
    SEED_SECONDS
  }

  /**
   * Commits a batch, all of it or nothing. One that was committed before changes nothing.
   *
   * <p>With it go all totals: the user's, the torrent's, and those between them. {@code completed}
   * of a user and a torrent counts as a snatch once for ever.
   *
   * @throws StorageUnavailableException if the same batch is to be tried again
   * @throws StorageException if it would be refused again: a total beyond a long, a user below 1, a
   *     note with a NUL or half a surrogate pair
   */
  void commit(LedgerBatch batch) throws StorageException;

  /**
   * Shows what is in the journal, in the order of the ids, once no transaction of an earlier run is
   * under way any more.
   */
  void forEachJournalEntry(Consumer<JournalEntry> visitor) throws StorageException;

  /** Shows every baseline that was seen at {@code since} or later. */
  void forEachSession(long since, Consumer<SessionRow> visitor) throws StorageException;

  /** Forgets the baselines that were seen last before {@code time}; how many there were. */
  int forgetSessions(long time) throws StorageException;

  /** The highest id that a session has or had; 0 if there is none. */
  long lastSessionId() throws StorageException;

  /** When a session was seen last, whichever it was, in seconds; 0 if there is none. */
  long lastSeen() throws StorageException;

  /** Shows every user's balance. */
  void forEachBalance(BiConsumer<Long, Balance> visitor) throws StorageException;

  /** Shows every torrent's books. */
  void forEachTorrent(Consumer<TorrentBooks> visitor) throws StorageException;

  /** Lines of the history, by time and within a second in the order they were written. */
  List<CreditLine> lines(LineQuery query) throws StorageException;

  /** How many lines there are of those asked for, offset and limit left aside. */
  long countLines(LineQuery query) throws StorageException;

  /**
   * What a user's clients reported and were credited, by day from {@code from} on, the oldest
   * first; days on which nothing was are left out, and so is what came by hand or from elsewhere.
   */
  List<DaySum> days(long user, long from) throws StorageException;

  /** What is between users and torrents. */
  List<Standing> standings(StandingQuery query) throws StorageException;

  /** How many there are of those asked for, offset and limit left aside. */
  long countStandings(StandingQuery query) throws StorageException;

  /** What is between this user and this torrent. */
  Optional<Standing> standing(long user, long torrent) throws StorageException;

  /**
   * Shows those standings whose download became complete from {@code since} on, which is what a
   * hit-and-run rule has to look at.
   */
  void forEachCompleted(long since, Consumer<Standing> visitor) throws StorageException;

  /** The same of one user alone. */
  void forEachCompleted(long user, long since, Consumer<Standing> visitor) throws StorageException;

  /** Compares all totals with the sums of the history; an empty list if the books are right. */
  List<Discrepancy> check() throws StorageException;
}

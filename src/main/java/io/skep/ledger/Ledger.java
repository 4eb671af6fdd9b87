package io.skep.ledger;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.SwarmCounts;
import io.skep.storage.Balance;
import io.skep.storage.CreditLine;
import io.skep.storage.LedgerStore;
import io.skep.storage.MultiplierStore;
import io.skep.storage.StorageException;
import io.skep.storage.StorageUnavailableException;
import io.skep.storage.TorrentBooks;
import io.skep.tracker.Accounts;
import io.skep.tracker.Admitted;
import io.skep.tracker.AnnounceListener;
import io.skep.tracker.Departures;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The account of what every user gives and takes.
 *
 * <p>A session is one client of a user in a torrent, whatever address, transport, tracker URL or
 * info-hash of a hybrid it comes by: found by its key (BEP 7) where it sends one, else or failing
 * that by its peer id. For each the books keep how far its counters are credited, for weeks after
 * it was seen last, and credit the increase. {@link CounterStep} tells how they know that counters
 * have begun again, or that a packet is late. A session that is not known begins at 0: all that a
 * client reports since its {@code started} counts, even if that was lost.
 *
 * <p>Bytes count by the best multipliers that were in force at any second since the session's
 * announce before, no further back than an interval and its grace. Time of seeding is wall time,
 * counted once for each user and torrent however many clients seed.
 *
 * <p>An announce takes effect only while there is room to write it. Where there is none, the next
 * one brings its bytes again; one that stops, or shows that its counters have begun again, is
 * refused for a minute, since no other would tell so. One that stops, becomes complete or begins
 * again is answered once it is durable; but while the database is away only who stops is kept
 * waiting, and after a few seconds is told to try again.
 *
 * <p>Everything is in memory. What is asked on event loops never blocks but for a user's monitor,
 * which is held for microseconds. Safe for use by several threads.
 */
public final class Ledger implements AnnounceListener, Accounts {
  private static final Future<Void> DONE = Future.succeededFuture();

  private final LedgerStore store;
  private final LedgerRules rules;
  private final HitAndRuns hitAndRuns;
  private final EntrySink sink;
  private final Multipliers multipliers;
  private final LedgerMemory memory;
  private final Tallies tallies = new Tallies();
  private final AnnounceNotes notes;

  private Ledger(
      LedgerStore store,
      LedgerRules rules,
      CheatRules cheatRules,
      HitAndRuns hitAndRuns,
      EntrySink sink,
      Multipliers multipliers,
      LedgerMemory memory,
      long lastSessionId,
      Departures departures) {
    this.store = store;
    this.rules = rules;
    this.hitAndRuns = hitAndRuns;
    this.sink = sink;
    this.multipliers = multipliers;
    this.memory = memory;
    this.notes =
        new AnnounceNotes(
            rules,
            cheatRules,
            multipliers,
            sink,
            new AtomicLong(lastSessionId),
            tallies,
            departures);
    memory.forEachAccount(account -> tallies.sessions.add(account.sessions()));
  }

  /**
   * Loads the books; blocks. The writer must have brought what the last run left to the database.
   *
   * @param departures told where in swarms clients are no more
   * @throws StorageException if they can't be read
   */
  public static Ledger open(
      LedgerStore store,
      MultiplierStore multipliers,
      LedgerWriter writer,
      CheatRules rules,
      HitAndRuns hitAndRuns,
      LedgerRules ledgerRules,
      Departures departures,
      long now)
      throws StorageException {
    EntrySink sink = EntrySink.of(writer);
    return open(store, multipliers, sink, rules, hitAndRuns, ledgerRules, departures, now);
  }

  static Ledger open(
      LedgerStore store,
      MultiplierStore multipliers,
      EntrySink sink,
      CheatRules rules,
      HitAndRuns hitAndRuns,
      LedgerRules ledgerRules,
      Departures departures,
      long now)
      throws StorageException {
    return new Ledger(
        store,
        ledgerRules,
        rules,
        hitAndRuns,
        sink,
        Multipliers.load(multipliers),
        LedgerMemory.load(store, ledgerRules, now),
        store.lastSessionId(),
        departures);
  }

  @Override
  public Future<Void> announced(
      Admitted who, AnnounceRequest request, SwarmCounts counts, long now) {
    if (who.user() == 0 || who.torrent() == 0) {
      return DONE;
    }
    Account account = memory.account(who.user());
    TorrentAccount books = memory.torrent(who.torrent());
    Announce announce =
        new Announce(account, who.torrent(), books, request, who.isRestricted(), counts, now);
    synchronized (account) {
      return notes.note(announce);
    }
  }

  /** What a user has given and taken over all. */
  public Balance balance(long user) {
    Account account = memory.find(user);
    if (account == null) {
      return Balance.ZERO;
    }
    synchronized (account) {
      return account.totals().balance();
    }
  }

  /** Both sides of a torrent's books. */
  public TorrentBooks books(long torrent) {
    TorrentAccount books = memory.findTorrent(torrent);
    return books == null ? new TorrentBooks(torrent, Balance.ZERO, 0) : books.books(torrent);
  }

  /**
   * The sessions of a user in a torrent, 0 for all of them; a list of as many as there are, so
   * {@link #forEachSession} is for whoever wants few of many. Not for an event loop where the user
   * is 0.
   */
  public List<SessionView> sessions(long user, long torrent, long now) {
    List<SessionView> views = new ArrayList<>();
    forEachSession(user, torrent, now, views::add);
    return views;
  }

  /**
   * Shows the sessions of a user in a torrent, 0 for all of them, those of a user together. Not for
   * an event loop where the user is 0.
   */
  public void forEachSession(long user, long torrent, long now, Consumer<SessionView> visitor) {
    memory.forEachSession(user, torrent, now - rules.patience(), visitor);
  }

  /** The multipliers. */
  public Multipliers multipliers() {
    return multipliers;
  }

  /**
   * Adds to a user's totals what no announce has brought; negative figures take away. They count as
   * they are.
   *
   * @param torrent where; 0 for none
   * @param note why, for people
   * @return succeeded once it is durable; failed with an {@link IllegalArgumentException} if it is
   *     more than the books can hold, with a {@link StorageUnavailableException} if nothing can be
   *     noted now, both with nothing done; failed with a {@link
   *     io.skep.bittorrent.RequestException} if it is noted but takes long to become durable
   */
  public Future<Void> correct(
      long user,
      long torrent,
      long uploaded,
      long downloaded,
      String note,
      CreditLine.Reason reason,
      long now) {
    if (!sink.hasRoom()) {
      return Future.failedFuture(
          new StorageUnavailableException(
              "the database is away or too slow; nothing was changed, try again later", null));
    }
    Balance change = new Balance(uploaded, downloaded, uploaded, downloaded);
    CreditLine line =
        new CreditLine(
            now,
            user,
            torrent,
            0,
            reason,
            uploaded,
            downloaded,
            uploaded,
            downloaded,
            100,
            100,
            note);
    Account account = memory.account(user);
    TorrentAccount books = torrent == 0 ? null : memory.torrent(torrent);
    synchronized (account) {
      if (!account.totals().canTake(change) || (books != null && !books.takes(change))) {
        return Future.failedFuture(
            new IllegalArgumentException("that is more than the books can hold"));
      }
      account.totals().add(change);
      return sink.writeDurably(new LedgerWriter.Entry(null, line, null));
    }
  }

  /**
   * Forgets the sessions that were not seen for as long as they are kept, in memory and in the
   * database. Blocks; to be called every hour or so.
   */
  public void sweep(long now) throws StorageException {
    long time = now - rules.keepSeconds();
    memory.forEachAccount(
        account -> {
          synchronized (account) {
            tallies.sessions.add(-account.forget(time));
          }
        });
    store.forgetSessions(time);
  }

  /** How much the books hold, and what became of announces. */
  public LedgerCounts counts() {
    return tallies.counts(memory.users(), memory.torrents());
  }

  @Override
  public long creditedUploaded(long user) {
    return memory.ask(user, account -> account.totals().creditedUploaded());
  }

  @Override
  public long creditedDownloaded(long user) {
    return memory.ask(user, account -> account.totals().creditedDownloaded());
  }

  @Override
  public int otherDownloads(long user, long torrent, long now) {
    long since = now - rules.patience();
    return (int) memory.ask(user, account -> account.downloadsBesides(torrent, since));
  }

  @Override
  public int otherSessions(long user, long torrent, AnnounceRequest request, long now) {
    long since = now - rules.patience();
    return memory.ask(user, torrent, place -> place.livingBesides(request, since));
  }

  @Override
  public int otherAddresses(long user, long torrent, AnnounceRequest request, long now) {
    long since = now - rules.patience();
    return memory.ask(user, torrent, place -> place.hostsBesides(request, since));
  }

  @Override
  public boolean isThere(long user, long torrent, AnnounceRequest request) {
    return memory.ask(user, torrent, place -> place.hasUnstopped(request) ? 1 : 0) == 1;
  }

  @Override
  public int hitAndRuns(long user) {
    return hitAndRuns.of(user);
  }
}

package io.skep.ledger;

import io.skep.storage.LedgerStore;
import io.skep.storage.SessionRow;
import io.skep.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The accounts and the torrents' books by their ids: as many as there are users and torrents that
 * ever announced, for who announces has been let in.
 */
final class LedgerMemory {
  private final ById<Account> accounts = new ById<>();
  private final ById<TorrentAccount> torrents = new ById<>();

  /** Loads all balances and torrents' books, and the sessions seen since a time. */
  static LedgerMemory load(LedgerStore store, LedgerRules rules, long now) throws StorageException {
    LedgerMemory memory = new LedgerMemory();
    store.forEachBalance((user, balance) -> memory.account(user).totals().add(balance));
    store.forEachTorrent(books -> memory.torrent(books.torrent()).load(books));
    store.forEachCompleted(
        1, standing -> memory.account(standing.user()).complete(standing.torrent()));
    long since = now - rules.patience();
    store.forEachSession(now - rules.keepSeconds(), row -> memory.load(row, since));
    memory.accounts.forEach(account -> resume(account, since));
    return memory;
  }

  private void load(SessionRow row, long since) {
    Account account = account(row.user());
    UserTorrent place = account.add(row.torrent());
    account.add(place, new Session(row));
    account.trim(place, since);
    if (row.left() == 0) {
      place.noteSeeding();
    } else {
      torrent(row.torrent()).noteLeecher(row.user(), row.lastSeen());
    }
  }

  private static void resume(Account account, long since) {
    account.forEachTorrent(
        0,
        place -> {
          place.resumeSeeding();
          account.fetching(place, place.lastFetched(since));
        });
  }

  /** A user's account, made where there is none. */
  Account account(long user) {
    return accounts.get(user, Account::new);
  }

  @Nullable Account find(long user) {
    return accounts.get(user);
  }

  void forEachAccount(Consumer<Account> visitor) {
    accounts.forEach(visitor);
  }

  /** A torrent's books, made where there are none. */
  TorrentAccount torrent(long torrent) {
    return torrents.get(torrent, id -> new TorrentAccount());
  }

  @Nullable TorrentAccount findTorrent(long torrent) {
    return torrents.get(torrent);
  }

  int users() {
    return accounts.size();
  }

  int torrents() {
    return torrents.size();
  }

  /** What the account of a user answers; 0 where there is none. */
  long ask(long user, ToLongFunction<Account> question) {
    Account account = accounts.get(user);
    if (account == null) {
      return 0;
    }
    synchronized (account) {
      return question.applyAsLong(account);
    }
  }

  /** What is answered of a user's sessions in a torrent; 0 where there are none. */
  int ask(long user, long torrent, ToIntFunction<UserTorrent> question) {
    return (int)
        ask(
            user,
            account -> {
              UserTorrent place = account.find(torrent);
              return place == null ? 0 : question.applyAsInt(place);
            });
  }

  /**
   * Shows the sessions of a user in a torrent, 0 for all of them, with no monitor held.
   *
   * @param since who was silent since then is dead
   */
  void forEachSession(long user, long torrent, long since, Consumer<SessionView> visitor) {
    if (user == 0) {
      accounts.forEach(account -> views(account, torrent, since).forEach(visitor));
      return;
    }
    Account account = accounts.get(user);
    if (account != null) {
      views(account, torrent, since).forEach(visitor);
    }
  }

  private static List<SessionView> views(Account account, long torrent, long since) {
    List<SessionView> views = new ArrayList<>();
    synchronized (account) {
      account.forEachTorrent(
          torrent, place -> place.forEach(session -> views.add(session.view(since))));
    }
    return views;
  }
}

package io.skep.ledger;

import io.skep.storage.LedgerStore;
import io.skep.storage.SessionRow;
import io.skep.storage.StorageException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The accounts and the torrents' books by their ids: as many as there are users and torrents that
 * ever announced, for who announces has been let in.
 */
final class LedgerMemory {
  private final Map<Long, Account> accounts = new ConcurrentHashMap<>();
  private final Map<Long, TorrentAccount> torrents = new ConcurrentHashMap<>();

  /** Loads all balances and torrents' books, and the sessions seen since a time. */
  static LedgerMemory load(LedgerStore store, LedgerRules rules, long now)
      throws StorageException {
    LedgerMemory memory = new LedgerMemory();
    store.forEachBalance((user, balance) -> memory.account(user).totals().add(balance));
    store.forEachTorrent(books -> memory.torrent(books.torrent()).load(books));
    store.forEachCompleted(
        1, standing -> memory.account(standing.user()).complete(standing.torrent()));
    long since = now - rules.patience();
    store.forEachSession(now - rules.keepSeconds(), row -> memory.load(row, since));
    memory.accounts.values().forEach(account -> memory.resumeDownloads(account, since));
    return memory;
  }

  private void load(SessionRow row, long since) {
    Account account = account(row.user());
    UserTorrent place = account.add(row.torrent(), new Session(row));
    account.trim(place, since);
    if (row.left() == 0) {
      place.noteSeeding();
      // How much of this was counted is in the database, but not which seconds it was.
      place.seedTime().coverUntil(row.lastSeen());
    } else {
      torrent(row.torrent()).noteLeecher(row.user(), row.lastSeen());
    }
  }

  private record Fetched(long torrent, long lastSeen) {}

  private void resumeDownloads(Account account, long since) {
    List<Fetched> all = new ArrayList<>();
    account.forEachTorrent((id, place) -> all.add(new Fetched(id, place.lastFetched(since))));
    all.sort(Comparator.comparingLong(Fetched::lastSeen));
    all.forEach(fetched -> account.fetching(fetched.torrent(), fetched.lastSeen()));
  }

  /** A user's account, made where there is none. */
  Account account(long user) {
    Account account = accounts.get(user);
    return account != null ? account : accounts.computeIfAbsent(user, Account::new);
  }

  @Nullable Account find(long user) {
    return accounts.get(user);
  }

  Collection<Account> accounts() {
    return accounts.values();
  }

  /** A torrent's books, made where there are none. */
  TorrentAccount torrent(long torrent) {
    TorrentAccount books = torrents.get(torrent);
    return books != null ? books : torrents.computeIfAbsent(torrent, id -> new TorrentAccount());
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
}

package io.skep.registry;

import io.skep.storage.StorageException;
import io.skep.storage.TorrentPasskey;
import io.skep.storage.TorrentPasskeyStore;
import io.skep.storage.User;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Whose a passkey is.
 *
 * <p>A user has one of their own, and one for each torrent that is made from it (how, {@link
 * TorrentPasskeys} tells), so that a .torrent that gets about names who it was made for and can be
 * shut out alone. All is answered from memory.
 *
 * <p>What is found out is remembered in {@link ProvenPasskeys} until anything changes that it could
 * depend on.
 */
public final class Passkeys {
  private final UserIndex users;
  private final TorrentPasskeyStore store;
  private final TorrentPasskeys torrentPasskeys;
  private final Map<UserAndTorrent, Integer> generations = new ConcurrentHashMap<>();
  private final ProvenPasskeys proven = new ProvenPasskeys();
  private final Object lock = new Object();
  private volatile long revocations;

  /**
   * Whose a passkey is.
   *
   * @param torrent what it is good for; 0 for all torrents, as the user's own is
   */
  public record Owner(User user, long torrent) {}

  private record UserAndTorrent(long user, long torrent) {}

  /**
   * Loads what was revoked.
   *
   * @param siteKey a secret of at least 16 bytes that stays the same from start to start; with
   *     another one, all passkeys of single torrents end
   */
  public Passkeys(Users users, TorrentPasskeyStore store, byte[] siteKey) throws StorageException {
    this.users = users.index();
    this.store = store;
    torrentPasskeys = new TorrentPasskeys(siteKey);
    store.forEach(
        row -> generations.put(new UserAndTorrent(row.user(), row.torrent()), row.generation()));
  }

  /** Whose a passkey is; empty if it is nobody's, or not any more. Does not block. */
  public Optional<Owner> owner(String passkey) {
    return Optional.ofNullable(find(passkey));
  }

  @Nullable Owner find(String passkey) {
    // Before anything is looked up, for it may change at any moment.
    long edition = edition();
    Owner known = proven.find(passkey, edition);
    if (known != null || !PasskeyText.isPasskey(passkey)) {
      return known;
    }
    User user = users.withPasskey(passkey);
    Owner owner = user == null ? ofTorrent(passkey) : new Owner(user, 0);
    if (owner != null) {
      proven.note(passkey, owner, edition);
    }
    return owner;
  }

  private @Nullable Owner ofTorrent(String passkey) {
    TorrentPasskeys.Claim claim = torrentPasskeys.claim(passkey);
    User user = claim == null ? null : users.get(claim.user());
    if (claim == null || user == null || user.passkey().isEmpty()) {
      return null;
    }
    int generation = generation(claim.user(), claim.torrent());
    boolean isRight = torrentPasskeys.proves(claim, generation, user.passkey());
    return isRight ? new Owner(user, claim.torrent()) : null;
  }

  private int generation(long user, long torrent) {
    // Most trackers have none that was revoked.
    if (generations.isEmpty()) {
      return 0;
    }
    return generations.getOrDefault(new UserAndTorrent(user, torrent), 0);
  }

  /**
   * The user's passkey for one torrent, the same each time until it is revoked.
   *
   * @return 32 characters; empty where the user's own passkey is revoked, or there is no such user
   * @throws IllegalArgumentException if the ids are beyond 32 bits for users, 40 for torrents
   */
  public String forTorrent(User user, long torrent) {
    User known = users.get(user.id());
    if (known == null || known.passkey().isEmpty()) {
      return "";
    }
    int generation = generation(known.id(), torrent);
    return torrentPasskeys.make(known.id(), torrent, generation, known.passkey());
  }

  /** Ends the user's passkey for one torrent at once; the next one made for it is another. */
  public void revoke(long user, long torrent) throws StorageException {
    synchronized (lock) {
      int next = generation(user, torrent) + 1;
      store.put(new TorrentPasskey(user, torrent, next));
      generations.put(new UserAndTorrent(user, torrent), next);
      revocations++;
    }
  }

  /** Changes with every change of a user or a passkey. */
  private long edition() {
    return users.edition() + revocations;
  }

  /** How many are remembered that were found to be somebody's, about. */
  public int proven() {
    return proven.size();
  }

  /** How many can be. */
  public int maxProven() {
    return proven.bound();
  }
}

package io.skep.registry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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
 * shut out alone. All is answered from memory. What was proven once is remembered together with
 * what it was proven by: it holds only while that is still so, hence nothing has to be forgotten
 * when a passkey is revoked, and nothing can be remembered too late.
 */
public final class Passkeys {
  /** How many passkeys of single torrents are remembered as proven. */
  static final int MAX_PROVEN = 65_536;

  private final UserIndex users;
  private final TorrentPasskeyStore store;
  private final TorrentPasskeys torrentPasskeys;
  private final Map<UserAndTorrent, Integer> generations = new ConcurrentHashMap<>();
  private final Cache<PasskeyHash, Proven> proven =
      Caffeine.newBuilder().maximumSize(MAX_PROVEN).build();
  private final Object lock = new Object();

  /**
   * Whose a passkey is.
   *
   * @param torrent what it is good for; 0 for all torrents, as the user's own is
   */
  public record Owner(User user, long torrent) {}

  private record UserAndTorrent(long user, long torrent) {}

  /** That a passkey is right, while the user's own and the generation are these. */
  private record Proven(long user, long torrent, String userPasskey, int generation) {
    /** All but the passkey, which must not get into a log. */
    @Override
    public String toString() {
      return "user " + user + ", torrent " + torrent + ", generation " + generation;
    }
  }

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
        row ->
            generations.put(new UserAndTorrent(row.user(), row.torrent()), row.generation()));
  }

  /** Whose a passkey is; empty if it is nobody's, or not any more. Does not block. */
  public Optional<Owner> owner(String passkey) {
    return Optional.ofNullable(find(passkey));
  }

  @Nullable Owner find(String passkey) {
    if (!PasskeyText.isPasskey(passkey)) {
      return null;
    }
    PasskeyHash hash = users.hash(passkey);
    User user = users.withPasskey(hash);
    if (user != null) {
      return new Owner(user, 0);
    }
    Proven before = proven.getIfPresent(hash);
    return before == null ? prove(passkey, hash) : stillProven(before, passkey, hash);
  }

  private @Nullable Owner stillProven(Proven before, String passkey, PasskeyHash hash) {
    User user = users.get(before.user);
    if (user != null
        && user.passkey().equals(before.userPasskey)
        && generation(before.user, before.torrent) == before.generation) {
      return new Owner(user, before.torrent);
    }
    proven.invalidate(hash);
    return prove(passkey, hash);
  }

  private @Nullable Owner prove(String passkey, PasskeyHash hash) {
    TorrentPasskeys.Claim claim = torrentPasskeys.claim(passkey);
    User user = claim == null ? null : users.get(claim.user());
    if (claim == null || user == null || user.passkey().isEmpty()) {
      return null;
    }
    int generation = generation(claim.user(), claim.torrent());
    if (!torrentPasskeys.proves(claim, generation, user.passkey())) {
      return null;
    }
    proven.put(hash, new Proven(claim.user(), claim.torrent(), user.passkey(), generation));
    return new Owner(user, claim.torrent());
  }

  private int generation(long user, long torrent) {
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
    }
  }

  /** How many passkeys of single torrents are remembered as proven, about. */
  public long provenSize() {
    return proven.estimatedSize();
  }

  /** How many are remembered at most. */
  public long provenBound() {
    return MAX_PROVEN;
  }
}

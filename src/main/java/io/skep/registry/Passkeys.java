package io.skep.registry;

import io.skep.storage.StorageException;
import io.skep.storage.TorrentPasskeyStore;
import io.skep.storage.User;
import java.util.Optional;

/** SKELETON. Whose a passkey is. */
public final class Passkeys {
  /** Loads what was revoked. siteKey: at least 16 bytes, kept from start to start. */
  public Passkeys(Users users, TorrentPasskeyStore store, byte[] siteKey) throws StorageException {
    throw new UnsupportedOperationException();
  }

  /** Whose a passkey is; torrent 0: the user's own, good for all torrents. */
  public record Owner(User user, long torrent) {}

  /** Whose this is. */
  public Optional<Owner> owner(String passkey) {
    throw new UnsupportedOperationException();
  }

  /** The user's passkey for one torrent, 32 characters; empty where the user's own is revoked. */
  public String forTorrent(User user, long torrent) {
    throw new UnsupportedOperationException();
  }

  /** Ends the user's passkey for one torrent at once; the next forTorrent is another. */
  public void revoke(long user, long torrent) throws StorageException {
    throw new UnsupportedOperationException();
  }
}

package io.skep.storage;

import java.util.function.Consumer;

/** Which passkeys of single torrents were revoked. */
public interface TorrentPasskeyStore {
  /** Shows each that was revoked at least once. */
  void forEach(Consumer<TorrentPasskey> visitor) throws StorageException;

  /** Keeps the state of one. */
  void put(TorrentPasskey passkey) throws StorageException;
}

package io.skep.registry;

import io.skep.storage.TorrentPasskey;
import io.skep.storage.TorrentPasskeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A database's revoked passkeys that live as long as a test. */
final class MemoryTorrentPasskeys implements TorrentPasskeyStore {
  private final List<TorrentPasskey> rows = new ArrayList<>();

  @Override
  public synchronized void forEach(Consumer<TorrentPasskey> visitor) {
    List.copyOf(rows).forEach(visitor);
  }

  @Override
  public synchronized void put(TorrentPasskey passkey) {
    rows.removeIf(row -> row.user() == passkey.user() && row.torrent() == passkey.torrent());
    rows.add(passkey);
  }
}

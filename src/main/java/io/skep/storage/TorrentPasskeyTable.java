package io.skep.storage;

import java.util.function.Consumer;

/** The revoked passkeys of single torrents in their table. */
final class TorrentPasskeyTable implements TorrentPasskeyStore {
  private final Transactions transactions;

  TorrentPasskeyTable(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void forEach(Consumer<TorrentPasskey> visitor) throws StorageException {
    transactions.scan(
        transaction -> {
          transaction.each(
              "SELECT user_id, torrent_id, generation FROM torrent_passkeys",
              Parameters.NONE,
              row ->
                  visitor.accept(
                      new TorrentPasskey(row.getLong(1), row.getLong(2), row.getInt(3))));
          return true;
        });
  }

  @Override
  public void put(TorrentPasskey passkey) throws StorageException {
    transactions.write(
        transaction ->
            transaction.change(
                """
                INSERT INTO torrent_passkeys (user_id, torrent_id, generation) VALUES (?, ?, ?)
                ON CONFLICT (user_id, torrent_id) DO UPDATE SET generation = excluded.generation""",
                p -> p.add(passkey.user()).add(passkey.torrent()).add(passkey.generation())));
  }
}

package io.skep.storage;

import java.util.List;

/** The links with which users set passwords, in their table. */
final class PasswordLinkTable implements PasswordLinkStore {
  private final Transactions transactions;

  PasswordLinkTable(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public List<PasswordLink> all() throws StorageException {
    return transactions.read(
        transaction ->
            transaction.all(
                """
                SELECT user_id, secret_hash, created_at, expires_at
                FROM password_links ORDER BY user_id""",
                Parameters.NONE,
                row ->
                    new PasswordLink(
                        row.getLong(1), row.getBytes(2), row.getLong(3), row.getLong(4))));
  }

  @Override
  public void put(PasswordLink link) throws StorageException {
    transactions.change(
        transaction ->
            transaction.change(
                """
                INSERT INTO password_links (user_id, secret_hash, created_at, expires_at)
                VALUES (?, ?, ?, ?)
                ON CONFLICT (user_id) DO UPDATE SET
                  secret_hash = excluded.secret_hash,
                  created_at = excluded.created_at,
                  expires_at = excluded.expires_at""",
                p ->
                    p.add(link.user())
                        .add(link.hash())
                        .add(link.createdAt())
                        .add(link.expiresAt())));
  }

  @Override
  public boolean delete(long user) throws StorageException {
    return transactions.write(
        transaction ->
            transaction.change("DELETE FROM password_links WHERE user_id = ?", p -> p.add(user))
                > 0);
  }
}

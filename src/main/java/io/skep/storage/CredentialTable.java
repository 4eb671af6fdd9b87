package io.skep.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The users' passwords and second factors in their table. */
final class CredentialTable implements CredentialStore {
  private static final String PUT =
      """
      INSERT INTO credentials (user_id, password_hash, changed_at, totp_secret, totp_step)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (user_id) DO UPDATE SET
        password_hash = excluded.password_hash,
        changed_at = excluded.changed_at,
        totp_secret = excluded.totp_secret,
        totp_step = excluded.totp_step""";

  private final Transactions transactions;

  CredentialTable(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public List<Credential> all() throws StorageException {
    return transactions.scan(
        transaction ->
            transaction.all(
                """
                SELECT user_id, password_hash, changed_at, totp_secret, totp_step
                FROM credentials ORDER BY user_id""",
                Parameters.NONE,
                CredentialTable::credential));
  }

  private static Credential credential(ResultSet row) throws SQLException {
    // The SQLite driver gives null for no bytes.
    byte[] secret = row.getBytes(4);
    return new Credential(
        row.getLong(1),
        row.getString(2),
        row.getLong(3),
        secret == null ? new byte[0] : secret,
        row.getLong(5));
  }

  @Override
  public void put(Credential credential) throws StorageException {
    transactions.change(
        transaction ->
            transaction.change(
                PUT,
                p ->
                    p.add(credential.user())
                        .add(credential.passwordHash())
                        .add(credential.changedAt())
                        .add(credential.totpSecret())
                        .add(credential.totpStep())));
  }

  @Override
  public boolean useStep(long user, long step) throws StorageException {
    return transactions.write(
        transaction ->
            transaction.change(
                    "UPDATE credentials SET totp_step = ? WHERE user_id = ? AND totp_step < ?",
                    p -> p.add(step).add(user).add(step))
                > 0);
  }
}

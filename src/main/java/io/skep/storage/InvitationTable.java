package io.skep.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** The invitations in their table. */
final class InvitationTable implements InvitationStore {
  private final Transactions transactions;

  InvitationTable(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public List<Invitation> all() throws StorageException {
    return transactions.scan(
        transaction ->
            transaction.all(
                """
                SELECT id, secret_hash, made_by, created_at, expires_at, taken_by, taken_at,
                  revoked_at
                FROM invitations ORDER BY id""",
                Parameters.NONE,
                InvitationTable::invitation));
  }

  private static Invitation invitation(ResultSet row) throws SQLException {
    return new Invitation(
        row.getLong(1),
        row.getBytes(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8));
  }

  @Override
  public Invitation insert(Invitation invitation) throws StorageException {
    return transactions.write(
        transaction -> {
          long id = Ids.next(transaction, Ids.Kind.INVITATION, 1);
          transaction.change(
              """
              INSERT INTO invitations
                (id, secret_hash, made_by, created_at, expires_at, taken_by, taken_at, revoked_at)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
              p ->
                  p.add(id)
                      .add(invitation.hash())
                      .add(invitation.madeBy())
                      .add(invitation.createdAt())
                      .add(invitation.expiresAt())
                      .add(invitation.takenBy())
                      .add(invitation.takenAt())
                      .add(invitation.revokedAt()));
          return new Invitation(
              id,
              invitation.hash(),
              invitation.madeBy(),
              invitation.createdAt(),
              invitation.expiresAt(),
              invitation.takenBy(),
              invitation.takenAt(),
              invitation.revokedAt());
        });
  }

  @Override
  public void update(Invitation invitation) throws StorageException {
    transactions.change(
        transaction -> {
          int rows =
              transaction.change(
                  "UPDATE invitations SET taken_by = ?, taken_at = ?, revoked_at = ? WHERE id = ?",
                  p ->
                      p.add(invitation.takenBy())
                          .add(invitation.takenAt())
                          .add(invitation.revokedAt())
                          .add(invitation.id()));
          if (rows == 0) {
            throw new StorageException("there is no invitation " + invitation.id(), null);
          }
        });
  }

  @Override
  public void deleteUntaken(Collection<Long> ids) throws StorageException {
    transactions.change(
        transaction ->
            transaction.changeEach(
                "DELETE FROM invitations WHERE id = ? AND taken_at = 0",
                ids,
                (p, id) -> p.add(id.longValue())));
  }
}

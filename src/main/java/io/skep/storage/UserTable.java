package io.skep.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The users in their table. */
final class UserTable implements UserStore {
  private static final String INSERT =
      """
      INSERT INTO users (id, name, name_key, role, state, passkey, created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?)""";

  private final Transactions transactions;

  UserTable(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void forEach(Consumer<User> visitor) throws StorageException {
    transactions.scan(
        transaction -> {
          transaction.each(
              "SELECT id, name, role, state, passkey, created_at FROM users ORDER BY id",
              Parameters.NONE,
              row -> visitor.accept(user(row)));
          return true;
        });
  }

  private static User user(ResultSet row) throws SQLException {
    return new User(
        row.getLong(1),
        row.getString(2),
        UserRole.valueOf(row.getString(3)),
        UserState.valueOf(row.getString(4)),
        row.getString(5),
        row.getLong(6));
  }

  @Override
  public User insert(NewUser user) throws StorageException {
    return transactions.write(transaction -> insert(transaction, List.of(user)).get(0));
  }

  @Override
  public List<User> insertMissing(List<NewUser> users) throws StorageException {
    return transactions.writeSlowly(
        transaction -> insert(transaction, missing(transaction, users)));
  }

  /** Those whose names are not taken, neither in the table nor by one before them in the list. */
  private static List<NewUser> missing(Transaction transaction, List<NewUser> users)
      throws SQLException, StorageException {
    Set<String> taken =
        Chunks.find(
            transaction,
            "SELECT name_key FROM users WHERE name_key IN (%s)",
            "?",
            users,
            (p, user) -> p.add(NameKey.of(user.name())),
            row -> row.getString(1));
    List<NewUser> missing = new ArrayList<>();
    for (NewUser user : users) {
      if (taken.add(NameKey.of(user.name()))) {
        missing.add(user);
      }
    }
    return missing;
  }

  private static List<User> insert(Transaction transaction, List<NewUser> added)
      throws SQLException, StorageException {
    List<User> users = new ArrayList<>(added.size());
    if (added.isEmpty()) {
      return users;
    }
    long id = Ids.next(transaction, Ids.Kind.USER, added.size());
    for (NewUser user : added) {
      users.add(
          new User(id++, user.name(), user.role(), user.state(), user.passkey(), user.createdAt()));
    }
    transaction.changeEach(
        INSERT,
        users,
        (p, user) ->
            p.add(user.id())
                .add(user.name())
                .add(NameKey.of(user.name()))
                .add(user.role())
                .add(user.state())
                .add(user.passkey())
                .add(user.createdAt()));
    return users;
  }

  @Override
  public void update(User user) throws StorageException {
    transactions.change(
        transaction -> {
          int rows =
              transaction.change(
                  """
                  UPDATE users
                  SET name = ?, name_key = ?, role = ?, state = ?, passkey = ?, created_at = ?
                  WHERE id = ?""",
                  p ->
                      p.add(user.name())
                          .add(NameKey.of(user.name()))
                          .add(user.role())
                          .add(user.state())
                          .add(user.passkey())
                          .add(user.createdAt())
                          .add(user.id()));
          if (rows == 0) {
            throw new StorageException("there is no user " + user.id(), null);
          }
        });
  }
}

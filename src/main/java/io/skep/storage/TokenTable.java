package io.skep.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The API's tokens in their table. */
final class TokenTable implements TokenStore {
  private final Transactions transactions;

  TokenTable(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public List<Token> all() throws StorageException {
    return transactions.read(
        transaction ->
            transaction.all(
                """
                SELECT id, name, secret_hash, scopes, user_id, created_at, expires_at, made_by
                FROM tokens ORDER BY id""",
                Parameters.NONE,
                TokenTable::token));
  }

  private static Token token(ResultSet row) throws SQLException {
    String scopes = row.getString(4);
    return new Token(
        row.getLong(1),
        row.getString(2),
        row.getBytes(3),
        scopes.isEmpty() ? Set.of() : Set.of(scopes.split(" ", -1)),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8));
  }

  @Override
  public Token insert(Token token) throws StorageException {
    for (String scope : token.scopes()) {
      if (scope.isEmpty() || scope.indexOf(' ') >= 0) {
        throw new StorageException("a scope is one word: '" + scope + "'", null);
      }
    }
    return transactions.write(
        transaction -> {
          long id = Ids.next(transaction, Ids.Kind.TOKEN, 1);
          transaction.change(
              """
              INSERT INTO tokens
                (id, name, secret_hash, scopes, user_id, created_at, expires_at, made_by)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
              p ->
                  p.add(id)
                      .add(token.name())
                      .add(token.hash())
                      .add(String.join(" ", new TreeSet<>(token.scopes())))
                      .add(token.user())
                      .add(token.createdAt())
                      .add(token.expiresAt())
                      .add(token.madeBy()));
          return new Token(
              id,
              token.name(),
              token.hash(),
              token.scopes(),
              token.user(),
              token.createdAt(),
              token.expiresAt(),
              token.madeBy());
        });
  }

  @Override
  public void delete(long id) throws StorageException {
    transactions.write(
        transaction -> transaction.change("DELETE FROM tokens WHERE id = ?", p -> p.add(id)));
  }
}

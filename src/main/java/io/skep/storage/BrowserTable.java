package io.skep.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** The browsers in which users are signed in, in their table. */
final class BrowserTable implements BrowserStore {
  private final Transactions transactions;

  BrowserTable(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public List<Browser> all() throws StorageException {
    return transactions.scan(
        transaction ->
            transaction.all(
                """
                SELECT id, user_id, secret_hash, created_at, last_seen, address, agent
                FROM browsers ORDER BY id""",
                Parameters.NONE,
                BrowserTable::browser));
  }

  private static Browser browser(ResultSet row) throws SQLException {
    return new Browser(
        row.getLong(1),
        row.getLong(2),
        row.getBytes(3),
        row.getLong(4),
        row.getLong(5),
        row.getString(6),
        row.getString(7));
  }

  @Override
  public Browser insert(Browser browser) throws StorageException {
    return transactions.write(
        transaction -> {
          long id = Ids.next(transaction, Ids.Kind.BROWSER, 1);
          transaction.change(
              """
              INSERT INTO browsers
                (id, user_id, secret_hash, created_at, last_seen, address, agent)
              VALUES (?, ?, ?, ?, ?, ?, ?)""",
              p ->
                  p.add(id)
                      .add(browser.user())
                      .add(browser.hash())
                      .add(browser.createdAt())
                      .add(browser.lastSeen())
                      .add(browser.address())
                      .add(browser.agent()));
          return new Browser(
              id,
              browser.user(),
              browser.hash(),
              browser.createdAt(),
              browser.lastSeen(),
              browser.address(),
              browser.agent());
        });
  }

  @Override
  public void seen(Collection<Browser> browsers) throws StorageException {
    transactions.change(
        transaction ->
            transaction.changeEach(
                "UPDATE browsers SET last_seen = ? WHERE id = ?",
                browsers,
                (p, browser) -> p.add(browser.lastSeen()).add(browser.id())));
  }

  @Override
  public void delete(Collection<Long> ids) throws StorageException {
    transactions.change(
        transaction ->
            transaction.changeEach(
                "DELETE FROM browsers WHERE id = ?", ids, (p, id) -> p.add(id.longValue())));
  }
}

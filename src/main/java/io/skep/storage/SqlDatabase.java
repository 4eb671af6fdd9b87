package io.skep.storage;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** The stores over one pair of connection sources. */
final class SqlDatabase implements Database {
  /** Copies the database to a file. */
  interface Backup {
    void write(Path target) throws StorageException;
  }

  /** Closes what was opened. */
  interface Closer {
    void close();

    /** This one, once the other is done. */
    default Closer after(Closer first) {
      return () -> {
        try {
          first.close();
        } finally {
          close();
        }
      };
    }
  }

  private final Transactions transactions;
  private final String description;
  private final Backup backup;
  private final Closer closer;
  private final AtomicBoolean closed = new AtomicBoolean();

  SqlDatabase(Transactions transactions, String description, Backup backup, Closer closer) {
    this.transactions = transactions;
    this.description = description;
    this.backup = backup;
    this.closer = closer;
  }

  @Override
  public UserStore users() {
    return new UserTable(transactions);
  }

  @Override
  public TorrentStore torrents() {
    return new TorrentTables(transactions);
  }

  @Override
  public TorrentPasskeyStore torrentPasskeys() {
    return new TorrentPasskeyTable(transactions);
  }

  @Override
  public TokenStore tokens() {
    return new TokenTable(transactions);
  }

  @Override
  public MultiplierStore multipliers() {
    return new MultiplierTable(transactions);
  }

  @Override
  public FindingStore findings() {
    return new FindingTable(transactions);
  }

  @Override
  public CredentialStore credentials() {
    return new CredentialTable(transactions);
  }

  @Override
  public BrowserStore browsers() {
    return new BrowserTable(transactions);
  }

  @Override
  public PasswordLinkStore passwordLinks() {
    return new PasswordLinkTable(transactions);
  }

  @Override
  public InvitationStore invitations() {
    return new InvitationTable(transactions);
  }

  @Override
  public AuditStore auditLog() {
    return new AuditTable(transactions);
  }

  @Override
  public LedgerStore ledger() {
    return new LedgerTables(transactions);
  }

  @Override
  public String setting(String name, Supplier<String> first) throws StorageException {
    Optional<String> known = transactions.read(transaction -> setting(transaction, name));
    if (known.isPresent()) {
      return known.get();
    }
    String made = first.get();
    return transactions.write(
        transaction -> {
          transaction.change(
              "INSERT INTO settings (name, setting) VALUES (?, ?) ON CONFLICT (name) DO NOTHING",
              p -> p.add(name).add(made));
          return setting(transaction, name).orElse(made);
        });
  }

  private static Optional<String> setting(Transaction transaction, String name)
      throws java.sql.SQLException, StorageException {
    return transaction.first(
        "SELECT setting FROM settings WHERE name = ?", p -> p.add(name), row -> row.getString(1));
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public void backup(Path file) throws StorageException {
    backup.write(file);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      closer.close();
    }
  }
}

package io.skep.storage;

import java.nio.file.Path;

/** The database that is open: its stores. Safe for use by several threads. */
public interface Database extends AutoCloseable {
  /** The users. */
  UserStore users();

  /** The torrents. */
  TorrentStore torrents();

  /** The revoked passkeys of single torrents. */
  TorrentPasskeyStore torrentPasskeys();

  /** The tokens of the API. */
  TokenStore tokens();

  /** The multipliers. */
  MultiplierStore multipliers();

  /** What the rules for cheats have found. */
  FindingStore findings();

  /** The users' passwords and second factors. */
  CredentialStore credentials();

  /** The browsers in which users are signed in. */
  BrowserStore browsers();

  /** The links with which users set passwords. */
  PasswordLinkStore passwordLinks();

  /** The invitations to join. */
  InvitationStore invitations();

  /** What was changed by whom. */
  AuditStore auditLog();

  /** The books. */
  LedgerStore ledger();

  /**
   * A value that is kept from one start to the next, such as a secret of the site's; made by {@code
   * first} where there is none yet.
   */
  String setting(String name, java.util.function.Supplier<String> first) throws StorageException;

  /** Where and what it is, without a password, for people. */
  String description();

  /**
   * Writes a consistent copy of a SQLite database to a new file while others use it.
   *
   * @throws StorageException where the file is there already, or the database is no SQLite file
   */
  void backup(Path file) throws StorageException;

  @Override
  void close();
}

/**
 * What is kept for good: users and how they sign in, torrents, tokens, multipliers, findings, the
 * audit log, and the ledger's books.
 *
 * <p>The only SQL of Skep. SQLite by default, PostgreSQL by URL; where both understand it, the text
 * is the same. Every method of a store blocks, so none is for an event loop; every one says by a
 * {@link io.skep.storage.StorageUnavailableException} that the database is away, and by another
 * {@link io.skep.storage.StorageException} that something else went wrong. Each call is one
 * transaction.
 *
 * <p>Times are seconds since the epoch. Ids are given by the database, begin at 1 and are never
 * used again; 0 means nobody or nothing.
 */
@NullMarked
package io.skep.storage;

import org.jspecify.annotations.NullMarked;

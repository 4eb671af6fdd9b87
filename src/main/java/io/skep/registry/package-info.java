/**
 * Who and what is known and let in: users and their passkeys, torrents, clients.
 *
 * <p>A private tracker knows its users and torrents from the database, all of them in memory: an
 * announce costs look-ups and no query, and what is unknown costs no more. Changes are written to
 * the database first and to memory second, by one writer at a time, and hold for every announce
 * that comes after them. Nothing here logs or repeats a passkey.
 *
 * <p>A listed tracker has lists, read off the event loops and swapped in whole; an announce reads
 * one reference. A list that can't be read leaves the old one in force: a typing mistake must not
 * close a tracker. For the same reason one broken .torrent in a folder is left out, with a warning
 * that names it.
 */
@NullMarked
package io.skep.registry;

import org.jspecify.annotations.NullMarked;

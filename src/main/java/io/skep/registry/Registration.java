package io.skep.registry;

import io.skep.storage.Torrent;

/**
 * A torrent that was registered with its .torrent.
 *
 * @param torrent as it is known now
 * @param added true if it was not known before; false if one that was deleted is served again, or
 *     if one that was known by its info-hash alone has its .torrent now
 * @param madePrivate true if {@code private} (BEP 27) had to be set: its info-hash is then another
 *     than that of the file that was handed in, so that it must be fetched anew before it is seeded
 */
public record Registration(Torrent torrent, boolean added, boolean madePrivate) {}

package io.skep.registry;

import io.skep.storage.Torrent;

/**
 * What a passkey is good for in a torrent.
 *
 * @param owner whose it is
 * @param torrent where
 * @param edition that of the registry of which this was read; in any other it may not be true
 */
record Access(Passkeys.Owner owner, Torrent torrent, long edition) {}

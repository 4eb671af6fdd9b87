package io.skep.storage;

/**
 * The state of the passkey that one user has for one torrent, where it is not the first one.
 *
 * @param generation how often it was revoked, at least 1
 */
public record TorrentPasskey(long user, long torrent, int generation) {}

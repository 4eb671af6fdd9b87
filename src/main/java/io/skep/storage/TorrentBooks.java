package io.skep.storage;

/**
 * Both sides of a torrent's books.
 *
 * @param balance what all its members gave and took
 * @param snatches how many users' downloads became complete
 */
public record TorrentBooks(long torrent, Balance balance, long snatches) {}

package io.skep.migration;

import io.skep.bittorrent.InfoHash;

/**
 * A torrent of another tracker's.
 *
 * @param line where it stands in the export
 * @param name 1 to 255 characters; the info-hash where there is no other
 * @param length the sum of its files in bytes; -1 where that is not told
 * @param files how many files it has; 0 where that is not told
 * @param addedBy the number there of the user who brought it; empty where that is not told
 */
public record ImportedTorrent(
    long line, InfoHash infoHash, String name, long length, int files, String addedBy) {}

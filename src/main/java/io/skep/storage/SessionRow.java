package io.skep.storage;

import io.skep.bittorrent.PeerId;

/**
 * How far the books know one client of a user in one torrent: the baseline against which its next
 * announce is credited.
 *
 * @param id given by the ledger, 1 and up
 * @param key what the client sends as {@code key} (BEP 7); 0 where it sends none
 * @param peerId its peer id
 * @param uploaded the counter as it was credited last
 * @param downloaded the same
 * @param left what was left to fetch; -1 where that is not known
 * @param startedAt when the counters began, in seconds
 * @param previousUploaded where the counter stood before it began again
 * @param previousDownloaded the same
 * @param lastSeen when it announced last, in seconds
 * @param stopped whether it has said that it leaves
 */
public record SessionRow(
    long id,
    long user,
    long torrent,
    int key,
    PeerId peerId,
    long uploaded,
    long downloaded,
    long left,
    long startedAt,
    long previousUploaded,
    long previousDownloaded,
    long lastSeen,
    boolean stopped) {}

package io.skep.storage;

/**
 * What is between a user and a torrent.
 *
 * @param balance bytes given and taken there
 * @param seedSeconds for how long it was seeded
 * @param completedAt when the download became complete; 0 for never
 * @param firstSeen when the user announced there first, in seconds
 * @param lastSeen when last
 * @param left what was left to fetch at the last announce; -1 where that is not known
 */
public record Standing(
    long user,
    long torrent,
    Balance balance,
    long seedSeconds,
    long completedAt,
    long firstSeen,
    long lastSeen,
    long left) {}

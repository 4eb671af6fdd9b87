package io.skep.storage;

/**
 * What has changed between a user and a torrent beside bytes.
 *
 * @param seedSeconds by how much the time of seeding grew
 * @param completed whether the download became complete; counts once for ever
 * @param at when, in seconds
 * @param left what is left to fetch now; -1 where that is not known
 */
public record StandingChange(
    long user, long torrent, long seedSeconds, boolean completed, long at, long left) {}

package io.skep.swarm;

/**
 * Sums over all swarms.
 *
 * @param torrents swarms that have a member
 * @param seeders members that have everything
 * @param leechers all others, partial seeds among them
 * @param completed completions seen since the start
 * @param expired peers that were forgotten since the start, for they were silent for too long
 * @param refused peers that were not taken in since the start, for their swarm was full
 */
public record Totals(
    long torrents, long seeders, long leechers, long completed, long expired, long refused) {}

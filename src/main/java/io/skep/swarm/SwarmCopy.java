package io.skep.swarm;

import org.jspecify.annotations.Nullable;

/**
 * A swarm as it was at one moment, to be written down without its monitor.
 *
 * @param createdAt when it was announced first, in seconds
 * @param lastAnnounce when it was announced last
 * @param completed its completions
 * @param shared whether two networks have announced it
 * @param established its tier
 * @param buckets the rows of its peers by {@link TableKind#index}, as they lie in a {@link
 *     PeerTable}; null where there are none
 */
record SwarmCopy(
    long createdAt,
    long lastAnnounce,
    int completed,
    boolean shared,
    boolean established,
    long[] @Nullable [][] buckets) {}

package io.skep.tracker;

/**
 * What clients are told and given.
 *
 * @param interval seconds between two regular announces of a client
 * @param minInterval seconds before which a client must not announce again
 * @param defaultNumwant how many peers a client gets that doesn't say how many it wants
 * @param maxNumwant how many a client gets at most
 */
public record AnnounceRules(int interval, int minInterval, int defaultNumwant, int maxNumwant) {}

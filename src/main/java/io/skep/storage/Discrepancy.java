package io.skep.storage;

/**
 * A total that is not the sum of its history.
 *
 * @param user whose
 * @param torrent where; 0 for the user's total over all
 * @param total what the books say
 * @param history what the history sums up to
 */
public record Discrepancy(long user, long torrent, Balance total, Balance history) {}

package io.skep.storage;

/**
 * What a user's clients gave and took on one day.
 *
 * @param day the days since the epoch, in UTC
 * @param balance the bytes of this day
 */
public record DaySum(long day, Balance balance) {}

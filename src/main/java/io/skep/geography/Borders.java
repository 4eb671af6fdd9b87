package io.skep.geography;

/**
 * Where countries begin among addresses.
 *
 * @param starts rising
 * @param countries the number of the country that begins there, and goes on until the next
 */
record Borders(long[] starts, short[] countries) {}

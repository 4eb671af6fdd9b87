package io.skep.migration;

/**
 * A line of a file, without its end.
 *
 * @param number from 1 on
 * @param text as UTF-8 says; what is no UTF-8 became U+FFFD
 * @param isTooLong whether it had more bytes than a line may have; then the text is empty
 */
record Line(long number, String text, boolean isTooLong) {}

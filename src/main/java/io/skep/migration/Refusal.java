package io.skep.migration;

/**
 * A line of an export that is not taken.
 *
 * @param line its number, from 1 on
 * @param why in words for a person; may quote the file, so it has to be made fit for a terminal
 */
public record Refusal(long line, String why) implements Entry {}

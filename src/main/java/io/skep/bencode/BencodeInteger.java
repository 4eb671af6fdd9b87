package io.skep.bencode;

/**
 * A bencoded integer; one that doesn't fit a long is not read.
 *
 * @param start where its {@code i} is in the input
 * @param end where the first byte after its {@code e} is
 * @param value the integer
 */
public record BencodeInteger(int start, int end, long value) implements BencodeValue {}

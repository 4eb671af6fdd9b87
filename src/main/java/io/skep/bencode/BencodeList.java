package io.skep.bencode;

import java.util.List;

/**
 * A bencoded list.
 *
 * @param start where its {@code l} is in the input
 * @param end where the first byte after its {@code e} is
 * @param values what is in it, in its order
 */
public record BencodeList(int start, int end, List<BencodeValue> values) implements BencodeValue {
  /** Keeps a copy of the list that nobody changes. */
  public BencodeList {
    values = List.copyOf(values);
  }
}

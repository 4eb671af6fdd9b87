package io.skep.bencode;

import java.util.ArrayList;
import java.util.List;

/** A list of which the reader has seen the beginning and not the end. */
final class OpenList implements OpenValue {
  private final int start;
  private final List<BencodeValue> values = new ArrayList<>();

  OpenList(int start) {
    this.start = start;
  }

  @Override
  public void add(BencodeValue value) {
    values.add(value);
  }

  @Override
  public BencodeValue close(int end) {
    return new BencodeList(start, end, values);
  }
}

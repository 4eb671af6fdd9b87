package io.skep.bencode;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A dictionary of which the reader has seen the beginning and not the end. */
final class OpenDictionary implements OpenValue {
  private final int start;
  private final KeyOrder order;
  private final List<BencodeDictionary.Entry> entries = new ArrayList<>();
  private @Nullable BencodeString key;

  OpenDictionary(int start, KeyOrder order) {
    this.start = start;
    this.order = order;
  }

  @Override
  public void add(BencodeValue value) throws BencodeException {
    if (key != null) {
      entries.add(new BencodeDictionary.Entry(key, value));
      key = null;
      return;
    }
    if (!(value instanceof BencodeString next)) {
      throw new BencodeException("a dictionary's key is not a string", value.start());
    }
    if (order == KeyOrder.SORTED && !entries.isEmpty()) {
      check(entries.get(entries.size() - 1).key(), next);
    }
    key = next;
  }

  @Override
  public BencodeValue close(int end) throws BencodeException {
    if (key != null) {
      throw new BencodeException("a dictionary's key has no value", key.start());
    }
    if (order == KeyOrder.ANY) {
      entries.sort((one, other) -> one.key().compare(other.key()));
      for (int i = 1; i < entries.size(); i++) {
        check(entries.get(i - 1).key(), entries.get(i).key());
      }
    }
    return new BencodeDictionary(start, end, entries);
  }

  private static void check(BencodeString earlier, BencodeString later) throws BencodeException {
    int comparison = earlier.compare(later);
    if (comparison == 0) {
      throw new BencodeException("a dictionary has the same key twice", later.start());
    }
    if (comparison > 0) {
      throw new BencodeException("a dictionary's keys are not sorted", later.start());
    }
  }
}

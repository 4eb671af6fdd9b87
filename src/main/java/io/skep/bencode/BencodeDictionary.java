package io.skep.bencode;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A bencoded dictionary, whose keys are unique.
 *
 * <p>The typed getters treat a value of another type as absent: to a reader that wants a number, a
 * list under that key is of no more use than nothing.
 */
public final class BencodeDictionary implements BencodeValue {
  /** A key and what stands under it. */
  public record Entry(BencodeString key, BencodeValue value) {}

  private final int start;
  private final int end;
  private final List<Entry> entries;

  /** Takes entries that are sorted by key and unique. */
  BencodeDictionary(int start, int end, List<Entry> entries) {
    this.start = start;
    this.end = end;
    this.entries = List.copyOf(entries);
  }

  /** Where its {@code d} is. */
  @Override
  public int start() {
    return start;
  }

  @Override
  public int end() {
    return end;
  }

  /** The entries in the order of their keys, as raw bytes; it cannot be changed. */
  public List<Entry> entries() {
    return entries;
  }

  /** What stands under the key, which is taken as UTF-8; null where nothing does. */
  public @Nullable BencodeValue get(String key) {
    byte[] wanted = key.getBytes(StandardCharsets.UTF_8);
    int low = 0;
    int high = entries.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      int order = entries.get(middle).key().compare(wanted);
      if (order == 0) {
        return entries.get(middle).value();
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return null;
  }

  /** The integer under the key; empty where there is none. */
  public OptionalLong integer(String key) {
    return get(key) instanceof BencodeInteger integer
        ? OptionalLong.of(integer.value())
        : OptionalLong.empty();
  }

  /** The string under the key; null where there is none. */
  public @Nullable BencodeString string(String key) {
    return get(key) instanceof BencodeString string ? string : null;
  }

  /** The dictionary under the key; null where there is none. */
  public @Nullable BencodeDictionary dictionary(String key) {
    return get(key) instanceof BencodeDictionary dictionary ? dictionary : null;
  }

  /** The list under the key; null where there is none. */
  public @Nullable BencodeList list(String key) {
    return get(key) instanceof BencodeList list ? list : null;
  }
}

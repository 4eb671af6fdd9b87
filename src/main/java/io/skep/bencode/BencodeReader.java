package io.skep.bencode;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Reads bencoded values (BEP 3) strictly: lengths and integers without leading zeros, no negative
 * zero, integers that fit a long, keys sorted and unique, one value and nothing after it.
 */
public final class BencodeReader {
  /**
   * How much the reader takes before it gives up.
   *
   * @param maxDepth how many lists and dictionaries may be open at once, at least 0
   * @param maxValues how many values there may be in all, keys counted, at least 1
   */
  public record Limits(int maxDepth, int maxValues) {
    /**
     * Enough for any .torrent: a path of 90 folders in a file tree (BEP 52), or some 100,000 files.
     */
    public static final Limits DEFAULT = new Limits(100, 1_000_000);

    /** Refuses limits that no value keeps. */
    public Limits {
      if (maxDepth < 0 || maxValues < 1) {
        throw new IllegalArgumentException("no value keeps these limits");
      }
    }
  }

  private final byte[] bytes;
  private final Limits limits;
  private final KeyOrder order;
  private final Deque<OpenValue> open = new ArrayDeque<>();
  private int position;
  private int values;

  private BencodeReader(byte[] bytes, Limits limits, KeyOrder order) {
    this.bytes = bytes;
    this.limits = limits;
    this.order = order;
  }

  /**
   * Reads the value that the whole array is, within {@link Limits#DEFAULT}.
   *
   * @throws BencodeException if it is anything else
   */
  public static BencodeValue read(byte[] bytes) throws BencodeException {
    return read(bytes, Limits.DEFAULT);
  }

  /**
   * Reads the value that the whole array is.
   *
   * @throws BencodeException if it is anything else or is beyond the limits
   */
  public static BencodeValue read(byte[] bytes, Limits limits) throws BencodeException {
    return new BencodeReader(bytes, limits, KeyOrder.SORTED).read();
  }

  /**
   * Reads as {@link #read} does, but takes a dictionary's keys in any order: for what others wrote
   * that must be understood all the same, .torrent files and the replies of other trackers.
   *
   * @throws BencodeException if the array is anything else or is beyond the limits
   */
  public static BencodeValue readLenient(byte[] bytes, Limits limits) throws BencodeException {
    return new BencodeReader(bytes, limits, KeyOrder.ANY).read();
  }

  private BencodeValue read() throws BencodeException {
    while (true) {
      BencodeValue value = next();
      if (value == null) {
        continue;
      }
      OpenValue around = open.peek();
      if (around != null) {
        around.add(value);
      } else if (position < bytes.length) {
        throw new BencodeException("there is more after the value", position);
      } else {
        return value;
      }
    }
  }

  /** Reads on until a value is whole; null where a list or dictionary began. */
  private @Nullable BencodeValue next() throws BencodeException {
    return switch (at(position)) {
      case 'i' -> integer();
      case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> string();
      case 'l' -> open(new OpenList(position));
      case 'd' -> open(new OpenDictionary(position, order));
      case 'e' -> close();
      default -> throw new BencodeException("no value begins so", position);
    };
  }

  private @Nullable BencodeValue open(OpenValue value) throws BencodeException {
    count();
    if (open.size() == limits.maxDepth()) {
      throw new BencodeException("nested deeper than " + limits.maxDepth(), position);
    }
    open.push(value);
    position++;
    return null;
  }

  private BencodeValue close() throws BencodeException {
    OpenValue innermost = open.poll();
    if (innermost == null) {
      throw new BencodeException("an end of nothing", position);
    }
    position++;
    return innermost.close(position);
  }

  private void count() throws BencodeException {
    if (values == limits.maxValues()) {
      throw new BencodeException("more than " + limits.maxValues() + " values", position);
    }
    values++;
  }

  private BencodeInteger integer() throws BencodeException {
    count();
    int start = position++;
    boolean negative = at(position) == '-';
    if (negative) {
      position++;
    }
    int digits = position;
    // Summed up as a negative number, since the least long has no positive counterpart.
    long sum = 0;
    while (isDigit(at(position))) {
      int digit = at(position) - '0';
      if (sum < (Long.MIN_VALUE + digit) / 10) {
        throw new BencodeException("an integer does not fit 64 bits", start);
      }
      sum = sum * 10 - digit;
      position++;
    }
    if (position == digits || at(position) != 'e') {
      throw new BencodeException("an integer has something else than digits", position);
    }
    if (at(digits) == '0' && (negative || position - digits > 1)) {
      throw new BencodeException("an integer has a leading zero or is a negative zero", start);
    }
    if (!negative && sum == Long.MIN_VALUE) {
      throw new BencodeException("an integer does not fit 64 bits", start);
    }
    position++;
    return new BencodeInteger(start, position, negative ? sum : -sum);
  }

  private BencodeString string() throws BencodeException {
    count();
    int start = position;
    long length = 0;
    while (isDigit(at(position))) {
      length = length * 10 + at(position) - '0';
      if (length > bytes.length) {
        throw new BencodeException("a string is longer than the input", start);
      }
      position++;
    }
    if (at(position) != ':') {
      throw new BencodeException("a string's length has something else than digits", position);
    }
    if (at(start) == '0' && position - start > 1) {
      throw new BencodeException("a string's length has a leading zero", start);
    }
    position++;
    if (length > bytes.length - position) {
      throw new BencodeException("a string is longer than the input", start);
    }
    position += (int) length;
    return new BencodeString(bytes, start, position, (int) length);
  }

  private byte at(int index) throws BencodeException {
    if (index >= bytes.length) {
      throw new BencodeException("the input ends too early", bytes.length);
    }
    return bytes[index];
  }

  private static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }
}

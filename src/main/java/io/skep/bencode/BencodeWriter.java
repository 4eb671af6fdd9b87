package io.skep.bencode;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes one bencoded value (BEP 3) into an array that grows.
 *
 * <p>What would not be bencoding is a bug of the caller's and an {@link IllegalStateException}:
 * keys that don't rise strictly (as raw bytes), a value without a key or a key without a value in a
 * dictionary, a key anywhere else, a second value at the top, an end of nothing, and taking the
 * bytes before all is ended. After one the writer is of no more use.
 */
public final class BencodeWriter {
  /** The innermost open value is a list. */
  private static final int IN_LIST = -1;

  /** The innermost open value is a dictionary, which has no key yet. */
  private static final int NO_KEY = -2;

  /** The longest array that every JVM gives. */
  private static final int MAX_SIZE = Integer.MAX_VALUE - 8;

  private byte[] bytes;
  private int size;

  /** For each open value {@link #IN_LIST}, {@link #NO_KEY}, or where its last key's content is. */
  private int[] lastKeys = new int[8];

  private int[] lastKeyLengths = new int[8];
  private int depth;
  private boolean keyPending;

  /** Begins with an array of this many bytes, which should be a little more than are written. */
  public BencodeWriter(int expectedSize) {
    bytes = new byte[expectedSize];
  }

  /** Begins a dictionary, whose keys and values follow until {@link #end}. */
  public BencodeWriter beginDictionary() {
    beforeValue();
    begin('d', NO_KEY);
    return this;
  }

  /** Begins a list, whose values follow until {@link #end}. */
  public BencodeWriter beginList() {
    beforeValue();
    begin('l', IN_LIST);
    return this;
  }

  /** Ends the innermost list or dictionary. */
  public BencodeWriter end() {
    if (depth == 0) {
      throw new IllegalStateException("nothing is open");
    }
    if (keyPending) {
      throw new IllegalStateException("the last key has no value");
    }
    depth--;
    reserve(1);
    bytes[size++] = 'e';
    return this;
  }

  /** Writes a dictionary's next key as UTF-8. */
  public BencodeWriter key(String key) {
    beforeKey();
    afterKey(write(key));
    return this;
  }

  /** Writes a dictionary's next key. */
  public BencodeWriter key(byte[] key) {
    beforeKey();
    write(key, 0, key.length);
    afterKey(key.length);
    return this;
  }

  /** Writes an integer. */
  public BencodeWriter integer(long value) {
    beforeValue();
    reserve(1);
    bytes[size++] = 'i';
    writeNumber(value);
    reserve(1);
    bytes[size++] = 'e';
    return this;
  }

  /** Writes a string as UTF-8. */
  public BencodeWriter string(String value) {
    beforeValue();
    write(value);
    return this;
  }

  /** Writes a string of these bytes. */
  public BencodeWriter bytes(byte[] value) {
    return bytes(value, 0, value.length);
  }

  /** Writes a string of {@code length} bytes, of which the first is at {@code offset}. */
  public BencodeWriter bytes(byte[] source, int offset, int length) {
    beforeValue();
    write(source, offset, length);
    return this;
  }

  /** A fresh array of what was written, which must be one whole value. */
  public byte[] toByteArray() {
    requireWhole();
    return Arrays.copyOf(bytes, size);
  }

  /** How many bytes were written so far. */
  public int size() {
    return size;
  }

  /**
   * Sends on what was written, which must be one whole value.
   *
   * @throws IOException if the stream fails
   */
  public void writeTo(OutputStream stream) throws IOException {
    requireWhole();
    stream.write(bytes, 0, size);
  }

  private void requireWhole() {
    if (size == 0 || depth != 0) {
      throw new IllegalStateException(size == 0 ? "nothing was written" : "not all is ended");
    }
  }

  private void beforeValue() {
    if (depth == 0) {
      if (size != 0) {
        throw new IllegalStateException("there is a value already");
      }
    } else if (lastKeys[depth - 1] != IN_LIST) {
      if (!keyPending) {
        throw new IllegalStateException("a dictionary's value needs a key");
      }
      keyPending = false;
    }
  }

  private void beforeKey() {
    if (depth == 0 || lastKeys[depth - 1] == IN_LIST) {
      throw new IllegalStateException("a key outside a dictionary");
    }
    if (keyPending) {
      throw new IllegalStateException("the last key has no value");
    }
  }

  /** Checks the key whose content was written last, and remembers it. */
  private void afterKey(int length) {
    int key = size - length;
    int last = lastKeys[depth - 1];
    if (last != NO_KEY) {
      int lastEnd = last + lastKeyLengths[depth - 1];
      if (Arrays.compareUnsigned(bytes, last, lastEnd, bytes, key, size) >= 0) {
        throw new IllegalStateException(
            "the key '"
                + new String(bytes, key, length, StandardCharsets.UTF_8)
                + "' does not come after '"
                + new String(bytes, last, lastEnd - last, StandardCharsets.UTF_8)
                + "'");
      }
    }
    lastKeys[depth - 1] = key;
    lastKeyLengths[depth - 1] = length;
    keyPending = true;
  }

  private void begin(char letter, int lastKey) {
    if (depth == lastKeys.length) {
      lastKeys = Arrays.copyOf(lastKeys, 2 * depth);
      lastKeyLengths = Arrays.copyOf(lastKeyLengths, 2 * depth);
    }
    lastKeys[depth++] = lastKey;
    reserve(1);
    bytes[size++] = (byte) letter;
  }

  private void write(byte[] source, int offset, int length) {
    writeLength(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  /** Writes a string and answers how many bytes its content has. */
  private int write(String text) {
    if (!isAscii(text)) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      write(utf8, 0, utf8.length);
      return utf8.length;
    }
    int length = text.length();
    writeLength(length);
    for (int i = 0; i < length; i++) {
      bytes[size++] = (byte) text.charAt(i);
    }
    return length;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** Writes a string's length and its colon, and makes room for its content. */
  private void writeLength(int length) {
    writeNumber(length);
    reserve(1L + length);
    bytes[size++] = ':';
  }

  private void writeNumber(long value) {
    reserve(20);
    // Taken apart as a negative number, since the least long has no positive counterpart.
    long rest = value < 0 ? value : -value;
    if (value < 0) {
      bytes[size++] = '-';
    }
    size += digits(rest);
    int position = size;
    do {
      bytes[--position] = (byte) ('0' - rest % 10);
      rest /= 10;
    } while (rest != 0);
  }

  private static int digits(long negative) {
    int digits = 1;
    for (long rest = negative / 10; rest != 0; rest /= 10) {
      digits++;
    }
    return digits;
  }

  private void reserve(long more) {
    long needed = size + more;
    if (needed <= bytes.length) {
      return;
    }
    if (needed > MAX_SIZE) {
      throw new IllegalStateException("more than an array holds: " + needed + " bytes");
    }
    bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(2L * bytes.length, MAX_SIZE)));
  }
}

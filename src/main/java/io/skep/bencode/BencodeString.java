package io.skep.bencode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A bencoded byte string; its bytes are copied only when asked for. */
public final class BencodeString implements BencodeValue {
  private final byte[] source;
  private final int start;
  private final int end;
  private final int length;

  BencodeString(byte[] source, int start, int end, int length) {
    this.source = source;
    this.start = start;
    this.end = end;
    this.length = length;
  }

  /** Where the first digit of its length is; its content begins at {@code end() - length()}. */
  @Override
  public int start() {
    return start;
  }

  @Override
  public int end() {
    return end;
  }

  /** The length of the content, in bytes. */
  public int length() {
    return length;
  }

  /** A fresh array of the content. */
  public byte[] bytes() {
    return Arrays.copyOfRange(source, end - length, end);
  }

  /** The content as UTF-8; what is none becomes U+FFFD. */
  public String utf8() {
    return new String(source, end - length, length, StandardCharsets.UTF_8);
  }

  /** The content as {@link #utf8} has it. */
  @Override
  public String toString() {
    return utf8();
  }

  /** Orders as BEP 3 orders keys: as raw bytes, not as characters. */
  int compare(BencodeString other) {
    return Arrays.compareUnsigned(
        source, end - length, end, other.source, other.end - other.length, other.end);
  }

  int compare(byte[] other) {
    return Arrays.compareUnsigned(source, end - length, end, other, 0, other.length);
  }
}

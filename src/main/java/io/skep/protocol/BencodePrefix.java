package io.skep.protocol;

/**
 * Finds where a bencoded value ends that other bytes follow, as in a metadata message (BEP 9). It
 * only looks for the end: whether the value is well formed the reader says.
 */
final class BencodePrefix {
  private BencodePrefix() {}

  /** Where the first byte after the value is; the array's length where that can't be told. */
  static int end(byte[] bytes) {
    int depth = 0;
    int position = 0;
    while (position < bytes.length) {
      switch (bytes[position]) {
        case 'd', 'l' -> {
          depth++;
          position++;
        }
        case 'e' -> {
          depth--;
          position++;
        }
        case 'i' -> position = afterInteger(bytes, position);
        default -> position = afterString(bytes, position);
      }
      if (depth <= 0) {
        return position;
      }
    }
    return bytes.length;
  }

  private static int afterInteger(byte[] bytes, int start) {
    int position = start;
    while (position < bytes.length) {
      if (bytes[position++] == 'e') {
        break;
      }
    }
    return position;
  }

  private static int afterString(byte[] bytes, int start) {
    long length = 0;
    int position = start;
    while (position < bytes.length && bytes[position] >= '0' && bytes[position] <= '9') {
      length = Math.min(length * 10 + bytes[position] - '0', bytes.length);
      position++;
    }
    // One more for the colon; what is no string ends here and is left to the reader to refuse.
    return (int) Math.min(position + 1 + length, bytes.length);
  }
}

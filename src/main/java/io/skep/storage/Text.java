package io.skep.storage;

/** Which text both databases keep as it is. */
final class Text {
  private Text() {}

  /**
   * The same text.
   *
   * @throws StorageException if it holds a NUL, which PostgreSQL refuses, or half a surrogate pair,
   *     which is no character and would come back as another
   */
  static String kept(String text) throws StorageException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw new StorageException("text with a NUL character can't be kept", null);
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw new StorageException("text with half a surrogate pair can't be kept", null);
      }
    }
    return text;
  }
}

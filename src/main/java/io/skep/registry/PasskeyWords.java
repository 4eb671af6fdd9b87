package io.skep.registry;

/**
 * A passkey of at most 32 characters as words of eight characters, which are compared at once.
 *
 * @param length how many characters it has
 */
record PasskeyWords(long first, long second, long third, long fourth, int length) {
  /** How many characters fit. */
  static final int LONGEST = 32;

  private static final int CHARACTERS_OF_WORD = 8;

  /** Those of a text that is not too long. One that is no passkey has words that no passkey has. */
  static PasskeyWords of(String text) {
    return new PasskeyWords(
        word(text, 0), word(text, 1), word(text, 2), word(text, 3), text.length());
  }

  private static long word(String text, int number) {
    int begin = number * CHARACTERS_OF_WORD;
    int end = Math.min(text.length(), begin + CHARACTERS_OF_WORD);
    long word = 0;
    for (int i = begin; i < end; i++) {
      word = word << Byte.SIZE | Math.min(text.charAt(i), 0xFF);
    }
    return word;
  }

  /** True if both are the same; how long this takes tells nothing of where they differ. */
  boolean areSame(PasskeyWords other) {
    long difference =
        (first ^ other.first)
            | (second ^ other.second)
            | (third ^ other.third)
            | (fourth ^ other.fourth)
            | (length ^ other.length);
    return difference == 0;
  }
}

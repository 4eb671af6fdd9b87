package io.skep.protocol;

/** Words from outside, made fit for a terminal, a log and one line. */
public final class PlainText {
  /** The most characters that are kept. */
  public static final int MAX_LENGTH = 500;

  private PlainText() {}

  /**
   * The text with every character that is no visible sign or space replaced, and cut to {@link
   * #MAX_LENGTH}: a tracker's words must not steer a terminal, hide what follows them or fill a
   * log.
   */
  public static String of(String text) {
    StringBuilder plain = new StringBuilder(Math.min(text.length(), MAX_LENGTH));
    for (int i = 0; i < text.length() && plain.length() < MAX_LENGTH; ) {
      int character = text.codePointAt(i);
      plain.appendCodePoint(isPlain(character) ? character : '\uFFFD');
      i += Character.charCount(character);
    }
    return plain.toString().strip();
  }

  private static boolean isPlain(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}

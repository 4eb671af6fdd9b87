package io.skep.registry;

import io.skep.storage.NameKey;
import java.text.Normalizer;

/**
 * Which texts may be names and reasons: those that people see in pages, terminals, logs and
 * clients, where a control character or one that turns the direction of writing would deceive.
 */
final class Names {
  /** The longest name of a user, in characters (code points). */
  static final int MAX_USER = 64;

  /** The longest name of a torrent. */
  static final int MAX_TORRENT = 255;

  /** The longest licence. */
  static final int MAX_LICENSE = 200;

  /** The longest reason for a deletion. */
  static final int MAX_REASON = 200;

  private static final int REPLACEMENT = 0xFFFD;

  private Names() {}

  /** The text as it is kept: without blanks around it, and written in one way (Unicode's NFC). */
  static String clean(String text) {
    return Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
  }

  /** What names have in common that are one name to people, and so to the storage. */
  static String fold(String name) {
    return NameKey.of(clean(name));
  }

  /** What is wrong with a clean name of a user, in a sentence; empty if nothing is. */
  static String userProblem(String name) {
    String problem = problem("a user's name", name, MAX_USER);
    boolean plain = name.codePoints().allMatch(Names::isPlainInNames);
    return problem.isEmpty() && !plain
        ? "a user's name must not have invisible characters or blanks other than the ordinary one"
        : problem;
  }

  /**
   * What is wrong with a clean text, in a sentence that does not repeat it; empty if nothing is.
   */
  static String problem(String what, String text, int most) {
    if (text.isEmpty()) {
      return what + " must not be empty";
    }
    if (text.codePointCount(0, text.length()) > most) {
      return what + " must not have more than " + most + " characters";
    }
    return text.codePoints().allMatch(Names::isHarmless)
        ? ""
        : what
            + " must not have control characters, halves of characters, or marks that turn"
            + " the direction of writing";
  }

  /** The text without what would be refused, cut to length; for what a file says. */
  static String shown(String text, int most) {
    StringBuilder shown = new StringBuilder();
    clean(text)
        .codePoints()
        .limit(most)
        .map(c -> isHarmless(c) ? c : REPLACEMENT)
        .forEach(shown::appendCodePoint);
    return shown.toString().strip();
  }

  private static boolean isHarmless(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> !isDirection(character) && (character & 0xFFFE) != 0xFFFE && character != 0xFEFF;
    };
  }

  private static boolean isDirection(int character) {
    return character == 0x061C
        || character == 0x200E
        || character == 0x200F
        || (character >= 0x202A && character <= 0x202E)
        || (character >= 0x2066 && character <= 0x2069);
  }

  private static boolean isPlainInNames(int character) {
    int type = Character.getType(character);
    return type != Character.FORMAT && (type != Character.SPACE_SEPARATOR || character == ' ');
  }
}

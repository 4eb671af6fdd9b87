package io.skep.cli;

import io.skep.protocol.PlainText;

/** Text measured in the columns that it takes on a terminal. */
final class TerminalText {
  // First and last of the ranges whose signs take two columns (Unicode's East Asian Width, W and
  // F).
  private static final int[] WIDE = {
    0x1100, 0x115F, 0x231A, 0x231B, 0x2329, 0x232A, 0x23E9, 0x23EC, 0x25FD, 0x25FE, 0x2614, 0x2615,
    0x2648, 0x2653, 0x26AA, 0x26AB, 0x26BD, 0x26BE, 0x26C4, 0x26C5, 0x2705, 0x2705, 0x270A, 0x270B,
    0x2728, 0x2728, 0x274C, 0x274C, 0x2753, 0x2755, 0x2795, 0x2797, 0x2B1B, 0x2B1C, 0x2B50, 0x2B50,
    0x2E80, 0x303E, 0x3041, 0xA4CF, 0xA960, 0xA97F, 0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE10, 0xFE19,
    0xFE30, 0xFE6F, 0xFF01, 0xFF60, 0xFFE0, 0xFFE6, 0x16FE0, 0x18DFF, 0x1AFF0, 0x1B2FF, 0x1F004,
    0x1F004, 0x1F0CF, 0x1F0CF, 0x1F18E, 0x1F18E, 0x1F191, 0x1F19A, 0x1F200, 0x1F64F, 0x1F680,
    0x1F6FF, 0x1F7E0, 0x1F7EB, 0x1F90C, 0x1FAFF, 0x20000, 0x3FFFD
  };
  private static final String CUT = "..";

  private TerminalText() {}

  /**
   * A name or words from outside, fit for one line: what could steer the terminal is replaced, and
   * what is longer than so many columns is cut in the middle, since names differ at their end too.
   */
  static String name(String name, int columns) {
    String plain = PlainText.of(name);
    if (columns(plain) <= columns || columns <= CUT.length()) {
      return cut(plain, columns);
    }
    int room = columns - CUT.length();
    String end = end(plain, room / 2);
    return cut(plain, room - columns(end)) + CUT + end;
  }

  private static String end(String text, int columns) {
    int start = text.length();
    int taken = 0;
    while (start > 0) {
      int character = text.codePointBefore(start);
      taken += columns(character);
      if (taken > columns) {
        break;
      }
      start -= Character.charCount(character);
    }
    return text.substring(start);
  }

  /** The beginning of the text that takes at most so many columns. */
  static String cut(String text, int columns) {
    int taken = 0;
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      taken += columns(character);
      if (taken > columns) {
        return text.substring(0, i);
      }
      i += Character.charCount(character);
    }
    return text;
  }

  /** The text with blanks behind it, so that it takes so many columns at least. */
  static String padded(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - columns(text)));
  }

  /** How many columns the text takes. */
  static int columns(String text) {
    return text.codePoints().map(TerminalText::columns).sum();
  }

  private static int columns(int character) {
    if (character < 0x300) {
      return 1;
    }
    return switch (Character.getType(character)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(character) ? 2 : 1;
    };
  }

  private static boolean isWide(int character) {
    for (int i = 0; i < WIDE.length && WIDE[i] <= character; i += 2) {
      if (character <= WIDE[i + 1]) {
        return true;
      }
    }
    return false;
  }
}

package io.skep.metainfo;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * Decides which names of a torrent may become names on this machine's disk.
 *
 * <p>What leads out of the download folder anywhere is refused everywhere: a torrent that holds it
 * was made to harm, or will harm those who get it from us. What merely one platform cannot store is
 * replaced there, since it is an honest name elsewhere, and whoever seeds it there has it so.
 */
final class FileNames {
  /** The longest name in bytes of UTF-8, which is what common file systems store. */
  static final int MAX_NAME_LENGTH = 255;

  /** The most names in a path. */
  static final int MAX_PATH_DEPTH = 100;

  private static final int SHOWN_LENGTH = 80;
  private static final String WINDOWS_FORBIDDEN = "<>:\"|?*";
  private static final Set<String> WINDOWS_DEVICES =
      Set.of(
          "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "COM0", "COM1", "COM2", "COM3", "COM4",
          "COM5", "COM6", "COM7", "COM8", "COM9", "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5",
          "LPT6", "LPT7", "LPT8", "LPT9", "COM¹", "COM²", "COM³", "LPT¹", "LPT²", "LPT³");

  /** Names as this machine can store them. */
  static final FileNames HERE = new FileNames(File.separatorChar == '\\');

  private final boolean windows;

  FileNames(boolean windows) {
    this.windows = windows;
  }

  /** The name as this platform can store it; refuses one that is a danger. */
  String check(String name) throws MetainfoException {
    if (name.isEmpty()) {
      throw new MetainfoException("a file's 'path' has an empty name");
    }
    if (name.equals(".") || name.equals("..")) {
      throw new MetainfoException("a file's name '" + name + "' leads out of the torrent's folder");
    }
    for (int i = 0; i < name.length(); i++) {
      char character = name.charAt(i);
      if (character == '/' || character == '\\') {
        throw new MetainfoException("a file's name " + shown(name) + " has a slash in it");
      }
      if (Character.isISOControl(character)) {
        throw new MetainfoException("a file's name " + shown(name) + " has a control character");
      }
    }
    if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_LENGTH) {
      throw new MetainfoException(
          "a file's name " + shown(name) + " is longer than " + MAX_NAME_LENGTH + " bytes");
    }
    return windows ? forWindows(name) : name;
  }

  private static String forWindows(String name) {
    StringBuilder fit = new StringBuilder(name);
    for (int i = 0; i < fit.length(); i++) {
      if (WINDOWS_FORBIDDEN.indexOf(fit.charAt(i)) >= 0) {
        fit.setCharAt(i, '_');
      }
    }
    char last = fit.charAt(fit.length() - 1);
    if (last == '.' || last == ' ') {
      fit.setCharAt(fit.length() - 1, '_');
    }
    // A device is meant whatever follows the first dot, and blanks before that don't count.
    String stem = name.split("\\.", 2)[0].stripTrailing().toUpperCase(Locale.ROOT);
    return WINDOWS_DEVICES.contains(stem) ? "_" + fit : fit.toString();
  }

  /** The name in quotes, cut and without what would steer a terminal. */
  static String shown(String name) {
    StringBuilder plain = new StringBuilder("'");
    name.codePoints()
        .limit(SHOWN_LENGTH)
        .map(point -> isVisible(point) ? point : '\uFFFD')
        .forEach(plain::appendCodePoint);
    return plain
        .append(name.codePointCount(0, name.length()) > SHOWN_LENGTH ? "…'" : "'")
        .toString();
  }

  private static boolean isVisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}

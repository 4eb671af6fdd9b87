package io.skep.console;

import io.nayuki.qrcodegen.QrCode;

/**
 * A text as a QR code (ISO/IEC 18004), as SVG draws it.
 *
 * @param size its edge, where a module is 1 wide and high; the margin of light modules that readers
 *     need is in it
 * @param path the dark modules, as the attribute {@code d} of a path
 */
record QrPicture(int size, String path) {
  private static final int MARGIN = 4;

  /**
   * Draws a text.
   *
   * @throws IllegalArgumentException if it has more than 2953 bytes
   */
  static QrPicture of(String text) {
    // On a screen nothing is scratched or stained, so the largest modules are read best.
    QrCode code = QrCode.encodeText(text, QrCode.Ecc.LOW);
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      addRow(path, code, y);
    }
    return new QrPicture(code.size + 2 * MARGIN, path.toString());
  }

  private static void addRow(StringBuilder path, QrCode code, int y) {
    int x = 0;
    while (x < code.size) {
      int start = x;
      while (code.getModule(x, y)) {
        x++;
      }
      if (x > start) {
        int width = x - start;
        path.append('M').append(start + MARGIN).append(' ').append(y + MARGIN);
        path.append('h').append(width).append("v1h").append(-width).append('z');
      }
      x++;
    }
  }
}

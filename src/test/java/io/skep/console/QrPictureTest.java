package io.skep.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QrPictureTest {
  private static final int PIXELS = 4;
  private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-\\3z");

  @ParameterizedTest
  @ValueSource(ints = {1, 120, 900, 2953})
  void aReaderOfAnotherMakeReadsIt(int length) throws Exception {
    String text = "otpauth://totp/Skep:bee?secret=".repeat(100).substring(0, length);

    assertEquals(text, QrReader.read(drawn(QrPicture.of(text))));
  }

  @Test
  void whatIsTooLongIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> QrPicture.of("a".repeat(2954)));
  }

  @Test
  void itHasTheMarginThatReadersNeed() {
    QrPicture picture = QrPicture.of("a");

    assertEquals(21 + 8, picture.size());
    assertTrue(picture.path().startsWith("M4 4h7v1h-7z"), picture.path());
  }

  private static BufferedImage drawn(QrPicture picture) {
    int edge = picture.size() * PIXELS;
    BufferedImage image = new BufferedImage(edge, edge, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    canvas.setColor(Color.WHITE);
    canvas.fillRect(0, 0, edge, edge);
    canvas.setColor(Color.BLACK);
    assertEquals("", RUN.matcher(picture.path()).replaceAll(""), "the path is nothing but runs");
    RUN.matcher(picture.path())
        .results()
        .forEach(run -> canvas.fillRect(pixels(run, 1), pixels(run, 2), pixels(run, 3), PIXELS));
    canvas.dispose();
    return image;
  }

  private static int pixels(MatchResult run, int group) {
    return Integer.parseInt(run.group(group)) * PIXELS;
  }
}

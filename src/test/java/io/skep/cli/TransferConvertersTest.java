package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

class TransferConvertersTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0k, 0",
    "1024, 1024",
    "1k, 1024",
    "500k, 512000",
    "500K, 512000",
    "2M, 2097152",
    "1.5M, 1572864",
    "1g, 1073741824",
    "0.001M, 1048",
    "1024g, 1099511627776",
  })
  void rates(String text, long rate) {
    assertEquals(rate, new RateConverter().convert(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "k",
        "-1k",
        "+1k",
        "1,5M",
        "500",
        "1023",
        "1e3",
        "1025g",
        "1T",
        "1 M",
        "1MB",
        ".5M",
        "99999999999999999999",
        "1.M",
        "١k"
      })
  void whatIsNoRate(String text) {
    assertRefused(new RateConverter(), text);
  }

  @ParameterizedTest
  @CsvSource({"0s, 0", "30s, 30", "10m, 600", "2h, 7200", "7d, 604800"})
  void times(String text, long seconds) {
    assertEquals(Duration.ofSeconds(seconds), new DurationConverter().convert(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30", "-1s", "1.5h", "1w", "366d", "1h30m", "9999999999s"})
  void whatIsNoTime(String text) {
    assertRefused(new DurationConverter(), text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "1.5, 1.5", "0.25, 0.25"})
  void ratios(String text, double ratio) {
    assertEquals(ratio, new RatioConverter().convert(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "NaN", "Infinity", "1e9", "1,5", "0x1p3", "1f"})
  void whatIsNoRatio(String text) {
    assertRefused(new RatioConverter(), text);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1:6881, 192.0.2.1:6881",
    "[2001:db8::1]:6881, [2001:db8:0:0:0:0:0:1]:6881",
    "127.0.0.1:1, 127.0.0.1:1",
    "127.0.0.1:65535, 127.0.0.1:65535",
  })
  void peers(String text, String written) {
    assertEquals(written, new PeerAddressConverter().convert(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "192.0.2.1", "192.0.2.1:", "192.0.2.1:0", "192.0.2.1:65536", "192.0.2.1:99999",
        "2001:db8::1:6881", "[2001:db8::1]", "example.com:80", "256.0.0.1:80", ":80", "[]:80"
      })
  void whatIsNoPeer(String text) {
    assertRefused(new PeerAddressConverter(), text);
  }

  /** In words that show what is right, and on one line. */
  private static void assertRefused(ITypeConverter<?> converter, String text) {
    TypeConversionException e =
        assertThrows(TypeConversionException.class, () -> converter.convert(text));
    String words = String.valueOf(e.getMessage());
    assertTrue(words.contains("such as") && words.endsWith("not '" + text + "'"), words);
  }
}

package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1, 1 B",
    "1023, 1023 B",
    "1023.6, 1 KiB",
    "1024, 1 KiB",
    "1536, 1.5 KiB",
    "102348, 99.9 KiB",
    "102400, 100 KiB",
    "1048063, 1023 KiB",
    "1048064, 1 MiB",
    "25165824, 24 MiB",
    "1288490188, 1.2 GiB",
    "1099511627776, 1 TiB",
    "9223372036854775807, 8 EiB",
    "-5, 0 B",
  })
  void amounts(double bytes, String written) {
    assertEquals(written, Figures.bytes(bytes));
    assertEquals(written + "/s", Figures.rate(bytes));
  }

  @ParameterizedTest
  @CsvSource({
    "1288490188, 3650722201, 1.2 of 3.4 GiB",
    "524288, 3650722201, 512 KiB of 3.4 GiB",
    "0, 0, 0 of 0 B",
  })
  void partsSayTheUnitOnce(double part, double whole, String written) {
    assertEquals(written, Figures.part(part, whole));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1000, 0.0%",
    "423, 1000, 42.3%",
    "4239, 10000, 42.3%",
    "999999, 1000000, 99.9%",
    "1000, 1000, 100.0%",
    "2000, 1000, 100.0%",
    "0, 0, 0.0%",
    "-1, 10, 0.0%",
  })
  void percentsAreRoundedDown(double part, double whole, String written) {
    assertEquals(written, Figures.percent(part, whole));
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 0s",
    "0, 0s",
    "59, 59s",
    "60, 1m 00s",
    "185, 3m 05s",
    "3599, 59m 59s",
    "3600, 1h 00m",
    "7800, 2h 10m",
    "86399, 23h 59m",
    "86400, 1d 0h",
    "356400, 4d 3h",
  })
  void times(long seconds, String written) {
    assertEquals(written, Figures.time(seconds));
  }

  @Test
  void whatIsLeft() {
    assertEquals("3m 05s left", Figures.left(OptionalLong.of(185)));
    assertEquals("no end in sight", Figures.left(OptionalLong.empty()));
    assertEquals("no end in sight", Figures.left(OptionalLong.of(Long.MAX_VALUE)));
  }

  @ParameterizedTest
  @CsvSource({"0, 0.00", "0.314, 0.31", "99.99, 99.99", "99.996, 100", "12345.6, 12346"})
  void ratios(double ratio, String written) {
    assertEquals(written, Figures.ratio(ratio));
  }

  @ParameterizedTest
  @CsvSource({
    "0, [----------]",
    "0.05, [----------]",
    "0.55, [#####-----]",
    "1, [##########]",
    "7, [##########]",
    "-1, [----------]",
  })
  void bars(double share, String bar) {
    assertEquals(bar, Figures.bar(share, 10));
  }

  @Test
  void theyAreTheSameInEveryLanguage() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertEquals("1.5 KiB", Figures.bytes(1536));
      assertEquals("3m 05s", Figures.time(185));
      assertEquals("42.3%", Figures.percent(423, 1000));
      assertEquals("0.31", Figures.ratio(0.31));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void counts() {
    assertEquals("0 peers", Figures.count(0, "peer"));
    assertEquals("1 peer", Figures.count(1, "peer"));
    assertEquals("2 peers", Figures.count(2, "peer"));
  }
}

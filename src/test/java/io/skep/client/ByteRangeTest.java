package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
  private static final long LENGTH = 1_000;

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 1",
    "bytes=0-499, 0, 500",
    "bytes=500-999, 500, 1000",
    "bytes=500-5000, 500, 1000",
    "bytes=500-, 500, 1000",
    "bytes=999-, 999, 1000",
    "bytes=-1, 999, 1000",
    "bytes=-1000, 0, 1000",
    "bytes=-5000, 0, 1000",
    "Bytes= 007-0008 , 7, 9",
    "bytes=5-99999999999999999999999999, 5, 1000"
  })
  void aPartOfTheFile(String header, long from, long to) {
    assertEquals(new ByteRange(from, to), ByteRange.parse(header, LENGTH));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bytes=1000-", "bytes=1000-1000", "bytes=99999999999999999999999999-", "bytes=-0"})
  void noByteOfTheFile(String header) {
    ByteRange range = ByteRange.parse(header, LENGTH);
    assertTrue(range != null && range.isEmpty(), header + ": " + range);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=5",
        "bytes=5-4",
        "bytes=0-1,5-6",
        "bytes=a-b",
        "bytes=--1",
        "bytes=+1-2",
        "items=0-1",
        "bytes=0-1 x"
      })
  void whatIsPassedOver(String header) {
    assertNull(ByteRange.parse(header, LENGTH));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-", "bytes=-5", "bytes=0-0"})
  void anEmptyFileHasNoParts(String header) {
    ByteRange range = ByteRange.parse(header, 0);
    assertTrue(range != null && range.isEmpty(), header + ": " + range);
  }

  @Test
  void contentRange() {
    ByteRange range = new ByteRange(5, 8);
    assertEquals("bytes 5-7/1000", range.contentRange(LENGTH));
    assertEquals(3, range.length());
  }
}

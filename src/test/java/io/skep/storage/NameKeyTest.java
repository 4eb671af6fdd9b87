package io.skep.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameKeyTest {
  @ParameterizedTest
  @CsvSource({
    "ada,ADA",
    "straße,STRASSE",
    "ὀδυσσεύς,ὈΔΥΣΣΕΎΣ",
    "ﬃ,FFI",
    "Ａｄａ,ada",
    "é,E\u0301",
    "ŉ,ʼN"
  })
  void caseAndFormDontTellNamesApart(String one, String other) {
    assertEquals(NameKey.of(one), NameKey.of(other));
  }

  @ParameterizedTest
  @CsvSource({"ada,adá", "a,а", "ada,'ada '", "0,O"})
  void otherNamesStayApart(String one, String other) {
    assertNotEquals(NameKey.of(one), NameKey.of(other));
  }

  @Test
  void aKeyIsItsOwnKey() {
    for (int c = 1; c < 0x20000; c++) {
      if (Character.isValidCodePoint(c) && (c < 0xd800 || c > 0xdfff)) {
        String key = NameKey.of("x" + Character.toString(c) + "y");
        assertEquals(key, NameKey.of(key), "U+" + Integer.toHexString(c));
      }
    }
  }
}

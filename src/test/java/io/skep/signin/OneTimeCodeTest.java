package io.skep.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneTimeCodeTest {
  private static final byte[] SECRET = bytes("12345678901234567890");

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The last six of the eight digits in RFC 6238, appendix B, for SHA-1. */
  @ParameterizedTest
  @CsvSource({
    "59, 287082",
    "1111111109, 081804",
    "1111111111, 050471",
    "1234567890, 005924",
    "2000000000, 279037",
    "20000000000, 353130"
  })
  void theCodesAreThoseOfTheRfc(long seconds, String code) {
    assertEquals(code, OneTimeCode.at(SECRET, OneTimeCode.step(seconds)));
    assertEquals(OneTimeCode.step(seconds), OneTimeCode.find(SECRET, code, seconds));
  }

  @Test
  void aCodeIsGoodForItsStepAndTheOnesBesideIt() {
    String code = OneTimeCode.at(SECRET, 100);

    assertEquals(-1, OneTimeCode.find(SECRET, code, 98 * 30 + 29));
    assertEquals(100, OneTimeCode.find(SECRET, code, 99 * 30));
    assertEquals(100, OneTimeCode.find(SECRET, code, 101 * 30 + 29));
    assertEquals(-1, OneTimeCode.find(SECRET, code, 102 * 30));
  }

  @ParameterizedTest
  @CsvSource({
    "f, MY",
    "fo, MZXQ",
    "foo, MZXW6",
    "foob, MZXW6YQ",
    "fooba, MZXW6YTB",
    "foobar, MZXW6YTBOI"
  })
  void theSecretIsWrittenAsTheRfcHasIt(String text, String base32) {
    assertEquals(base32, OneTimeCode.base32(bytes(text)), "RFC 4648, section 10");
  }

  @Test
  void theUriNamesTheUserAndNothingEscapes() {
    assertEquals(
        "otpauth://totp/Skep:a%26b%3Dc%20%2F%3F?secret=MZXW6YTBOI&issuer=Skep",
        OneTimeCode.uri(bytes("foobar"), "a&b=c /?"));
    assertEquals(20, OneTimeCode.secret().length);
    assertNotEquals(
        OneTimeCode.base32(OneTimeCode.secret()), OneTimeCode.base32(OneTimeCode.secret()));
  }
}

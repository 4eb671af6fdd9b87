package io.skep.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LicenseFilterTest {
  @ParameterizedTest
  @CsvSource({
    "CC-BY-4.0, true, false",
    "cc-by-nc-sa-3.0, true, false",
    "CC BY-SA 4.0, true, false",
    "CC0-1.0, true, true",
    "CC-PDDC, true, true",
    "https://creativecommons.org/licenses/by/4.0/, true, false",
    "http://creativecommons.org/publicdomain/zero/1.0/, true, true",
    "Creative Commons Attribution, true, false",
    "Public Domain, false, true",
    "public-domain, false, true",
    "PDDL-1.0, false, true",
    "Unlicense, false, true",
    "MIT, false, false",
    "GPL-3.0-or-later, false, false",
    "CCL, false, false",
    "'', false, false",
  })
  void groupsAreKnownByTheirNames(String license, boolean creativeCommons, boolean publicDomain) {
    assertEquals(creativeCommons, LicenseFilter.of("creative-commons").test(license));
    assertEquals(publicDomain, LicenseFilter.of("public-domain").test(license));
  }

  @Test
  void anyOtherNameMeansItselfAlone() {
    assertEquals(true, LicenseFilter.of("cc-by-4.0").test("CC-BY-4.0"));
    assertEquals(false, LicenseFilter.of("cc-by").test("CC-BY-4.0"));
    assertEquals(true, LicenseFilter.of("").test(""));
    assertEquals(true, LicenseFilter.of("").test("MIT"));
  }
}

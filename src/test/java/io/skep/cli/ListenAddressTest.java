package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenAddressTest {
  @ParameterizedTest
  @CsvSource({
    "::, localhost, true",
    "0.0.0.0, localhost, true",
    "127.0.0.1, 127.0.0.1, false",
    "2001:db8::1, [2001:db8::1], false"
  })
  void aPersonCanUseTheUrl(String host, String inUrl, boolean every) {
    assertEquals(inUrl, ListenAddress.inUrl(host));
    assertEquals(every, ListenAddress.isEvery(host));
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1", "0.0.0.0", "192.0.2.7"})
  void whatIsNamedIsKept(String host) {
    assertEquals(host, ListenAddress.usable(host));
  }
}

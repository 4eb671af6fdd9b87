package io.skep.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangesTest {
  private static InetAddress address(String text) throws Exception {
    return InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(text));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.0.0.0, true",
    "10.0.0.0/8, 10.255.255.255, true",
    "10.0.0.0/8, 9.255.255.255, false",
    "10.0.0.0/8, 11.0.0.0, false",
    "192.0.2.128/25, 192.0.2.127, false",
    "192.0.2.128/25, 192.0.2.128, true",
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
    "192.0.2.1/32, 192.0.2.0, false",
    "0.0.0.0/0, 203.0.113.7, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "::/0, 2001:db8::1, true",
    "::/0, 192.0.2.1, false",
    "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::/32, 2001:db9::, false",
    "2001:db8::/33, 2001:db8:8000::, false",
    "fe80::/10, febf::1, true",
    "::1, ::1, true",
    "::1, ::2, false",
    "192.0.2.0/24, ::ffff:192.0.2.9, true",
    "10.1.2.3/8, 10.9.9.9, true",
  })
  void containsWhatTheirPrefixCovers(String range, String address, boolean contained)
      throws Exception {
    AddressRanges ranges = AddressRanges.parse(List.of(range));

    assertEquals(contained, ranges.contains(address(address)));
  }

  @Test
  void containWhatAnyOfThemCovers() throws Exception {
    AddressRanges ranges = AddressRanges.parse(List.of("10.0.0.0/8", "2001:db8::/32"));

    assertTrue(ranges.contains(address("10.1.1.1")));
    assertTrue(ranges.contains(address("2001:db8::1")));
    assertFalse(ranges.contains(address("192.0.2.1")));
    assertFalse(ranges.isEmpty());
  }

  @Test
  void containNothingWhereThereIsNone() throws Exception {
    assertTrue(AddressRanges.NONE.isEmpty());
    assertTrue(AddressRanges.parse(List.of()).isEmpty());
    assertFalse(AddressRanges.NONE.contains(address("127.0.0.1")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/8",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/eight",
        "10.0.0.0/8/8",
        "10.0.0/8",
        "10.0.0.256",
        "2001:db8::/129",
        "2001:db8:::/32",
        "localhost",
        "example.org/24",
        " 10.0.0.0/8",
        "10.0.0.0-10.0.0.255",
      })
  void refuseWhatIsNoRangeByNamingIt(String text) {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> AddressRanges.parse(List.of("127.0.0.0/8", text)));

    assertEquals("'" + text + "' is no address range such as 10.0.0.0/8", refused.getMessage());
  }
}

package io.skep.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBufUtil;
import io.skep.bittorrent.PeerAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerPriorityTest {
  @ParameterizedTest
  @CsvSource({"98.76.54.32, ec2d7224", "123.213.32.234, 99568189"})
  void theProposalsExamplesComeOut(String other, String priority) throws UnknownHostException {
    assertBothWays(
        Long.parseLong(priority, 16), address("123.213.32.10", 51413), address(other, 6881));
  }

  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource({
    "123.213.32.10, 123.213.33.235, 7bd520007bd52141",
    "10.0.0.1, 10.1.255.255, 0a0000010a015555",
    "2001:db8:1:ffff:ffff::1, 2001:db8:2:ffff::1,"
        + "20010db8000155555555000000000001 20010db8000255550000000000000001",
    "2001:db8:1:1ff::1, 2001:db8:1:2ff::1,"
        + "20010db8000101550000000000000001 20010db8000102550000000000000001",
    "2001:db8:1:1ff:ff00::1, 2001:db8:1:1fe::1,"
        + "20010db8000101fe0000000000000001 20010db8000101ff5500000000000001",
    "2001:db8::ff, 2001:db8::fe,"
        + "20010db80000000000000000000000fe 20010db80000000000000000000000ff",
    "10.0.0.1, 2001:db8::ff," + "0000000000000000000055550000000120010db8000000000000000000000055",
  })
  void theNearerTheAddressesTheMoreOfThemCounts(String one, String other, String hashed)
      throws UnknownHostException {
    CRC32C checksum = new CRC32C();
    checksum.update(ByteBufUtil.decodeHexDump(hashed.replace(" ", "")));
    assertBothWays(checksum.getValue(), address(one, 1), address(other, 2));
  }

  @Test
  void theSameAddressIsToldByItsPorts() throws UnknownHostException {
    CRC32C checksum = new CRC32C();
    checksum.update(ByteBufUtil.decodeHexDump("1ae1c8d5"));
    assertBothWays(
        checksum.getValue(), address("123.213.32.10", 0x1ae1), address("123.213.32.10", 0xc8d5));
  }

  private static void assertBothWays(long priority, PeerAddress one, PeerAddress other) {
    assertEquals(priority, PeerPriority.of(one, other));
    assertEquals(priority, PeerPriority.of(other, one));
  }

  private static PeerAddress address(String ip, int port) throws UnknownHostException {
    return PeerAddress.of(InetAddress.getByName(ip), port);
  }
}

package io.skep.bittorrent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Addresses of both families and their forms. */
class PeerAddressTest {
  private static final byte[] MAPPED = HexFormat.of().parseHex("00000000000000000000ffffc0000201");
  private static final byte[] IPV6 = HexFormat.of().parseHex("20010db8000000000000000000000001");

  private static PeerAddress of(String host) throws UnknownHostException {
    return PeerAddress.of(InetAddress.getByName(host), 6881);
  }

  @Test
  void anIpv4AddressIsTheSameHoweverItIsWritten() throws UnknownHostException {
    PeerAddress plain = of("192.0.2.1");
    assertTrue(plain.isIpv4());
    assertEquals(0xC0000201, plain.ipv4());
    assertEquals(plain, PeerAddress.ipv4(0xC0000201, 6881));
    assertEquals(plain, PeerAddress.of(MAPPED, 6881));
    assertEquals(plain, of("::ffff:192.0.2.1"));
    assertArrayEquals(new byte[] {(byte) 192, 0, 2, 1}, plain.ip());
  }

  @Test
  void theHighestIpv4AddressIsOne() throws UnknownHostException {
    PeerAddress highest = of("255.255.255.255");
    assertTrue(highest.isIpv4());
    assertEquals(-1, highest.ipv4());
    assertEquals("255.255.255.255:6881", highest.toString());
  }

  @Test
  void anIpv6AddressIsNoIpv4Address() throws UnknownHostException {
    PeerAddress address = PeerAddress.of(IPV6, 6881);
    assertFalse(address.isIpv4());
    assertEquals(address, of("2001:db8::1"));
    assertArrayEquals(IPV6, address.ip());
    assertFalse(of("::1").isIpv4());
    assertFalse(of("::192.0.2.1").isIpv4());
    assertFalse(of("64:ff9b::192.0.2.1").isIpv4());
  }

  @Test
  void textNamesHostAndPort() throws UnknownHostException {
    assertEquals("192.0.2.1:6881", of("192.0.2.1").toString());
    assertEquals("192.0.2.1", of("192.0.2.1").host());
    for (String text : new String[] {"2001:db8::1", "::1", "fe80::ffff", "1:2:3:4:5:6:7:8"}) {
      PeerAddress address = of(text);
      assertEquals(InetAddress.getByName(text), InetAddress.getByName(address.host()));
      assertEquals("[" + address.host() + "]:6881", address.toString());
      assertEquals(InetAddress.getByName(text), address.inetAddress());
    }
  }

  @Test
  void otherLengthsAreNoAddress() {
    for (int length : new int[] {0, 3, 5, 6, 15, 17}) {
      byte[] wrong = new byte[length];
      assertThrows(IllegalArgumentException.class, () -> PeerAddress.of(wrong, 1));
    }
  }

  @Test
  void otherNumbersAreNoPort() throws UnknownHostException {
    assertEquals(0, of("192.0.2.1").withPort(0).port());
    assertEquals(65_535, of("192.0.2.1").withPort(65_535).port());
    assertThrows(IllegalArgumentException.class, () -> PeerAddress.ipv4(0, -1));
    assertThrows(IllegalArgumentException.class, () -> PeerAddress.ipv4(0, 65_536));
  }

  @Test
  void anotherPortIsAnotherPeerInTheSameNetwork() throws UnknownHostException {
    for (PeerAddress address : new PeerAddress[] {of("192.0.2.1"), of("2001:db8::1")}) {
      assertNotEquals(address, address.withPort(1));
      assertTrue(address.sameNetwork(address.withPort(1)));
    }
  }

  @Test
  void anIpv4NetworkIsOneAddress() throws UnknownHostException {
    assertTrue(of("192.0.2.1").sameNetwork(of("::ffff:192.0.2.1")));
    assertFalse(of("192.0.2.1").sameNetwork(of("192.0.2.2")));
  }

  @Test
  void anIpv6NetworkIsASixtyFour() throws UnknownHostException {
    assertTrue(of("2001:db8:0:1::1").sameNetwork(of("2001:db8:0:1:ffff:ffff:ffff:ffff")));
    assertFalse(of("2001:db8:0:1::1").sameNetwork(of("2001:db8:0:2::1")));
  }

  @Test
  void theFamiliesShareNoNetwork() throws UnknownHostException {
    assertFalse(of("192.0.2.1").sameNetwork(of("2001:db8::1")));
    assertFalse(of("2001:db8::1").sameNetwork(of("192.0.2.1")));
    assertFalse(of("127.0.0.1").sameNetwork(of("::1")));
  }
}

package io.skep.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.PeerAddress;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionIdsTest {
  private static final long NOW = 1_800_000_000;
  private static final byte[] KEY = key(1);
  private static final PeerAddress ADDRESS = PeerAddress.ipv4(0xC0000201, 6881);

  private final ConnectionIds ids = new ConnectionIds(KEY);

  private static byte[] key(int seed) {
    byte[] key = new byte[ConnectionIds.KEY_LENGTH];
    new Random(seed).nextBytes(key);
    return key;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 60, 119, 120})
  void isGoodForTwoMinutes(int age) {
    assertTrue(ids.isValid(ids.issue(ADDRESS, NOW), ADDRESS, NOW + age));
  }

  @ParameterizedTest
  // The id holds 10 bits of its second: at 1,024 s and a little more its age looks young again.
  @ValueSource(ints = {121, 122, 240, 1000, 1023, 1024, 1025, 1100, 1144, 2048, 86_400})
  void isOldAfterThat(int age) {
    assertFalse(ids.isValid(ids.issue(ADDRESS, NOW), ADDRESS, NOW + age));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 60, 120, 904, 1024, 1025})
  void isNotOfTheFuture(int ahead) {
    assertFalse(ids.isValid(ids.issue(ADDRESS, NOW + ahead), ADDRESS, NOW));
  }

  /** At whatever second it is made: the bits of the second wrap within each of these windows. */
  @Test
  void livesExactlyAsLongAtEverySecond() {
    for (long made = NOW; made < NOW + 2048; made++) {
      long id = ids.issue(ADDRESS, made);
      assertTrue(ids.isValid(id, ADDRESS, made));
      assertTrue(ids.isValid(id, ADDRESS, made + 120));
      assertFalse(ids.isValid(id, ADDRESS, made + 121));
      assertFalse(ids.isValid(id, ADDRESS, made - 1));
    }
  }

  @Test
  void belongsToItsAddress() {
    long id = ids.issue(ADDRESS, NOW);

    assertFalse(ids.isValid(id, PeerAddress.ipv4(0xC0000202, 6881), NOW));
    assertFalse(ids.isValid(id, new PeerAddress(0x20010db800000000L, 1, 6881), NOW));
  }

  @Test
  void tellsIpv6AddressesOfOneNetworkApart() {
    long id = ids.issue(new PeerAddress(0x20010db800000000L, 1, 6881), NOW);

    assertFalse(ids.isValid(id, new PeerAddress(0x20010db800000000L, 2, 6881), NOW));
    assertFalse(ids.isValid(id, new PeerAddress(0x20010db800000001L, 1, 6881), NOW));
  }

  /** A router may give a client another port between its connect and its announce. */
  @Test
  void doesNotMindThePort() {
    assertTrue(ids.isValid(ids.issue(ADDRESS, NOW), ADDRESS.withPort(1), NOW));
  }

  /** A dual-stack socket names one client in two ways. */
  @Test
  void isTheSameForAnIpv4AddressAndItsMappedForm() throws Exception {
    byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, (byte) 192, 0, 2, 1};

    assertEquals(ids.issue(ADDRESS, NOW), ids.issue(PeerAddress.of(mapped, 6881), NOW));
  }

  /** 192.0.2.1 is not the IPv6 address ::192.0.2.1. */
  @Test
  void isAnotherForAnIpv4AddressAndTheIpv6AddressOfTheSameBits() {
    assertFalse(ids.isValid(ids.issue(ADDRESS, NOW), new PeerAddress(0, 0xC0000201L, 6881), NOW));
  }

  @Test
  void belongsToItsKey() {
    assertFalse(new ConnectionIds(key(2)).isValid(ids.issue(ADDRESS, NOW), ADDRESS, NOW));
    assertTrue(new ConnectionIds(KEY.clone()).isValid(ids.issue(ADDRESS, NOW), ADDRESS, NOW));
  }

  @Test
  void isNotKnownWithAnyBitChanged() {
    long id = ids.issue(ADDRESS, NOW);
    for (int bit = 0; bit < Long.SIZE; bit++) {
      assertFalse(ids.isValid(id ^ 1L << bit, ADDRESS, NOW), "bit " + bit);
    }
  }

  @Test
  void isNotGuessed() {
    Random random = new Random(7);
    for (int i = 0; i < 200_000; i++) {
      long guess = random.nextLong();
      assertFalse(ids.isValid(guess, ADDRESS, NOW), () -> Long.toHexString(guess));
    }
    assertFalse(ids.isValid(0, ADDRESS, NOW));
    assertFalse(ids.isValid(0x41727101980L, ADDRESS, NOW));
  }

  @Test
  void differsByAddressAndSecond() {
    Set<Long> seen = new HashSet<>();
    for (int host = 0; host < 100; host++) {
      for (int second = 0; second < 100; second++) {
        assertTrue(seen.add(ids.issue(PeerAddress.ipv4(host, 0), NOW + second)));
      }
    }
    assertNotEquals(ids.issue(ADDRESS, NOW), ids.issue(ADDRESS, NOW + 1024));
  }

  /** The id against the JDK's own CBC, so that it is the construction that its docstring names. */
  @Test
  void isTheCbcMacOfAddressAndSecond() throws Exception {
    Cipher cbc = Cipher.getInstance("AES/CBC/NoPadding");
    cbc.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "AES"), new IvParameterSpec(new byte[16]));
    java.nio.ByteBuffer message = java.nio.ByteBuffer.allocate(32);
    message.putLong(ADDRESS.high()).putLong(ADDRESS.low()).putLong(NOW).putLong(0);
    long mac = java.nio.ByteBuffer.wrap(cbc.doFinal(message.array())).getLong(16);

    assertEquals((mac & ~1023L) | (NOW & 1023), ids.issue(ADDRESS, NOW));
  }

  @Test
  void wantsSixteenBytesOfKey() {
    assertThrows(IllegalArgumentException.class, () -> new UdpSettings("::", 0, new byte[15], 0));
    assertThrows(IllegalArgumentException.class, () -> new UdpSettings("::", 0, new byte[32], 0));
  }
}

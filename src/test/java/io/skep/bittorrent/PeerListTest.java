package io.skep.bittorrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Peers in their compact form (BEP 23, BEP 7). */
class PeerListTest {
  private static final byte[] NONE = {};
  private static final byte[] IPV4 = hex("c0000201 1ae1 ffffffff ffff");
  private static final byte[] IPV6 = hex("20010db8000000000000000000000001 0001");
  private static final byte[] IDS = hex("11".repeat(20) + "22".repeat(20) + "33".repeat(20));

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  @Test
  void entriesAreTheIpv4PeersThenTheIpv6Peers() {
    PeerList peers = new PeerList(IPV4, IPV6, NONE);
    assertEquals(3, peers.size());
    assertEquals(
        List.of(
            new PeerList.Entry(PeerAddress.ipv4(0xC0000201, 6881), null),
            new PeerList.Entry(PeerAddress.ipv4(-1, 65_535), null),
            new PeerList.Entry(new PeerAddress(0x20010db800000000L, 1, 1), null)),
        peers.entries());
  }

  @Test
  void eachEntryHasItsId() {
    List<PeerId> ids =
        new PeerList(IPV4, IPV6, IDS).entries().stream().map(PeerList.Entry::id).toList();
    assertEquals(List.of(PeerId.read(IDS, 0), PeerId.read(IDS, 20), PeerId.read(IDS, 40)), ids);
  }

  @Test
  void onlyWholePeersMakeAList() {
    byte[] five = new byte[5];
    byte[] seventeen = new byte[17];
    byte[] twoIds = new byte[40];
    assertThrows(IllegalArgumentException.class, () -> new PeerList(five, NONE, NONE));
    assertThrows(IllegalArgumentException.class, () -> new PeerList(NONE, seventeen, NONE));
    assertThrows(IllegalArgumentException.class, () -> new PeerList(IPV4, IPV6, twoIds));
    assertThrows(IllegalArgumentException.class, () -> new PeerList(NONE, NONE, twoIds));
  }

  @Test
  void equalityIsThatOfTheBytes() {
    PeerList peers = new PeerList(IPV4, IPV6, IDS);
    PeerList same = new PeerList(IPV4.clone(), IPV6.clone(), IDS.clone());
    assertEquals(peers, same);
    assertEquals(peers.hashCode(), same.hashCode());
    assertNotEquals(peers, new PeerList(IPV4, IPV6, NONE));
    assertNotEquals(new PeerList(IPV4, NONE, NONE), new PeerList(NONE, IPV6, NONE));
    assertEquals(PeerList.EMPTY, new PeerList(NONE, NONE, NONE));
    assertNotEquals(peers, PeerList.EMPTY);
  }
}

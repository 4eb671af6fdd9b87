package io.skep.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedFastSetTest {
  private static final InfoHash INFO_HASH = InfoHash.parse("aa".repeat(20));
  private static final PeerAddress PEER = PeerAddress.ipv4(0x500404C8, 6881);

  @Test
  void theProposalsExamplesComeOut() {
    assertEquals(
        List.of(1059, 431, 808, 1217, 287, 376, 1188),
        AllowedFastSet.pieces(PEER, INFO_HASH, 1313, 7));
    assertEquals(
        List.of(1059, 431, 808, 1217, 287, 376, 1188, 353, 508),
        AllowedFastSet.pieces(PEER, INFO_HASH, 1313, 9));
  }

  @Test
  void aWholeNetworkHasTheSamePieces() {
    assertEquals(
        AllowedFastSet.pieces(PEER, INFO_HASH, 1313, AllowedFastSet.SIZE),
        AllowedFastSet.pieces(
            PeerAddress.ipv4(0x50040401, 1), INFO_HASH, 1313, AllowedFastSet.SIZE));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 9, 10, 11})
  void aSmallTorrentHasNoMoreThanItsPieces(int pieceCount) {
    List<Integer> pieces = AllowedFastSet.pieces(PEER, INFO_HASH, pieceCount, AllowedFastSet.SIZE);
    assertEquals(Math.min(pieceCount, 10), new TreeSet<>(pieces).size());
    assertEquals(Math.min(pieceCount, 10), pieces.size());
  }

  @Test
  void thereIsNoRuleForIpv6() {
    assertEquals(List.of(), AllowedFastSet.pieces(new PeerAddress(1, 2, 3), INFO_HASH, 1313, 10));
  }
}

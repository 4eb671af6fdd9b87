package io.skep.bittorrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The small ones. */
class NounsTest {
  private static AnnounceBuilder announce() {
    return new AnnounceBuilder(new InfoHash(1, 2, 3), PeerAddress.ipv4(1, 1));
  }

  @Test
  void whoHasNothingLeftIsASeederWhateverTheEvent() {
    for (Event event : Event.values()) {
      assertTrue(announce().event(event).left(0).build().isSeeder());
      assertFalse(announce().event(event).left(1).build().isSeeder());
      assertFalse(announce().event(event).left(AnnounceRequest.LEFT_UNKNOWN).build().isSeeder());
    }
  }

  @Test
  void bothFamiliesAreEither() {
    assertTrue(AddressFamilies.BOTH.ipv4() && AddressFamilies.BOTH.ipv6());
    assertTrue(AddressFamilies.IPV4.ipv4() && !AddressFamilies.IPV4.ipv6());
    assertTrue(AddressFamilies.IPV6.ipv6() && !AddressFamilies.IPV6.ipv4());
  }

  @Test
  void aScrapeKeepsItsOwnList() {
    List<InfoHash> infoHashes = new ArrayList<>(List.of(new InfoHash(1, 1, 1)));
    ScrapeRequest request = new ScrapeRequest(infoHashes, "");
    infoHashes.clear();
    assertEquals(1, request.infoHashes().size());
  }

  @Test
  void aFaultSaysItsWordsAndWhetherToComeBack() {
    assertEquals("odd", RequestException.malformed("odd").reason());
    assertEquals(RequestException.RETRY_UNSAID, RequestException.malformed("odd").retryMinutes());
    assertEquals(RequestException.RETRY_NEVER, RequestException.refused("no").retryMinutes());
    assertEquals(7, RequestException.retryLater("later", 7).retryMinutes());
    assertEquals(0, RequestException.malformed("odd").getStackTrace().length);
    assertThrows(IllegalArgumentException.class, () -> RequestException.retryLater("later", 0));
  }
}

package io.skep.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.AddressFamilies;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.RequestException;
import io.skep.tracker.Admitted;
import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListAdmissionTest {
  private static final InfoHash A = InfoHash.parse("a".repeat(40));
  private static final InfoHash B = InfoHash.parse("b".repeat(40));
  private static final ClientRules ANY_CLIENT = new ClientRules(List.of(), List.of());

  private final Path folder;

  ListAdmissionTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private TorrentList list(String name, InfoHash infoHash) throws Exception {
    return TorrentList.open(Files.writeString(folder.resolve(name), infoHash + "\n"));
  }

  private static AnnounceRequest announce(InfoHash infoHash, String peerId, Event event) {
    return new AnnounceRequest(
        infoHash,
        ClientRulesTest.peerId(peerId),
        PeerAddress.ipv4(0x7F000001, 6881),
        event,
        0,
        0,
        1,
        0,
        0,
        -1,
        AddressFamilies.BOTH,
        false,
        "");
  }

  /** The words of the refusal; empty if it is let in. */
  private static String refusal(ListAdmission admission, InfoHash infoHash) {
    return refusal(admit(admission, announce(infoHash, "-TR3000-", Event.NONE)));
  }

  private static Future<Admitted> admit(ListAdmission admission, AnnounceRequest request) {
    return admission.admit(request, request.address(), 1);
  }

  private static String refusal(Future<Admitted> answer) {
    assertTrue(answer.isComplete(), "what is in memory is answered at once");
    if (answer.succeeded()) {
      return "";
    }
    RequestException refusal = (RequestException) answer.cause();
    assertEquals(RequestException.RETRY_NEVER, refusal.retryMinutes());
    return refusal.reason();
  }

  @Test
  void withoutListsEverythingIsServed() {
    ListAdmission admission = new ListAdmission(null, null, ANY_CLIENT);

    assertEquals("", refusal(admission, A));
    assertTrue(admission.serves(A));
  }

  @Test
  void onlyWhatIsOnTheListIsServed() throws Exception {
    TorrentList allowed = list("allow", A);
    ListAdmission admission = new ListAdmission(allowed, null, ANY_CLIENT);

    assertEquals("", refusal(admission, A));
    assertEquals("unregistered torrent", refusal(admission, B));
    assertTrue(admission.serves(A));
    assertFalse(admission.serves(B));

    Files.writeString(folder.resolve("allow"), B + "\n# changed\n");
    assertTrue(allowed.reload());
    assertEquals("unregistered torrent", refusal(admission, A));
    assertEquals("", refusal(admission, B), "a list that has changed holds at once");
  }

  @Test
  void whatIsDeniedIsNotServed() throws Exception {
    ListAdmission admission = new ListAdmission(null, list("deny", A), ANY_CLIENT);

    assertEquals("torrent is not allowed on this tracker", refusal(admission, A));
    assertEquals("", refusal(admission, B));
    assertFalse(admission.serves(A));
    assertTrue(admission.serves(B));
  }

  @Test
  void whatIsOnBothListsIsDenied() throws Exception {
    ListAdmission admission = new ListAdmission(list("allow", A), list("deny", A), ANY_CLIENT);

    assertEquals("torrent is not allowed on this tracker", refusal(admission, A));
    assertFalse(admission.serves(A));
  }

  @Test
  void aClientThatIsKeptOutMayStillLeave() {
    ListAdmission admission =
        new ListAdmission(null, null, new ClientRules(List.of(), List.of("-XL")));

    for (Event event : Event.values()) {
      String expected = event == Event.STOPPED ? "" : "client is not allowed on this tracker";
      assertEquals(expected, refusal(admit(admission, announce(A, "-XL0012-", event))), "" + event);
      assertEquals("", refusal(admit(admission, announce(A, "-TR3000-", event))), "" + event);
    }
    assertTrue(admission.serves(A), "a scrape has no client");
  }

  /** A flood of refused announces must cost nothing. */
  @Test
  void theSameRefusalIsGivenAgain() throws Exception {
    ListAdmission admission = new ListAdmission(list("allow", A), null, ANY_CLIENT);
    AnnounceRequest refused = announce(B, "-TR3000-", Event.NONE);

    assertTrue(admit(admission, refused) == admit(admission, refused));
  }
}

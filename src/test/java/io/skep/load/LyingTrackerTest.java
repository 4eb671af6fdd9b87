package io.skep.load;

import static io.skep.load.LyingTracker.packet;
import static io.skep.load.LyingTracker.peer;
import static io.skep.load.LyingTracker.telling;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.SwarmCounts;
import io.skep.protocol.UdpResponse;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with an answer is told, whatever it is. */
class LyingTrackerTest {
  private static final int REQUESTS = 20;
  private static final String GOOD =
      "d8:intervali60e5:peers6:\u0009\u0000\u0000\u0001\u0001\u0001e";

  private static LoadResult over(LyingTracker.UdpLie lie, boolean acceptsSelf) throws Exception {
    try (LyingTracker tracker = LyingTracker.udp(lie)) {
      Loads load = new Loads(tracker.url());
      load.requests = REQUESTS;
      load.numwant = 3;
      load.timeoutMillis = 300;
      load.acceptsSelf = acceptsSelf;
      return load.run();
    }
  }

  private static void requireOnly(Flaw flaw, LyingTracker.UdpLie lie) throws Exception {
    LoadResult result = over(lie, false);
    assertEquals(List.of(flaw), result.findings().stream().map(LoadResult.Finding::flaw).toList());
    assertEquals(REQUESTS, result.wrong());
    assertEquals(0, result.answered());
    assertEquals(REQUESTS, result.line(Kind.ANNOUNCE).wrong());
  }

  @Test
  void anHonestAnswerIsRight() throws Exception {
    LoadResult result =
        over((announce, from) -> telling(announce, new byte[] {9, 0, 0, 1, 1, 1}), false);
    assertEquals(REQUESTS, result.answered());
    assertEquals(List.of(), result.findings());
  }

  @Test
  void anotherTransactionId() throws Exception {
    LoadResult result =
        over(
            (announce, from) ->
                packet(
                    new UdpResponse.Announce(announce.transactionId() + 1, 60, 1, 1, new byte[0])),
            false);
    assertEquals(Flaw.UNASKED, result.findings().get(0).flaw());
    assertEquals(REQUESTS, result.wrong());
    assertEquals(REQUESTS, result.line(Kind.ANNOUNCE).lost());
  }

  @Test
  void peersThatAreNotWhole() throws Exception {
    requireOnly(Flaw.WRONG_LENGTH, (announce, from) -> telling(announce, new byte[7]));
  }

  @Test
  void anAnswerThatIsCutShort() throws Exception {
    requireOnly(
        Flaw.WRONG_LENGTH, (announce, from) -> Arrays.copyOf(telling(announce, new byte[0]), 19));
  }

  @Test
  void anAnswerToAScrape() throws Exception {
    requireOnly(
        Flaw.WRONG_ACTION,
        (announce, from) ->
            packet(
                new UdpResponse.Scrape(
                    announce.transactionId(), List.of(new SwarmCounts(1, 1, 1, 1)))));
  }

  @Test
  void anActionThatThereIsNot() throws Exception {
    requireOnly(
        Flaw.WRONG_ACTION,
        (announce, from) -> {
          byte[] packet = telling(announce, new byte[0]);
          packet[3] = 9;
          return packet;
        });
  }

  @Test
  void noInterval() throws Exception {
    requireOnly(
        Flaw.OUT_OF_RANGE,
        (announce, from) ->
            packet(new UdpResponse.Announce(announce.transactionId(), 0, 1, 1, new byte[0])));
  }

  @Test
  void morePeersThanWereWanted() throws Exception {
    requireOnly(Flaw.TOO_MANY_PEERS, (announce, from) -> telling(announce, new byte[24]));
  }

  @Test
  void thePeerItself() throws Exception {
    requireOnly(
        Flaw.OWN_ADDRESS,
        (announce, from) -> telling(announce, peer(from.getAddress(), announce.port())));
  }

  @Test
  void thePeerItselfWhereThatIsAccepted() throws Exception {
    LoadResult result =
        over((announce, from) -> telling(announce, peer(from.getAddress(), announce.port())), true);
    assertEquals(List.of(), result.findings());
    assertEquals(REQUESTS, result.answered());
    assertEquals(REQUESTS, result.toldOfItself());
  }

  @Test
  void aRefusal() throws Exception {
    requireOnly(
        Flaw.REFUSED,
        (announce, from) -> packet(new UdpResponse.Failure(announce.transactionId(), "no")));
  }

  @Test
  void silence() throws Exception {
    LoadResult result = over((announce, from) -> null, false);
    assertEquals(0, result.answered());
    assertEquals(List.of(), result.findings());
    assertEquals(REQUESTS, result.line(Kind.ANNOUNCE).lost());
  }

  @Test
  void aBurstOfPacketsThatNobodyAskedFor() throws Exception {
    LoadResult result = over((announce, from) -> new byte[] {1, 2, 3}, false);
    assertEquals(Flaw.WRONG_LENGTH, result.findings().get(0).flaw());
    assertEquals(REQUESTS, result.line(Kind.ANNOUNCE).lost());
  }

  @ParameterizedTest
  @CsvSource({
    "200, d14:failure reason2:noe, REFUSED",
    "400, d14:failure reason2:noe, REFUSED",
    "503, later, HTTP_STATUS",
    "200, <html>, NOT_AN_ANSWER",
    "200, de, NOT_AN_ANSWER",
    "200, d8:intervali0e5:peers0:e, NOT_AN_ANSWER",
    "200, d8:intervali60e5:peers5:abcdee, NOT_AN_ANSWER",
    "200, d8:intervali60e5:peers24:abcdefabcdefabcdefabcdefe, TOO_MANY_PEERS"
  })
  void wrongOverHttp(int status, String body, Flaw flaw) throws Exception {
    requireOverHttp(flaw, "HTTP/1.1 %d X\r\nContent-Length: %d\r\n\r\n%s", status, body);
  }

  private static void requireOverHttp(Flaw flaw, String format, int status, String body)
      throws Exception {
    LoadResult result = overHttp(format.formatted(status, body.length(), body));
    assertEquals(List.of(flaw), result.findings().stream().map(LoadResult.Finding::flaw).toList());
    assertEquals(REQUESTS, result.line(Kind.ANNOUNCE).wrong());
    assertEquals(0, result.answered());
  }

  private static LoadResult overHttp(String response) throws Exception {
    try (LyingTracker tracker = LyingTracker.http(response)) {
      Loads load = new Loads(tracker.url());
      load.requests = REQUESTS;
      load.numwant = 3;
      load.connectionPerRequest = true;
      return load.run();
    }
  }

  @Test
  void anHonestAnswerOverHttpIsRight() throws Exception {
    LoadResult result =
        overHttp("HTTP/1.1 200 OK\r\nContent-Length: " + GOOD.length() + "\r\n\r\n" + GOOD);
    assertEquals(List.of(), result.findings());
    assertEquals(REQUESTS, result.answered());
    assertEquals(1, result.line(Kind.ANNOUNCE).peers());
  }

  @Test
  void anAnswerThatEndsWithTheConnection() throws Exception {
    LoadResult result = overHttp("HTTP/1.0 200 OK\r\n\r\n" + GOOD);
    assertEquals(List.of(), result.findings());
    assertEquals(REQUESTS, result.answered());
  }

  @Test
  void anAnswerThatIsBrokenOff() throws Exception {
    LoadResult result = overHttp("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n" + GOOD);
    assertEquals(
        List.of(new LoadResult.Finding(Flaw.CLOSED_EARLY, "in the middle of the answer", REQUESTS)),
        result.findings());
  }

  @Test
  void aConnectionThatIsClosedInPlaceOfAnAnswer() throws Exception {
    LoadResult result = overHttp("");
    assertEquals(
        List.of(
            new LoadResult.Finding(
                Flaw.CLOSED_EARLY, "before any of the answer had come", REQUESTS)),
        result.findings());
  }

  @Test
  void nobodyThere() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Loads load = new Loads("http://127.0.0.1:" + port + "/announce");
    load.requests = REQUESTS;
    load.timeoutMillis = 100;
    LoadException fault = assertThrows(LoadException.class, load::run);
    assertTrue(String.valueOf(fault.getMessage()).contains("Connection refused"), fault::toString);
  }
}

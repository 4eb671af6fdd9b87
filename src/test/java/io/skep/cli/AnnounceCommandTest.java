package io.skep.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerId;
import io.skep.bittorrent.RequestException;
import io.skep.client.HttpStub;
import io.skep.client.UdpStub;
import io.skep.client.Waiting;
import io.skep.protocol.HttpReply;
import io.skep.protocol.UdpRequest;
import io.skep.protocol.UdpResponse;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class AnnounceCommandTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final String HASH = "0123456789abcdef0123456789abcdef01234567";
  private static final String ANSWER =
      "d8:completei2e10:downloadedi50e11:external ip4:\u00c63d\u0002"
          + "10:incompletei3e8:intervali1800e12:min intervali900e"
          + "5:peers6:\u00c0\u0000\u0002\u0001\u001a\u00e1"
          + "6:peers618: \u0001\r\u00b8"
          + "\u0000".repeat(11)
          + "\u0001\u001a\u00e9"
          + "15:warning message4:soone";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @AfterAll
  static void closeVertx() throws Exception {
    Waiting.forResult(VERTX.close());
  }

  @Test
  void textForPeople() throws Exception {
    HttpStub tracker = httpTracker(ANSWER);
    assertEquals(0, run(tracker.url("/announce").toString(), HASH));
    assertEquals(
        """
        warning      soon
        interval     1800 s
        min interval 900 s
        seeders      2
        leechers     3
        downloaded   50
        external ip  198.51.100.2
        peers        2
        192.0.2.1:6881
        [2001:db8:0:0:0:0:0:1]:6889
        """,
        out.toString());
    assertEquals("", err.toString());
  }

  @Test
  void jsonForScripts() throws Exception {
    HttpStub tracker = httpTracker(ANSWER);
    assertEquals(0, run(tracker.url("/announce").toString(), HASH, "--json"));
    assertEquals(
        new JsonObject()
            .put("interval", 1800)
            .put("min_interval", 900)
            .put("complete", 2)
            .put("incomplete", 3)
            .put("downloaded", 50)
            .put("external_ip", "198.51.100.2")
            .put("warning", "soon")
            .put(
                "peers",
                new JsonArray()
                    .add(new JsonObject().put("ip", "192.0.2.1").put("port", 6881))
                    .add(new JsonObject().put("ip", "2001:db8:0:0:0:0:0:1").put("port", 6889))),
        new JsonObject(out.toString()));
  }

  @Test
  void whatIsNotToldIsLeftOut() throws Exception {
    HttpStub tracker = httpTracker("d8:intervali60ee");
    assertEquals(0, run(tracker.url("/announce").toString(), HASH));
    assertEquals("interval     60 s\npeers        0\n", out.toString());
    assertEquals(0, run(tracker.url("/announce").toString(), HASH, "--json"));
    assertEquals(
        new JsonObject().put("interval", 60).put("peers", new JsonArray()),
        new JsonObject(out.toString().substring(out.toString().indexOf('{'))));
  }

  @Test
  void everyOptionGoesOut() throws Exception {
    AtomicReference<UdpRequest> sent = new AtomicReference<>();
    UdpStub tracker =
        new UdpStub(
            VERTX,
            "127.0.0.1",
            UdpStub.connecting(
                (request, sender) -> {
                  sent.set(request);
                  sender.send(
                      new UdpResponse.Announce(request.transactionId(), 60, 1, 0, new byte[0]));
                }));
    String url = tracker.url("/announce/k").toString();
    String options =
        "--port 7 --event completed --left 1 --uploaded 2 --downloaded 3 --numwant 4"
            + " --peer-id -XX0100-abcdefghijkl --key DEADBEEF --timeout 50";
    assertEquals(0, run((url + " " + HASH + " " + options).split(" ", -1)), err::toString);
    UdpRequest.Announce announce = assertInstanceOf(UdpRequest.Announce.class, sent.get());
    assertEquals(
        new UdpRequest.Announce(
            announce.connectionId(),
            announce.transactionId(),
            InfoHash.parse(HASH),
            PeerId.read("-XX0100-abcdefghijkl".getBytes(ISO_8859_1), 0),
            3,
            1,
            2,
            Event.COMPLETED,
            0,
            0xDEADBEEF,
            4,
            7,
            "/announce/k"),
        announce);
    assertEquals("interval     60 s\nseeders      0\nleechers     1\npeers        0\n", text());
  }

  @Test
  void aRefusalIsOneLine() throws Exception {
    HttpStub tracker =
        httpTracker(
            new String(
                HttpReply.failure(RequestException.refused("unregistered\n\u001b[2Jtorrent")),
                ISO_8859_1));
    assertEquals(1, run(tracker.url("/announce").toString(), HASH));
    assertEquals("skep: the tracker refuses: unregistered\ufffd\ufffd[2Jtorrent\n", err.toString());
    assertEquals("", out.toString());
  }

  @Test
  void noAnswerIsOneLine() throws Exception {
    UdpStub silent = new UdpStub(VERTX, "127.0.0.1", (request, sender) -> {});
    assertEquals(1, run(silent.url("").toString(), HASH, "--timeout", "0.2"));
    assertEquals("skep: " + silent.url("") + " gave no answer to 3 packets\n", err.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "udp://127.0.0.1:1",
        "ftp://127.0.0.1:1 0123456789abcdef0123456789abcdef01234567",
        "no-url 0123456789abcdef0123456789abcdef01234567",
        "udp://127.0.0.1:1 0123",
        "udp://127.0.0.1:1 xx23456789abcdef0123456789abcdef01234567",
        "udp://127.0.0.1:1 0123456789abcdef0123456789abcdef01234567 --port 0",
        "udp://127.0.0.1:1 0123456789abcdef0123456789abcdef01234567 --port 65536",
        "udp://127.0.0.1:1 0123456789abcdef0123456789abcdef01234567 --left -1",
        "udp://127.0.0.1:1 0123456789abcdef0123456789abcdef01234567 --numwant -2",
        "udp://127.0.0.1:1 0123456789abcdef0123456789abcdef01234567 --event begun",
        "udp://127.0.0.1:1 0123456789abcdef0123456789abcdef01234567 --peer-id short",
        "udp://127.0.0.1:1 0123456789abcdef0123456789abcdef01234567 --key 123456789",
        "udp://127.0.0.1:1 0123456789abcdef0123456789abcdef01234567 --timeout 0",
        "udp://127.0.0.1:1 0123456789abcdef0123456789abcdef01234567 --timeout soon",
        "udp://127.0.0.1:1 0123456789abcdef0123456789abcdef01234567 --unknown"
      })
  void wrongUsage(String args) {
    assertEquals(2, run(args.isEmpty() ? new String[0] : args.split(" ", -1)));
    assertEquals("", out.toString());
    assertTrue(!err.toString().isEmpty());
  }

  @Test
  void help() {
    assertEquals(0, run("--help"));
    assertTrue(out.toString().contains("--numwant"), out::toString);
  }

  private static HttpStub httpTracker(String answer) throws Exception {
    return new HttpStub(
        VERTX, request -> request.response().end(Buffer.buffer(answer.getBytes(ISO_8859_1))));
  }

  private String text() {
    return out.toString();
  }

  private int run(String... args) {
    return new CommandLine(new AnnounceCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}

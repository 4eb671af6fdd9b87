package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.client.UdpStub;
import io.skep.client.Waiting;
import io.skep.protocol.UdpRequest;
import io.skep.protocol.UdpResponse;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class LoadCommandTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final String SHORT = " --requests 200 --warm-up 0s --peers 100 --torrents 5";
  private static final String HASH = "0123456789abcdef0123456789abcdef01234567";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @AfterAll
  static void closeVertx() throws Exception {
    Waiting.forResult(VERTX.close());
  }

  private static String honest() throws Exception {
    UdpStub tracker =
        new UdpStub(
            VERTX,
            "127.0.0.1",
            UdpStub.connecting((request, sender) -> sender.send(answer(request))));
    return tracker.url("/announce").toString();
  }

  private static UdpResponse answer(UdpRequest request) {
    return new UdpResponse.Announce(request.transactionId(), 60, 1, 0, new byte[6]);
  }

  @Test
  void aTableForPeople() throws Exception {
    assertEquals(0, run(honest() + SHORT + " --scrape 0"), err::toString);
    assertTrue(out.toString().contains("100 peers in 5 torrents (uniform)"), out::toString);
    assertTrue(
        out.toString().matches("(?s).*announce +200 +200 +0 +0 +26.0 +1.0.*"), out::toString);
    assertEquals("", err.toString());
  }

  @Test
  void oneJsonObjectForScripts() throws Exception {
    String pid = " --server-pid " + ProcessHandle.current().pid();
    assertEquals(0, run(honest() + SHORT + " --scrape 0 --fill --json" + pid), err::toString);
    JsonObject result = new JsonObject(out.toString());
    assertEquals(200, result.getJsonObject("announce").getInteger("sent"));
    assertEquals(200, result.getJsonObject("announce").getInteger("answered"));
    assertEquals(1.0, result.getJsonObject("announce").getDouble("peers_per_answer"));
    assertTrue(result.getJsonObject("announce").getJsonObject("latency_us").getDouble("p99_9") > 0);
    assertEquals(100, result.getInteger("filled_peers"));
    assertEquals(0, result.getJsonArray("wrong").size());
    assertTrue(result.getJsonObject("server").getLong("rss_after_bytes") > 1_000_000);
    assertTrue(result.getJsonObject("server").containsKey("rss_bytes_per_peer"));
    assertFalse(result.getString("tracker").contains("announce"));
  }

  @Test
  void wrongAnswersAreToldAndTheExitCodeSaysSo() throws Exception {
    // The stub answers scrapes as if they were announces.
    assertEquals(1, run(honest() + SHORT + " --scrape 0.5"));
    assertTrue(out.toString().contains("answered another question than was asked"), out::toString);
  }

  @Test
  void givenHashesAndPasskeysGoOut(@TempDir Path folder) throws Exception {
    Path hashes =
        Files.writeString(folder.resolve("hashes"), HASH.toUpperCase(Locale.ROOT) + "\n\n");
    Path passkeys = Files.writeString(folder.resolve("passkeys"), "secret-1\n");
    AtomicReference<UdpRequest> sent = new AtomicReference<>();
    UdpStub tracker =
        new UdpStub(
            VERTX,
            "127.0.0.1",
            UdpStub.connecting(
                (request, sender) -> {
                  sent.set(request);
                  sender.send(answer(request));
                }));
    String files = " --hashes " + hashes + " --passkeys " + passkeys;
    String load = tracker.url("") + " --requests 10 --warm-up 0s --peers 10 --scrape 0";
    assertEquals(0, run(load + files), err::toString);
    assertTrue(sent.get() instanceof UdpRequest.Announce, () -> "sent: " + sent);
    UdpRequest.Announce announce = (UdpRequest.Announce) sent.get();
    assertEquals(HASH, announce.infoHash().toString());
    assertEquals("/announce/secret-1", announce.urlData());
  }

  @Test
  void aProcessThatThereIsNotIsOneLine() throws Exception {
    assertEquals(1, run(honest() + SHORT + " --server-pid " + Integer.MAX_VALUE));
    assertEquals(1, err.toString().lines().count(), err::toString);
    assertTrue(err.toString().contains("tells nothing of a process"), err::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "https://127.0.0.1/announce",
        "udp://127.0.0.1",
        "http://127.0.0.1:1/tracker",
        "udp://127.0.0.1:1 --peers 0",
        "udp://127.0.0.1:1 --torrents 0",
        "udp://127.0.0.1:1 --popularity square",
        "udp://127.0.0.1:1 --seeders 1.1",
        "udp://127.0.0.1:1 --addresses 5000",
        "udp://127.0.0.1:1 --events paused=1",
        "udp://127.0.0.1:1 --events none=0",
        "udp://127.0.0.1:1 --events none",
        "udp://127.0.0.1:1 --scrape 2",
        "udp://127.0.0.1:1 --scrape-hashes 75",
        "udp://127.0.0.1:1 --torrents 3 --scrape-hashes 4",
        "udp://127.0.0.1:1 --numwant -1",
        "udp://127.0.0.1:1 --duration soon",
        "udp://127.0.0.1:1 --duration 0s",
        "udp://127.0.0.1:1 --requests 0",
        "udp://127.0.0.1:1 --rate -1",
        "udp://127.0.0.1:1 --in-flight 0",
        "udp://127.0.0.1:1 --threads 65",
        "udp://127.0.0.1:1 --timeout 0s",
        "udp://127.0.0.1:1 --hashes /nowhere/at/all",
        "http://127.0.0.1:1 --pipeline 2 --connection-per-request",
        "udp://127.0.0.1:1 --unknown"
      })
  void wrongUsage(String args) {
    assertEquals(2, run(args));
    assertEquals("", out.toString());
    assertFalse(err.toString().isEmpty());
    assertFalse(err.toString().contains("Exception"), err::toString);
  }

  private int run(String args) {
    return new CommandLine(new LoadCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(
            Arrays.stream(args.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .toArray(String[]::new));
  }
}

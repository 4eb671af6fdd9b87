package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.ScrapeResponse;
import io.skep.bittorrent.SwarmCounts;
import io.skep.client.HttpStub;
import io.skep.client.Waiting;
import io.skep.protocol.HttpReply;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ScrapeCommandTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final String KNOWN = "0123456789abcdef0123456789abcdef01234567";
  private static final String UNKNOWN = "ffffffffffffffffffffffffffffffffffffffff";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @AfterAll
  static void closeVertx() throws Exception {
    Waiting.forResult(VERTX.close());
  }

  @Test
  void textForPeople() throws Exception {
    assertEquals(0, run(tracker().url("/announce").toString(), UNKNOWN, KNOWN));
    assertEquals(
        UNKNOWN
            + "  not known to the tracker\n"
            + KNOWN
            + "  seeders 5  leechers 7  downloaded 50\n",
        out.toString());
    assertEquals("", err.toString());
  }

  @Test
  void jsonForScripts() throws Exception {
    assertEquals(0, run(tracker().url("/scrape").toString(), KNOWN, UNKNOWN, "--json"));
    assertEquals(
        new JsonObject()
            .put(
                "swarms",
                new JsonArray()
                    .add(
                        new JsonObject()
                            .put("info_hash", KNOWN)
                            .put("known", true)
                            .put("complete", 5)
                            .put("incomplete", 7)
                            .put("downloaded", 50)
                            .put("downloaders", 6))
                    .add(new JsonObject().put("info_hash", UNKNOWN).put("known", false))),
        new JsonObject(out.toString()));
  }

  @Test
  void aTrackerThatAnswersNoScrapes() {
    assertEquals(1, run("http://127.0.0.1:1/x", KNOWN));
    assertEquals(
        "skep: http://127.0.0.1:1 answers no scrapes: its path does not end in 'announce'\n",
        err.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "http://127.0.0.1:1/announce", "http://127.0.0.1:1/announce 01"})
  void wrongUsage(String args) {
    assertEquals(2, run(args.isEmpty() ? new String[0] : args.split(" ", -1)));
    assertEquals("", out.toString());
  }

  private static HttpStub tracker() throws Exception {
    ScrapeResponse response =
        new ScrapeResponse(
            List.of(
                new ScrapeResponse.Swarm(
                    InfoHash.parse(KNOWN), new SwarmCounts(5, 7, 50, 6), true)));
    return new HttpStub(
        VERTX, request -> request.response().end(Buffer.buffer(HttpReply.scrape(response, 60))));
  }

  private int run(String... args) {
    return new CommandLine(new ScrapeCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}

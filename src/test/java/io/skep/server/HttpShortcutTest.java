package io.skep.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client can see of announces being answered ahead of the HTTP codec: nothing. */
@Timeout(60)
class HttpShortcutTest {
  private static String request(String url) {
    return "GET " + url + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }

  /** Seven pieces are put together here, sixty are left to the codec. */
  @ParameterizedTest
  @ValueSource(ints = {2, 7, 60})
  void answersARequestThatComesInPieces(int pieces) throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        RawHttp client = tracker.http()) {
      for (int round = 0; round < 2; round++) {
        String request = request(Hashes.leech(1, 7001));
        int length = request.length() / pieces;
        for (int at = 0; at < request.length(); at += length) {
          client.send(request.substring(at, Math.min(request.length(), at + length)));
          // So that the pieces don't meet on the way: an answer to somebody else lies between.
          try (RawHttp other = tracker.http()) {
            assertEquals(200, other.get("/stats.json").status());
          }
        }
        assertEquals(1, client.reply().bencoded().integer("incomplete").orElse(-1));
      }
    }
  }

  @Test
  void answersInTheirOrderWhateverIsAskedFor() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        RawHttp client = tracker.http()) {
      client.send(
          request(Hashes.leech(1, 7001))
              + request(Hashes.leech(1, 7002))
              + request("/stats.json")
              + request(Hashes.leech(1, 7003))
              + request("/none")
              + request(Hashes.leech(1, 7004)));

      assertEquals(1, client.reply().bencoded().integer("incomplete").orElse(-1));
      assertEquals(2, client.reply().bencoded().integer("incomplete").orElse(-1));
      assertEquals("application/json", client.reply().header("content-type"));
      assertEquals(3, client.reply().bencoded().integer("incomplete").orElse(-1));
      assertEquals(404, client.reply().status());
      assertEquals(4, client.reply().bencoded().integer("incomplete").orElse(-1));
    }
  }

  /** Far more than sockets hold: the tracker has to stop reading, and to go on. */
  @Test
  void waitsForAClientThatLetsItsAnswersLie() throws Exception {
    int announces = 40_000;
    try (RunningTracker tracker = new TrackerSetup().start();
        RawHttp client = tracker.http()) {
      byte[] request = request(Hashes.leech(1, 7001)).getBytes(StandardCharsets.US_ASCII);
      CompletableFuture<Void> sent =
          CompletableFuture.runAsync(
              () -> {
                try {
                  for (int i = 0; i < announces; i++) {
                    client.send(request);
                  }
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      try (RawHttp other = tracker.http()) {
        // The tracker is at work, and others have their turn.
        Waiting.until(
            "the first announces are answered", () -> tracker.count("skep.announces") > 1000);
        assertEquals("", other.get(Hashes.leech(2, 7001)).failure());
      }
      for (int i = 0; i < announces; i++) {
        assertEquals(1, client.reply().bencoded().integer("incomplete").orElse(-1));
      }
      sent.join();
    }
  }

  @Test
  void answersNothingBehindTheRequestThatCloses() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        RawHttp client = tracker.http()) {
      client.send(
          "GET "
              + Hashes.leech(1, 7001)
              + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
              + request(Hashes.leech(1, 7002)));

      assertEquals("close", client.reply().header("connection"));
      assertTrue(client.isClosedByTracker());
      assertEquals(1, tracker.counts(Hashes.infoHash(1)).incomplete());
    }
  }

  @Test
  void forgetsAClientThatDoesNotWaitForItsAnswer() throws Exception {
    Promise<Void> late = Promise.promise();
    RecordingAdmission admission =
        new RecordingAdmission(
            request -> request.address().port() == 7001 ? late.future() : Future.succeededFuture());
    try (RunningTracker tracker = new TrackerSetup().admission(admission).start()) {
      try (RawHttp client = tracker.http()) {
        client.send(request(Hashes.leech(1, 7001)) + request(Hashes.leech(1, 7002)));
        admission.take();
      }
      Waiting.until("no connection is left", () -> tracker.connections() == 0);
      late.complete();

      try (RawHttp client = tracker.http()) {
        assertEquals("", client.get(Hashes.leech(2, 7003)).failure());
      }
      assertEquals(7003, admission.take().address().port());
    }
  }
}

package io.skep.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.EOFException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that bring one request and are closed behind its answer. */
@Timeout(60)
class HttpDoorTest {
  private static String lastRequest(String url) {
    return "GET " + url + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  }

  private static void assertOnlyAnswer(RawHttp client) throws Exception {
    RawReply reply = client.reply();
    assertEquals(200, reply.status());
    assertEquals("close", reply.header("connection"));
    assertEquals("", reply.failure());
    assertThrows(EOFException.class, client::reply);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void answersAndCloses(boolean nativeTransport) throws Exception {
    try (RunningTracker tracker = new TrackerSetup().nativeTransport(nativeTransport).start()) {
      for (int i = 1; i <= 50; i++) {
        try (RawHttp client = tracker.http()) {
          client.send(lastRequest(Hashes.leech(1, 7000 + i)));
          RawReply reply = client.reply();

          assertEquals(i, reply.bencoded().integer("incomplete").orElse(-1));
          assertEquals("text/plain", reply.header("content-type"));
          assertEquals("close", reply.header("connection"));
          assertThrows(EOFException.class, client::reply);
        }
      }
      Waiting.until(
          "all are counted", () -> tracker.count("skep.announces", "outcome", "ok") == 50);
      Waiting.until("no connection is left", () -> tracker.connections() == 0);
    }
  }

  @Test
  void answersWhoSpeaksHttp10() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        RawHttp client = tracker.http()) {
      client.send("GET " + Hashes.leech(1, 7001) + " HTTP/1.0\r\n\r\n");

      assertOnlyAnswer(client);
    }
  }

  @ParameterizedTest
  @CsvSource({"/, 200", "/stats.json, 200", "/none, 404"})
  void leavesPagesToTheCodec(String path, int status) throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        RawHttp client = tracker.http()) {
      client.send(lastRequest(path));
      RawReply reply = client.reply();

      assertEquals(status, reply.status());
      assertEquals("close", reply.header("connection"));
      assertTrue(client.isClosedByTracker());
    }
  }

  /** It comes whole, in a piece and the rest, or after such a while that nobody waits for it. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100})
  void answersARequestOfWhichItHasSeenOnlyThisMuch(int bytes) throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        RawHttp client = tracker.http()) {
      String request = lastRequest(Hashes.leech(1, 7001));
      client.send(request.substring(0, bytes));
      Waiting.until("it is let in", () -> tracker.connections() == 1);
      client.send(request.substring(bytes));

      assertOnlyAnswer(client);
      Waiting.until("no connection is left", () -> tracker.connections() == 0);
    }
  }

  @Test
  void forgetsWhoLeavesWithoutARequest() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start()) {
      for (int i = 0; i < 20; i++) {
        tracker.http().close();
        try (RawHttp client = tracker.http()) {
          client.socket().setSoLinger(true, 0);
        }
      }
      try (RawHttp client = tracker.http()) {
        client.send(lastRequest(Hashes.leech(1, 7001)));
        assertOnlyAnswer(client);
      }
      Waiting.until("no connection is left", () -> tracker.connections() == 0);
    }
  }

  /** It takes no place, so no crowd of idle connections can shut it out. */
  @Test
  void answersThoughTheTrackerIsFull() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().maxConnections(1).start();
        RawHttp first = tracker.http();
        RawHttp second = tracker.http();
        RawHttp third = tracker.http()) {
      assertEquals("", first.get(Hashes.leech(1, 7001)).failure());
      second.send(lastRequest(Hashes.leech(1, 7002)));
      assertOnlyAnswer(second);
      third.send("GET " + Hashes.leech(1, 7003) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");

      assertTrue(third.isClosedByTracker());
      assertEquals(1, tracker.turnedAway(HttpFault.TOO_MANY_CONNECTIONS));
      assertEquals(1, tracker.connections());
    }
  }

  @Test
  void keepsAConnectionForAnAnswerThatComesLater() throws Exception {
    Promise<Void> admitted = Promise.promise();
    RecordingAdmission admission = new RecordingAdmission(request -> admitted.future());
    try (RunningTracker tracker = new TrackerSetup().admission(admission).start();
        RawHttp client = tracker.http()) {
      client.send(lastRequest(Hashes.leech(1, 7001)));
      admission.take();
      Waiting.until("it is kept", () -> tracker.connections() == 1);
      admitted.complete();

      assertOnlyAnswer(client);
      Waiting.until("no connection is left", () -> tracker.connections() == 0);
    }
  }

  @Test
  void turnsAwayWhoWouldHaveToWaitWhenTheTrackerIsFull() throws Exception {
    Promise<Void> admitted = Promise.promise();
    RecordingAdmission admission = new RecordingAdmission(request -> admitted.future());
    try (RunningTracker tracker =
            new TrackerSetup().admission(admission).maxConnections(1).start();
        RawHttp first = tracker.http();
        RawHttp second = tracker.http()) {
      first.send(lastRequest(Hashes.leech(1, 7001)));
      admission.take();
      second.send(lastRequest(Hashes.leech(1, 7002)));

      assertTrue(second.isClosedByTracker());
      assertEquals(1, tracker.turnedAway(HttpFault.TOO_MANY_CONNECTIONS));
      admitted.complete();
      assertOnlyAnswer(first);
      Waiting.until("no connection is left", () -> tracker.connections() == 0);
    }
  }

  @Test
  void forgetsWhoDoesNotWaitForItsAnswer() throws Exception {
    Promise<Void> admitted = Promise.promise();
    RecordingAdmission admission = new RecordingAdmission(request -> admitted.future());
    try (RunningTracker tracker = new TrackerSetup().admission(admission).start()) {
      try (RawHttp client = tracker.http()) {
        client.send(lastRequest(Hashes.leech(1, 7001)));
        admission.take();
        Waiting.until("it is kept", () -> tracker.connections() == 1);
      }
      Waiting.until("its connection is gone", () -> tracker.connections() == 0);
      admitted.complete();
      try (RawHttp client = tracker.http()) {
        client.send(lastRequest(Hashes.leech(1, 7002)));
        assertOnlyAnswer(client);
      }
    }
  }

  @Test
  void finishesAnAnswerUnderWayWhenTheTrackerStops() throws Exception {
    Promise<Void> admitted = Promise.promise();
    RecordingAdmission admission = new RecordingAdmission(request -> admitted.future());
    try (RunningTracker tracker = new TrackerSetup().admission(admission).start();
        RawHttp idle = tracker.http();
        RawHttp client = tracker.http()) {
      assertEquals(200, idle.get("/").status());
      client.send(lastRequest(Hashes.leech(1, 7001)));
      admission.take();
      Waiting.until("it is kept", () -> tracker.connections() == 2);
      Future<Void> stopped = tracker.stop();
      assertTrue(idle.isClosedByTracker());
      assertFalse(stopped.isComplete());
      admitted.complete();

      assertOnlyAnswer(client);
      Waiting.on(stopped);
    }
  }

  /** What ends a thread elsewhere would take an event loop with all its connections along. */
  @Test
  void survivesAnError() throws Exception {
    RecordingAdmission admission =
        new RecordingAdmission(
            request -> {
              if (request.address().port() == 7001) {
                throw new StackOverflowError("as a test wants it");
              }
              return Future.succeededFuture();
            });
    try (CapturedLog log = new CapturedLog(HttpDoor.class);
        RunningTracker tracker = new TrackerSetup().admission(admission).start()) {
      try (RawHttp client = tracker.http()) {
        client.send(lastRequest(Hashes.leech(1, 7001)));
        assertTrue(client.isClosedByTracker());
      }
      try (RawHttp client = tracker.http()) {
        client.send(lastRequest(Hashes.leech(1, 7002)));
        assertOnlyAnswer(client);
      }
      assertEquals(List.of("as a test wants it"), log.causes());
      assertEquals(0, tracker.connections());
    }
  }
}

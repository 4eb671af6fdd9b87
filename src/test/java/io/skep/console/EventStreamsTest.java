package io.skep.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventStreamsTest {
  private static final Buffer OVERVIEW = EventStream.event("overview", new JsonObject());

  private final Vertx vertx = Vertx.vertx();
  private final EventStreams streams = new EventStreams(new SimpleMeterRegistry());
  private volatile @Nullable JsonObject mine = new JsonObject().put("n", 1);
  private volatile boolean letIn = true;
  private final Promise<Context> loop = Promise.promise();
  private HttpServer server;

  @BeforeEach
  void start() {
    server =
        RunningConsole.await(
            vertx
                .createHttpServer()
                .requestHandler(
                    request -> {
                      loop.tryComplete(Vertx.currentContext());
                      streams.add(
                          request.response().setChunked(true),
                          0,
                          true,
                          List.of(new EventTopic("mine", 2, () -> mine)),
                          () -> letIn,
                          OVERVIEW);
                    })
                .listen(0, "127.0.0.1"));
  }

  @AfterEach
  void stop() {
    RunningConsole.await(server.close());
    RunningConsole.await(vertx.close());
  }

  private EventReader listen() {
    EventReader reader = new EventReader(server.actualPort(), "", "");
    reader.next("overview");
    return reader;
  }

  /** Until the event loop has done what it was told. */
  private void settle() {
    Promise<Boolean> done = Promise.promise();
    RunningConsole.await(loop.future()).runOnContext(then -> done.complete(true));
    RunningConsole.await(done.future());
  }

  @Test
  void whatHasNotChangedIsNotToldAgain() {
    try (EventReader events = listen()) {
      streams.tick(OVERVIEW, OVERVIEW);
      assertEquals(1, events.next("mine").getInteger("n"));
      streams.tick(OVERVIEW, OVERVIEW);
      streams.tick(OVERVIEW, OVERVIEW);
      mine = new JsonObject().put("n", 2);
      streams.tick(OVERVIEW, OVERVIEW);
      streams.tick(OVERVIEW, OVERVIEW);

      assertEquals(2, events.next("mine").getInteger("n"));
    }
  }

  @Test
  void whoDoesNotReadIsLetGo() {
    Buffer much = EventStream.event("overview", new JsonObject().put("text", "x".repeat(1 << 20)));
    try (EventReader deaf = listen()) {
      assertNotNull(deaf);
      assertEquals(1, streams.size());
      // More than any socket's buffers hold.
      for (int i = 0; i < 200 && !streams.isEmpty(); i++) {
        streams.tick(much, much);
        settle();
      }

      assertEquals(0, streams.size());
    }
  }

  @Test
  void afterALongTimeOneHasToComeAgain() {
    try (EventReader events = listen()) {
      for (int i = 0; i <= EventStreams.LONGEST_SECONDS; i++) {
        streams.tick(OVERVIEW, OVERVIEW);
        events.next("overview");
        if (i == EventStreams.LONGEST_SECONDS - 1) {
          break;
        }
      }
      assertEquals(1, streams.size());

      streams.tick(OVERVIEW, OVERVIEW);

      assertTrue(events.hasEnded());
      settle();
      assertEquals(0, streams.size());
    }
  }

  @Test
  void whoIsLetInNoMoreHearsNothingMore() {
    try (EventReader events = listen()) {
      streams.tick(OVERVIEW, OVERVIEW);
      letIn = false;
      streams.tick(OVERVIEW, OVERVIEW);

      assertTrue(events.hasEnded());
    }
  }

  @Test
  void whoGoesAwayIsForgotten() {
    listen().close();
    // A closed socket is seen when it is written to, if not before.
    for (int i = 0; i < 10_000 && !streams.isEmpty(); i++) {
      streams.tick(OVERVIEW, OVERVIEW);
      settle();
    }

    assertEquals(0, streams.size());
  }

  @Test
  void thereIsRoomForSoMany() {
    assertTrue(streams.hasRoom(1));
    EventReader[] open = new EventReader[EventStreams.MAX];
    for (int i = 0; i < open.length; i++) {
      open[i] = listen();
    }
    assertEquals(false, streams.hasRoom(1));

    try (EventReader tooMuch = new EventReader(server.actualPort(), "", "")) {
      assertTrue(tooMuch.hasEnded());
    }
    assertEquals(EventStreams.MAX, streams.size());
    for (EventReader reader : open) {
      reader.close();
    }
  }
}

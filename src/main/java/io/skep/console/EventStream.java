package io.skep.console;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One listener's connection.
 *
 * <p>Nothing is kept for who reads slower than is written: such a one is let go, and may come
 * again.
 */
final class EventStream {
  private final HttpServerResponse response;
  private final Context context;
  private final long user;
  private final boolean findings;
  private final List<EventTopic> topics;
  private final BooleanSupplier stillLetIn;
  private final Consumer<EventStream> dropped;
  private final Map<String, Buffer> told = new HashMap<>();
  private int ticks;

  /**
   * A connection whose headers were set.
   *
   * @param context the event loop that it lives on
   * @param user who listens; 0 for nobody in particular
   * @param findings whether it is told of findings
   * @param stillLetIn whether the listener may go on; answers from memory
   * @param dropped told when it is let go for reading too slowly: its connection may go on being
   *     closed for as long as what it was sent before is not read, or until it is idle for too long
   */
  EventStream(
      HttpServerResponse response,
      Context context,
      long user,
      boolean findings,
      List<EventTopic> topics,
      BooleanSupplier stillLetIn,
      Consumer<EventStream> dropped) {
    this.response = response;
    this.context = context;
    this.user = user;
    this.findings = findings;
    this.topics = List.copyOf(topics);
    this.stillLetIn = stillLetIn;
    this.dropped = dropped;
  }

  long user() {
    return user;
  }

  /** Whether it is told of findings. */
  boolean findings() {
    return findings;
  }

  boolean isStillLetIn() {
    return stillLetIn.getAsBoolean();
  }

  /** How often {@link #tick} was called, which is for how many seconds it has been open. */
  int ticks() {
    return ticks;
  }

  /** An event as it goes over the wire (HTML, server-sent events). */
  static Buffer event(String name, JsonObject data) {
    // JSON has no line break in it, so one line of data is enough.
    return Buffer.buffer("event: " + name + "\ndata: ")
        .appendBuffer(data.toBuffer())
        .appendString("\n\n");
  }

  /** Tells what everybody is told, and what of its own topics has changed. On one worker. */
  void tick(Buffer forAll) {
    Buffer all = Buffer.buffer().appendBuffer(forAll);
    for (EventTopic topic : topics) {
      JsonObject figures = ticks % topic.everySeconds() == 0 ? topic.figures().get() : null;
      if (figures != null) {
        Buffer event = event(topic.name(), figures);
        if (!event.equals(told.put(topic.name(), event))) {
          all.appendBuffer(event);
        }
      }
    }
    ticks++;
    send(all);
  }

  /** Any thread. */
  void send(Buffer bytes) {
    context.runOnContext(
        loop -> {
          if (response.ended() || response.closed()) {
            return;
          }
          if (response.writeQueueFull()) {
            dropped.accept(this);
            response.reset();
          } else {
            response.write(bytes);
          }
        });
  }

  /** Any thread; who wants to go on listening comes again. */
  void end() {
    context.runOnContext(
        loop -> {
          if (!response.ended() && !response.closed()) {
            response.end();
          }
        });
  }
}

package io.skep.server;

import io.skep.bittorrent.ScrapeResponse;
import io.skep.protocol.HttpReply;
import io.skep.tracker.Tracker;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.LongSupplier;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a scrape of everything (BEP 48), made off the event loops and given again until it
 * is too old. Whoever asks while it is being made waits for the same one.
 */
final class FullScrape {
  /**
   * The answer, plain and compressed.
   *
   * @param plain bencoded
   * @param gzip the same, compressed
   */
  record Answer(byte[] plain, byte[] gzip) {}

  private final Vertx vertx;
  private final Tracker tracker;
  private final LongSupplier seconds;
  private final int maxAge;
  private final int minInterval;
  private @Nullable Future<Answer> answer;
  private long madeAt;

  FullScrape(Vertx vertx, Tracker tracker, LongSupplier seconds, int maxAge, int minInterval) {
    this.vertx = vertx;
    this.tracker = tracker;
    this.seconds = seconds;
    this.maxAge = maxAge;
    this.minInterval = minInterval;
  }

  synchronized Future<Answer> answer() {
    long now = seconds.getAsLong();
    Future<Answer> current = answer;
    if (current == null || current.failed() || (current.succeeded() && now - madeAt >= maxAge)) {
      madeAt = now;
      current = vertx.executeBlocking(this::make);
      answer = current;
    }
    return current;
  }

  private Answer make() throws IOException {
    ScrapeResponse all = tracker.scrapeAll();
    byte[] plain = HttpReply.scrape(all, minInterval);
    return new Answer(plain, gzip(plain));
  }

  static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream(plain.length / 2 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(plain);
    }
    return compressed.toByteArray();
  }
}

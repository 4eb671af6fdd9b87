package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole transfers between clients of our own. */
@SuppressWarnings("NullAway.Init") // JUnit sets the folder.
class TransferTest {
  @TempDir Path folder;
  private Vertx vertx = Vertx.vertx();

  @BeforeEach
  void open() {
    vertx = Vertx.vertx();
  }

  @AfterEach
  void close() throws Exception {
    Waiting.forResult(vertx.close());
  }

  private static TestContent content(TestContent.Format format) {
    TreeMap<String, Integer> lengths = new TreeMap<>();
    lengths.put("a", 3_000_001);
    lengths.put("b/empty", 0);
    lengths.put("b/one", 1);
    lengths.put("c", 64 * 1024);
    lengths.put("d", 1_234_567);
    return TestContent.of(format, 64 * 1024, lengths, new Random(1));
  }

  @ParameterizedTest
  @EnumSource
  void aLeecherGetsWhatTheSeedHas(TestContent.Format format) throws Exception {
    TestContent content = content(format);
    SwarmPeer seed =
        SwarmPeer.seed(
            vertx, content, folder.resolve("seed"), "127.0.1.1", UnaryOperator.identity());
    SwarmPeer leecher =
        SwarmPeer.start(
            vertx,
            content,
            folder.resolve("leech"),
            "127.0.1.2",
            builder -> {
              try {
                return builder.peers(List.of(seed.address("127.0.1.1")));
              } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    leecher.awaitCompleted();
    leecher.stop();
    seed.stop();

    assertTrue(leecher.hasContent());
    assertEquals(
        content.metainfo().layout().contentLength(), seed.transfer().progress().uploaded());
    assertEquals(
        content.metainfo().layout().contentLength(), leecher.transfer().progress().downloaded());
  }
}

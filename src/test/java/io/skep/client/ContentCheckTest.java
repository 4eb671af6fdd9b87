package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.metainfo.Metainfo;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentCheckTest {
  @Test
  void takesAnyNumberOfTurns(@TempDir Path folder) throws Exception {
    TestContent content =
        TestContent.of(
            TestContent.Format.V1, 1000, new TreeMap<>(Map.of("a", 10_000_000)), new Random(6));
    content.writeTo(folder);
    Metainfo metainfo = content.metainfo();
    ContentFiles files = new ContentFiles(metainfo.files(), folder, false, FileChannel::open);
    ContentCheck check =
        new ContentCheck(
            metainfo.layout(),
            metainfo.hashes(),
            new PieceContent(metainfo.layout(), files),
            new Buffers(),
            files.stamps(),
            1,
            (checked, total) -> {});
    Vertx vertx = Vertx.vertx();
    ThreadPoolExecutor pool = (ThreadPoolExecutor) Executors.newFixedThreadPool(2);
    try {
      Context context = vertx.getOrCreateContext();
      Promise<BitSet> found = Promise.promise();
      context.runOnContext(nothing -> check.run(new Workers(context, pool), 2).onComplete(found));
      Future<BitSet> verified = found.future();

      assertEquals(10_000, Waiting.forResult(verified).cardinality());
      assertTrue(pool.getCompletedTaskCount() >= 10_000, "each piece was a turn of its own");
    } finally {
      pool.shutdown();
      files.close();
      Waiting.forResult(vertx.close());
    }
  }
}

package io.skep.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each client as seed and as leecher, over HTTP and over UDP. */
class RealTransfersTest {
  private static final int AT_ONCE = 8;
  private static final ExecutorService EXECUTOR = Executors.newFixedThreadPool(AT_ONCE);
  private static final Map<Pair, Future<?>> TRANSFERS = new HashMap<>();
  private static @Nullable TrackerUnderTest tracker;

  static List<Pair> pairs() {
    return Pair.all();
  }

  @BeforeAll
  static void startTransfers(@TempDir Path folder) throws IOException {
    TrackerUnderTest.Ports ports = TrackerUnderTest.Ports.free();
    Map<Pair, Torrent> torrents = new HashMap<>();
    for (Pair pair : pairs()) {
      if (pair.missing().isEmpty()) {
        String url = ports.announceUrl(pair.transport(), TrackerUnderTest.HOST);
        torrents.put(pair, Torrent.make(pair.toString(), List.of(url), folder));
      }
    }
    TrackerUnderTest started = TrackerUnderTest.start(ports, folder, "transfers");
    tracker = started;
    torrents.forEach(
        (pair, torrent) -> {
          Transfer transfer = new Transfer(started, torrent, pair, folder);
          Callable<Void> run =
              () -> {
                transfer.run();
                return null;
              };
          TRANSFERS.put(pair, EXECUTOR.submit(run));
        });
  }

  @AfterAll
  static void stop() throws InterruptedException {
    EXECUTOR.shutdownNow();
    EXECUTOR.awaitTermination(1, TimeUnit.MINUTES);
    if (tracker != null) {
      tracker.close();
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void fileArrives(Pair pair) throws Throwable {
    Requirement.present(pair.missing());
    try {
      Objects.requireNonNull(TRANSFERS.get(pair)).get();
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }
}

package io.skep.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each client as seed and as leecher, over HTTP and over UDP. */
class RealTransfersTest {
  private static final int AT_ONCE = 8;
  private static @Nullable SideBySide<Pair> transfers;
  private static @Nullable TrackerUnderTest tracker;

  static List<Pair> pairs() {
    return Pair.ofOthers();
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
    SideBySide<Pair> running = new SideBySide<>(AT_ONCE);
    transfers = running;
    torrents.forEach(
        (pair, torrent) ->
            running.add(pair, () -> new Transfer(started, torrent, pair, folder).run()));
  }

  @AfterAll
  static void stop() {
    if (transfers != null) {
      transfers.close();
    }
    if (tracker != null) {
      tracker.close();
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void fileArrives(Pair pair) throws Throwable {
    Requirement.present(pair.missing());
    Objects.requireNonNull(transfers).await(pair);
  }
}

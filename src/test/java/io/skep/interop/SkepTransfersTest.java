package io.skep.interop;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our client with clients that people use. */
class SkepTransfersTest {
  private static final int AT_ONCE = 6;
  private static final List<Encounter> ENCOUNTERS =
      Encounters.all().stream()
          .filter(one -> one.label().matches(System.getProperty("skep.interop.only", ".*")))
          .toList();

  private static @Nullable SideBySide<Encounter> running;
  private static @Nullable TrackerUnderTest tracker;

  static List<Encounter> encounters() {
    return ENCOUNTERS;
  }

  @BeforeAll
  static void start(@TempDir Path folder) {
    TrackerUnderTest started =
        TrackerUnderTest.start(TrackerUnderTest.Ports.free(), folder, "skep-transfers");
    tracker = started;
    SideBySide<Encounter> runs = new SideBySide<>(AT_ONCE);
    running = runs;
    for (Encounter encounter : ENCOUNTERS) {
      if (encounter.missing().isEmpty()) {
        runs.add(encounter, () -> encounter.run(started, folder));
      }
    }
  }

  @AfterAll
  static void stop() {
    if (running != null) {
      running.close();
    }
    if (tracker != null) {
      tracker.close();
    }
  }

  @ParameterizedTest
  @MethodSource("encounters")
  void contentArrives(Encounter encounter) throws Throwable {
    Requirement.present(encounter.missing());
    Objects.requireNonNull(running).await(encounter);
  }
}

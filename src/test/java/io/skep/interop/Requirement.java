package io.skep.interop;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;

/** What a test needs of the machine that it runs on. */
final class Requirement {
  private Requirement() {}

  /** Skips the test where something is missing; in CI, where all is installed, fails it. */
  static void present(Optional<String> missing) {
    if ("true".equals(System.getenv("CI"))) {
      assertFalse(missing.isPresent(), () -> missing.orElseThrow());
    }
    assumeTrue(missing.isEmpty(), () -> missing.orElseThrow());
  }
}

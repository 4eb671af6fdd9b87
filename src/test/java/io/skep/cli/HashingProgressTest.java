package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HashingProgressTest {
  private static final long MIB = 1 << 20;

  private final StringWriter err = new StringWriter();
  private long seconds;

  private HashingProgress progress(boolean isLive) {
    return new HashingProgress(
        new PrintWriter(err, true), isLive, () -> TimeUnit.SECONDS.toNanos(seconds));
  }

  private String taken() {
    String text = err.toString();
    err.getBuffer().setLength(0);
    return text;
  }

  @Test
  void aTerminalSeesOneLineThatIsDrawnAnew() {
    HashingProgress progress = progress(true);
    seconds = 2;
    progress.hashed(10 * MIB, 40 * MIB);
    assertEquals(
        "\r\u001b[K[#######-----------------------] 25.0%  10 of 40 MiB  5 MiB/s  6s left",
        taken());
    progress.hashed(40 * MIB, 40 * MIB);
    taken();
    progress.end();
    assertEquals("\r\u001b[K", taken());
  }

  @Test
  void aFileSeesALineNowAndThen() {
    HashingProgress progress = progress(false);
    progress.hashed(0, 40 * MIB);
    seconds = 4;
    progress.hashed(10 * MIB, 40 * MIB);
    assertEquals("", taken());
    seconds = 5;
    progress.hashed(20 * MIB, 40 * MIB);
    assertEquals("hashing 50.0%  20 of 40 MiB  4 MiB/s  5s left\n", taken());
    seconds = 9;
    progress.hashed(40 * MIB, 40 * MIB);
    progress.end();
    assertEquals("", taken());
  }

  @Test
  void nobodyKnowsTheEndBeforeTheBeginning() {
    progress(true).hashed(0, MIB);
    assertEquals(
        "\r\u001b[K[------------------------------] 0.0%  0 B of 1 MiB  0 B/s  no end in sight",
        taken());
  }
}

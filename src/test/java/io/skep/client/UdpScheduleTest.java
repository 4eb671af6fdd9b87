package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class UdpScheduleTest {
  @Test
  void theScheduleOfBep15() {
    long[] seconds = {15, 30, 60, 120, 240, 480, 960, 1920, 3840};
    assertEquals(seconds.length, UdpSchedule.STANDARD.tries());
    for (int packet = 0; packet < seconds.length; packet++) {
      assertEquals(Duration.ofSeconds(seconds[packet]), UdpSchedule.STANDARD.waitAfter(packet));
    }
  }

  @Test
  void aScheduleThatIsOverInTime() {
    UdpSchedule schedule = UdpSchedule.within(Duration.ofSeconds(7));
    assertEquals(new UdpSchedule(Duration.ofSeconds(1), 3), schedule);
  }

  @Test
  void schedulesThatMakeNoSense() {
    assertThrows(IllegalArgumentException.class, () -> new UdpSchedule(Duration.ZERO, 1));
    assertThrows(IllegalArgumentException.class, () -> new UdpSchedule(Duration.ofSeconds(1), 0));
    assertThrows(IllegalArgumentException.class, () -> new UdpSchedule(Duration.ofSeconds(1), 10));
  }
}

package io.skep.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WrongTokensTest {
  private final AtomicLong clock = new AtomicLong(1_800_000_000L);
  private final WrongTokens wrong = new WrongTokens(clock::get);

  private void fill(String address) {
    for (int i = 0; i < WrongTokens.PER_MINUTE; i++) {
      assertEquals(0, wrong.note(address));
    }
    assertTrue(wrong.note(address) > 0);
  }

  @Test
  void aNetworkIsCountedAsOne() {
    fill("192.0.2.1");

    assertTrue(wrong.note("192.0.2.250") > 0);
    assertEquals(0, wrong.note("192.0.3.1"));
    fill("2001:db8:1:2::1");
    assertTrue(wrong.note("2001:db8:1:ffff::9") > 0);
    assertEquals(0, wrong.note("2001:db8:2::1"));
  }

  @Test
  void afterTheWaitAnotherMayCome() {
    fill("192.0.2.1");
    long wait = wrong.note("192.0.2.1");

    clock.addAndGet(wait);

    assertEquals(0, wrong.note("192.0.2.1"));
    assertTrue(wrong.note("192.0.2.1") > 0);
  }

  @Test
  void manyNetworksDoNotFillTheMemory() {
    for (int i = 0; i < 50_000; i++) {
      wrong.note("10." + (i >> 8) % 256 + "." + i % 256 + ".1");
    }

    assertTrue(wrong.size() <= 10_000, "" + wrong.size());
  }

  @Test
  void whatIsNoAddressIsOneNetwork() {
    fill("");
  }
}

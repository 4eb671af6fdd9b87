package io.skep.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AttemptsTest {
  private final AtomicLong clock = new AtomicLong(1_800_000_000);
  private final Attempts attempts = new Attempts(clock::get);

  private boolean isLetTry(String address, String name, long user) {
    try {
      attempts.take(address, name, user);
      return true;
    } catch (SignInException e) {
      assertEquals(SignInException.Kind.TOO_MANY, e.kind());
      assertTrue(e.waitSeconds() > 0);
      return false;
    }
  }

  @Test
  void aHostIsToldToWaitAndLetTryAgainAfterIt() throws Exception {
    for (int i = 0; i < Attempts.PER_HOST; i++) {
      assertTrue(isLetTry("192.0.2.1", "name" + i, 0));
    }
    SignInException refused =
        assertThrows(SignInException.class, () -> attempts.take("192.0.2.1", "another", 0));
    assertTrue(isLetTry("192.0.2.2", "another", 0), "another host is not held up");

    clock.addAndGet(refused.waitSeconds());
    assertTrue(isLetTry("192.0.2.1", "another", 0));
    assertTrue(!isLetTry("192.0.2.1", "another", 0));
  }

  @Test
  void whatGoesWellCostsNothing() throws Exception {
    for (int i = 0; i < 10 * Attempts.PER_NAME; i++) {
      attempts.take("192.0.2.1", "alice", 1).giveBack();
    }
  }

  @Test
  void anIpv6UserHasNoMoreHostsThanOne() {
    int let = 0;
    for (int i = 0; i < 100; i++) {
      let += isLetTry("2001:db8::" + Integer.toHexString(i), "name" + i, 0) ? 1 : 0;
    }
    assertEquals(Attempts.PER_HOST, let);
    int inTheNetwork = 0;
    for (int i = 1; i < 200; i++) {
      inTheNetwork += isLetTry("2001:db8:0:" + Integer.toHexString(i) + "::1", "n" + i, 0) ? 1 : 0;
    }
    assertEquals(Attempts.PER_NETWORK - Attempts.PER_HOST, inTheNetwork, "a /48 is one network");
  }

  @Test
  void manyAddressesTogetherAreLimitedForOneNameWhetherItIsThereOrNot() {
    int known = 0;
    int unknown = 0;
    for (int i = 0; i < 1000; i++) {
      String address = "10." + i / 250 + "." + i % 250 + ".1";
      known += isLetTry(address, "Alice", 1) ? 1 : 0;
      unknown += isLetTry(address, "nobody", 0) ? 1 : 0;
    }
    assertEquals(Attempts.PER_NAME, known);
    assertEquals(Attempts.PER_NAME, unknown, "so that nobody can tell which names there are");
    assertTrue(!isLetTry("10.9.9.9", "ALICE", 1), "a name is one in any case of its letters");
  }

  @Test
  void aUserIsNotLockedOutWhereTheUserIsKnown() {
    attempts.welcome(1, "198.51.100.7");
    for (int i = 0; i < 1000; i++) {
      isLetTry("10." + i / 250 + "." + i % 250 + ".1", "alice", 1);
    }

    assertTrue(isLetTry("198.51.100.200", "alice", 1), "the same network");
    assertTrue(!isLetTry("198.51.101.1", "alice", 1), "another");
    clock.addAndGet(31 * 86_400);
    for (int i = 0; i < 1000; i++) {
      isLetTry("10." + i / 250 + "." + i % 250 + ".1", "alice", 1);
    }
    assertTrue(!isLetTry("198.51.100.7", "alice", 1), "it is forgotten after a month");
  }

  @Test
  void whoIsRefusedByOneTableDoesNotWearOutTheOthers() {
    for (int i = 0; i < 1000; i++) {
      isLetTry("192.0.2.1", "alice", 1);
    }
    assertTrue(isLetTry("192.0.2.2", "alice", 1), "the network and the name have room still");
  }

  @Test
  void codesAreLimitedForTheUserFromWhereverTheyCome() throws Exception {
    for (int i = 0; i < Attempts.PER_CODE; i++) {
      attempts.takeCode(1);
    }
    assertThrows(SignInException.class, () -> attempts.takeCode(1));
    attempts.takeCode(2);
  }

  @Test
  void noTableGrowsWithoutBound() {
    for (int i = 0; i < 3 * Attempts.MOST; i++) {
      isLetTry("%d.%d.%d.1".formatted(11 + i / 62_500, i / 250 % 250, i % 250), "name" + i, 0);
    }
    attempts.cleanUp();
    assertTrue(attempts.size() <= attempts.bound(), attempts.size() + "");
  }
}

package io.skep.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.PeerAddress;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PasskeyGuessesTest {
  private static final String LONG = "a".repeat(32);
  private static final String SHORT = "a".repeat(19);

  private final AtomicLong now = new AtomicLong(1_000_000);
  private final PasskeyGuesses guesses = new PasskeyGuesses(20, now::get);

  private static PeerAddress at(String address) throws Exception {
    return PeerAddress.of(InetAddress.getByName(address), 6881);
  }

  private void exhaust(PeerAddress from) {
    for (int i = 0; i < 20; i++) {
      assertTrue(guesses.takeWrong(from), "guess " + i);
    }
    assertFalse(guesses.takeWrong(from));
  }

  @Test
  void aPlaceMaySendSoManyAMinute() throws Exception {
    PeerAddress from = at("192.0.2.1");
    exhaust(from);

    now.addAndGet(2);
    assertFalse(guesses.takeWrong(from));
    now.addAndGet(1);
    assertTrue(guesses.takeWrong(from), "one more every three seconds");
    assertFalse(guesses.takeWrong(from));
    now.addAndGet(60);
    exhaust(from);

    assertEquals(45, guesses.wrong());
    assertEquals(4, guesses.refused());
  }

  @Test
  void aPlaceIsANetworkAndNotAnAddress() throws Exception {
    exhaust(at("192.0.2.1"));
    assertFalse(guesses.takeWrong(at("192.0.2.255")));
    assertTrue(guesses.takeWrong(at("192.0.3.1")));
    assertTrue(guesses.takeWrong(at("193.0.2.1")));

    exhaust(at("2001:db8:1::1"));
    assertFalse(guesses.takeWrong(at("2001:db8:1:ffff::2")));
    assertTrue(guesses.takeWrong(at("2001:db8:2::1")));
    assertEquals(5, guesses.size());
  }

  @Test
  void aLongPasskeyThatIsRightIsLetInFromAnywhere() throws Exception {
    PeerAddress from = at("192.0.2.1");
    exhaust(from);

    assertTrue(guesses.lets(LONG, 1, from));
    assertTrue(guesses.lets("a".repeat(20), 1, from));
  }

  @Test
  void aShortOneIsNotLetInFromWhereItIsGuessed() throws Exception {
    PeerAddress from = at("192.0.2.1");
    assertTrue(guesses.lets(SHORT, 1, from));
    exhaust(from);

    assertTrue(guesses.lets(SHORT, 1, from), "this user was there before");
    assertFalse(guesses.lets(SHORT, 2, from), "this may be a guess");
    assertTrue(guesses.lets(SHORT, 2, at("198.51.100.1")));
    now.addAndGet(3);
    assertTrue(guesses.lets(SHORT, 2, from));
  }

  @Test
  void whoCameLongAgoIsForgotten() throws Exception {
    PeerAddress from = at("192.0.2.1");
    assertTrue(guesses.lets(SHORT, 1, from));
    now.addAndGet(24 * 3600 + 1);
    exhaust(from);

    assertFalse(guesses.lets(SHORT, 1, from));
  }

  @Test
  void thousandsOfPlacesTogetherAreLimitedToo() throws Exception {
    PeerAddress home = at("203.0.113.1");
    assertTrue(guesses.lets(SHORT, 1, home));
    for (int i = 0; i < 2000; i++) {
      assertTrue(guesses.takeWrong(PeerAddress.ipv4(i << 8, 1)));
    }

    assertFalse(guesses.lets(SHORT, 2, at("198.51.100.1")));
    assertTrue(guesses.lets(SHORT, 1, home));
    assertTrue(guesses.lets(LONG, 2, at("198.51.100.1")));
  }

  @Test
  void whatIsRememberedIsBounded() {
    for (int i = 0; i < 100_000; i++) {
      guesses.takeWrong(PeerAddress.ipv4(i << 8, 1));
    }
    guesses.cleanUp();

    assertTrue(guesses.size() <= guesses.bound(), guesses.size() + " places");
    assertTrue(guesses.size() > guesses.bound() / 2);
  }

  @Test
  void aLimitIsAtLeastOne() {
    assertThrows(IllegalArgumentException.class, () -> new PasskeyGuesses(0, now::get));
  }
}

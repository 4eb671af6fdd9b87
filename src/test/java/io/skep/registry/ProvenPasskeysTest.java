package io.skep.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.storage.User;
import io.skep.storage.UserRole;
import io.skep.storage.UserState;
import org.junit.jupiter.api.Test;

/** What is remembered of passkeys, and for how long. */
class ProvenPasskeysTest {
  private static final String PASSKEY = "abcdefghijklmnopqrstuvwxyz234567";

  private final ProvenPasskeys proven = new ProvenPasskeys(1 << 12);

  private static Passkeys.Owner owner(long user) {
    return new Passkeys.Owner(
        new User(user, "u" + user, UserRole.MEMBER, UserState.ACTIVE, PASSKEY, 0), 0);
  }

  private static String passkey(int number) {
    return String.format("%032d", number);
  }

  /** Whose it is by its id; -1 where that is not known. */
  private static long user(ProvenPasskeys table, String passkey, long edition) {
    Passkeys.Owner owner = table.find(passkey, edition);
    return owner == null ? -1 : owner.user().id();
  }

  @Test
  void whatWasNotedIsFoundInItsEditionAlone() {
    Passkeys.Owner bee = owner(7);
    proven.note(PASSKEY, bee, 3);

    assertSame(bee, proven.find(PASSKEY, 3));
    assertNull(proven.find(PASSKEY, 4));
    assertNull(proven.find(PASSKEY, 2));

    Passkeys.Owner wasp = owner(8);
    proven.note(PASSKEY, wasp, 4);
    assertSame(wasp, proven.find(PASSKEY, 4));
    assertEquals(1, proven.size(), "in the place of the one before");
  }

  @Test
  void oneCharacterMakesAnother() {
    proven.note(PASSKEY, owner(7), 1);

    for (int i = 0; i < PASSKEY.length(); i++) {
      for (String other : new String[] {"-", "\0", "\u0161", "\uffff"}) {
        String wrong = PASSKEY.substring(0, i) + other + PASSKEY.substring(i + 1);
        assertNull(proven.find(wrong, 1), wrong);
      }
      assertNull(proven.find(PASSKEY.substring(0, i), 1));
      assertNull(proven.find(PASSKEY.substring(i + 1), 1));
    }
    assertNull(proven.find(PASSKEY + "a", 1));
  }

  @Test
  void shortOnesAreNotFilledUp() {
    proven.note("abcdefgh", owner(7), 1);

    assertNull(proven.find("abcdefgh\0", 1));
    assertNull(proven.find("\0abcdefgh", 1));
    assertEquals(7, user(proven, "abcdefgh", 1));
  }

  @Test
  void longOnesAreNotRemembered() {
    String longer = "a".repeat(33);
    proven.note(longer, owner(7), 1);

    assertNull(proven.find(longer, 1));
    assertEquals(0, proven.size());
  }

  @Test
  void itGrowsUpToItsBound() {
    for (int i = 0; i < 100_000; i++) {
      proven.note(passkey(i), owner(i), 1);
      assertEquals(i, user(proven, passkey(i), 1));
      assertTrue(proven.size() <= proven.bound());
    }
    assertTrue(proven.size() > proven.bound() / 2, "it is full: " + proven.size());
  }

  /** Each of them comes twice, since the table is a new one whenever it has become too small. */
  @Test
  void thoseThatComeAgainAreFoundWhereThereIsRoom() {
    int found = 0;
    for (int round = 0; round < 6; round++) {
      found = 0;
      for (int i = 0; i < 1_500; i++) {
        if (proven.find(passkey(i), 1) == null) {
          proven.note(passkey(i), owner(i), 1);
        } else {
          found++;
        }
      }
    }
    assertTrue(found > 1_400, found + " of 1500");
  }

  @Test
  void thoseOfAnEditionBeforeGoFirst() {
    ProvenPasskeys four = new ProvenPasskeys(4);
    for (int i = 0; i < 4; i++) {
      four.note(passkey(i), owner(i), i == 2 ? 1 : 2);
    }
    four.note(passkey(9), owner(9), 2);

    assertNull(four.find(passkey(2), 1));
    for (int i : new int[] {0, 1, 3, 9}) {
      assertEquals(i, user(four, passkey(i), 2));
    }
  }
}

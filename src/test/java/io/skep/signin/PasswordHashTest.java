package io.skep.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
  private static final HashCost CHEAP = new HashCost(64, 1);

  /** From the tests of the reference implementation, phc-winner-argon2. */
  @Test
  void theReferencesHashesAreThoseOfItsPassword() {
    String small =
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
    String large =
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    assertTrue(PasswordHash.matches("password", small));
    assertTrue(PasswordHash.matches("password", large));
    assertFalse(PasswordHash.matches("passwore", small));
  }

  @Test
  void aHashIsItsPasswordsAlone() {
    String hash = PasswordHash.of("correct horse battery", CHEAP);

    assertTrue(PasswordHash.matches("correct horse battery", hash));
    assertFalse(PasswordHash.matches("correct horse batterY", hash));
    assertFalse(PasswordHash.matches("", hash));
    assertNotEquals(hash, PasswordHash.of("correct horse battery", CHEAP), "each has its own salt");
  }

  @Test
  void theUsualCostIsThatOfOwasp() {
    String hash = PasswordHash.ofNobody(HashCost.DEFAULT);

    assertTrue(hash.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), hash);
    assertEquals(PasswordHash.of("x", CHEAP).length(), PasswordHash.ofNobody(CHEAP).length());
    assertFalse(PasswordHash.matches("", PasswordHash.ofNobody(CHEAP)));
  }

  @Test
  void aLetterIsTheSameHoweverAKeyboardWritesIt() {
    String hash = PasswordHash.of("mot de passe tr\u00e8s s\u00fbr", CHEAP);

    assertTrue(PasswordHash.matches("mot de passe tre\u0300s su\u0302r", hash));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "password",
        "$argon2id$v=19$m=0,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=9999999,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=64,t=0,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2i$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA"
      })
  void whatIsNoHashOfOursIsNobodys(String text) {
    assertFalse(PasswordHash.matches("password", text));
  }
}

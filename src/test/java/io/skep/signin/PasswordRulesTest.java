package io.skep.signin;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PasswordRulesTest {
  private static String refused(String password, String name) {
    SignInException refused =
        assertThrows(SignInException.class, () -> PasswordRules.check(password, name));
    assertEquals(SignInException.Kind.INVALID, refused.kind());
    return refused.reason();
  }

  @Test
  void shortOnesLongOnesAndMonotonousOnesAreRefused() {
    assertEquals("a password has 10 to 128 characters", refused("ninechars", "ada"));
    assertEquals("a password has 10 to 128 characters", refused("abcdef".repeat(22), "ada"));
    assertEquals("a password has at least 5 different characters", refused("abababcdcd", "ada"));
    assertEquals(
        "a password must not contain the name", refused("my name is ADA lovelace", "Ada Lovelace"));
  }

  @Test
  void allElseIsGood() {
    for (String password :
        new String[] {
          "correct horse",
          "\ud83d\udc1d\ud83c\udf6f\ud83d\udc1d bees&them",
          "abcde".repeat(25) + "abc",
          "ada is 3 long"
        }) {
      assertDoesNotThrow(() -> PasswordRules.check(password, "ada"), password);
    }
  }
}

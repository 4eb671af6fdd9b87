package io.skep.signin;

import io.skep.storage.NameKey;

/**
 * What can be a password: {@value #LEAST} to {@value #MOST} characters of any kind, not all but the
 * same, and without the user's own name. What it must contain is not prescribed (NIST SP 800-63B).
 */
final class PasswordRules {
  /** The shortest, in characters (code points). */
  static final int LEAST = 10;

  /** The longest. */
  static final int MOST = 128;

  private static final int LEAST_DIFFERENT = 5;
  private static final int NAME_THAT_COUNTS = 4;

  private PasswordRules() {}

  /**
   * Refuses what can't be a password.
   *
   * @param name the user's, which is the first that is guessed
   */
  static void check(String password, String name) throws SignInException {
    String problem = problem(password, name);
    if (!problem.isEmpty()) {
      throw SignInException.of(SignInException.Kind.INVALID, problem);
    }
  }

  private static String problem(String password, String name) {
    int length = password.codePointCount(0, password.length());
    if (length < LEAST || length > MOST) {
      return "a password has " + LEAST + " to " + MOST + " characters";
    }
    if (password.codePoints().distinct().count() < LEAST_DIFFERENT) {
      return "a password has at least " + LEAST_DIFFERENT + " different characters";
    }
    String key = NameKey.of(name);
    if (key.length() >= NAME_THAT_COUNTS && NameKey.of(password).contains(key)) {
      return "a password must not contain the name";
    }
    return "";
  }
}

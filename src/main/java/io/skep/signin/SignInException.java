package io.skep.signin;

/** What was asked for is refused; its message is a sentence for whoever asked. */
public final class SignInException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why it is refused. */
  public enum Kind {
    /** The name, the password or the code is wrong. */
    WRONG,
    /** The link is wrong, was used or has expired. */
    WRONG_LINK,
    /** The password is right, and a code of the second factor is wanted too. */
    SECOND_FACTOR,
    /** Too many came; see {@link #waitSeconds}. */
    TOO_MANY,
    /** It is not as it must be. */
    INVALID,
    /** There is no such thing, or no longer. */
    NOT_FOUND,
    /** It does not go together with what is there already. */
    CONFLICT
  }

  private final Kind kind;
  private final long waitSeconds;

  private SignInException(Kind kind, String sentence, long waitSeconds) {
    super(sentence, null, false, false);
    this.kind = kind;
    this.waitSeconds = waitSeconds;
  }

  static SignInException of(Kind kind, String sentence) {
    return new SignInException(kind, sentence, 0);
  }

  static SignInException tooMany(long waitSeconds) {
    return new SignInException(
        Kind.TOO_MANY,
        "too many wrong attempts; wait " + waitSeconds + " s and try again",
        waitSeconds);
  }

  static SignInException wrongLink() {
    return of(
        Kind.WRONG_LINK, "the link is wrong, was used before or has expired; ask for another");
  }

  /** Why it is refused. */
  public Kind kind() {
    return kind;
  }

  /** After how long the same may be tried again, in seconds; 0 where that makes no difference. */
  public long waitSeconds() {
    return waitSeconds;
  }

  /** Why, in a sentence for whoever asked. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}

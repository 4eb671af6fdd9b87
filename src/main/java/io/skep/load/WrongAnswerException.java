package io.skep.load;

/** An answer that is wrong; without a stack trace, since there may be very many. */
final class WrongAnswerException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Flaw flaw;

  WrongAnswerException(Flaw flaw, String words) {
    super(words, null, false, false);
    this.flaw = flaw;
  }

  Flaw flaw() {
    return flaw;
  }
}

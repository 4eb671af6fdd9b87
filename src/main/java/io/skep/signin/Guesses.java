package io.skep.signin;

import io.skep.storage.StorageException;
import java.util.concurrent.atomic.LongAdder;

/**
 * Lets in who shows something that could be guessed: each try takes an attempt, and those that were
 * wrong are counted.
 */
final class Guesses {
  private final Attempts attempts;
  private final LongAdder wrong = new LongAdder();

  Guesses(Attempts attempts) {
    this.attempts = attempts;
  }

  /** What is done for an attempt; it is given back if that goes well. */
  interface Step<T, E extends Exception> {
    T take() throws SignInException, StorageException, E;
  }

  /** With the secret of a link. */
  <T, E extends Exception> T ofLink(Visitor visitor, Step<T, E> step)
      throws SignInException, StorageException, E {
    return counted(attempts.take(visitor.address()), step);
  }

  /**
   * With a password.
   *
   * @param name as it was sent
   * @param user who has the name; 0 for nobody
   */
  <T, E extends Exception> T ofPassword(Visitor visitor, String name, long user, Step<T, E> step)
      throws SignInException, StorageException, E {
    return counted(attempts.take(visitor.address(), name, user), step);
  }

  /** With the first code of a second factor. */
  <T, E extends Exception> T ofFirstCode(long user, Step<T, E> step)
      throws SignInException, StorageException, E {
    return counted(attempts.takeCode(user), step);
  }

  /**
   * What else goes wrong, such as a name that is taken, costs the attempt: names are guessed so.
   */
  private <T, E extends Exception> T counted(Attempts.Taken taken, Step<T, E> step)
      throws SignInException, StorageException, E {
    try {
      T answer = step.take();
      taken.giveBack();
      return answer;
    } catch (SignInException e) {
      switch (e.kind()) {
        case WRONG, WRONG_LINK -> wrong.increment();
        // It was refused to look further: nobody knows whether it was wrong.
        case TOO_MANY -> {}
        default -> taken.giveBack();
      }
      throw e;
    } catch (StorageException e) {
      taken.giveBack();
      throw e;
    }
  }

  /** How often a name, a password, a code or a link was wrong. */
  long wrong() {
    return wrong.sum();
  }
}

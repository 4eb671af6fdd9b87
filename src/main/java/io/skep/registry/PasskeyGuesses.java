package io.skep.registry;

import java.util.function.LongSupplier;

/** SKELETON. How many wrong passkeys come from where. */
public final class PasskeyGuesses {
  /** Takes so many wrong ones a minute from each address prefix. */
  public PasskeyGuesses(int perMinute, LongSupplier seconds) {}

  /** How many wrong passkeys came. */
  public long wrong() {
    return 0;
  }

  /** How many requests were refused since too many wrong ones had come from there. */
  public long refused() {
    return 0;
  }

  /** How many address prefixes are remembered. */
  public long size() {
    return 0;
  }

  /** How many are remembered at most. */
  public long bound() {
    return 0;
  }
}

package io.skep.console;

import io.skep.storage.Token;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Keeps in the log who changed what through the API. */
final class Changes {
  private static final Logger LOG = System.getLogger(Changes.class.getName());

  private Changes() {}

  /**
   * Notes a change.
   *
   * @param what such as {@code changed user 17}; what strangers wrote in it must be quoted by
   *     {@link Texts#quoted}, and no secret may be in it
   */
  static void note(Call call, String what) {
    Token token = call.bearer();
    LOG.log(Level.INFO, "token " + Texts.quoted(token.name()) + " " + what);
  }
}

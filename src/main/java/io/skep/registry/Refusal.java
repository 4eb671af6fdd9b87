package io.skep.registry;

import io.skep.bittorrent.RequestException;
import io.skep.tracker.Admitted;
import io.vertx.core.Future;

/**
 * A refusal that is made once, so that a flood of refused requests allocates nothing for it.
 *
 * <p>What a client can't help by trying again, since the URL it has is wrong, says so (BEP 31);
 * what the operator or the user may set right says when to come again.
 */
record Refusal(Future<Admitted> announce, Future<Void> scrape) {
  static final Refusal NO_PASSKEY =
      never("this tracker is private: fetch the .torrent anew, with your passkey in it");
  static final Refusal UNKNOWN_PASSKEY = never("unknown passkey: fetch the .torrent anew");
  static final Refusal OTHER_TORRENT =
      never("the passkey is for another torrent: fetch the .torrent anew");
  static final Refusal CLIENT = never("client is not allowed on this tracker");
  static final Refusal GUESSES =
      later("too many wrong passkeys from your network: check your announce URLs", 2);
  static final Refusal DISABLED = later("your account is disabled", 60);
  static final Refusal UNREGISTERED = later("unregistered torrent", 10);

  private static Refusal never(String words) {
    return of(RequestException.refused(words));
  }

  static Refusal later(String words, int minutes) {
    return of(RequestException.retryLater(words, minutes));
  }

  static Refusal deleted(String reason) {
    return never("torrent was deleted: " + reason);
  }

  private static Refusal of(RequestException fault) {
    return new Refusal(Future.failedFuture(fault), Future.failedFuture(fault));
  }
}

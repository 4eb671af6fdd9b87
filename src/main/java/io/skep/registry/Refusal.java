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
  static final Refusal NO_PASSKEY_IN_SCRAPE =
      never("this tracker is private: scrape it over HTTP with your passkey, or announce first");
  static final Refusal UNKNOWN_PASSKEY = never("unknown passkey: fetch the .torrent anew");
  static final Refusal OTHER_TORRENT =
      never("the passkey is for another torrent: fetch the .torrent anew");
  static final Refusal CLIENT =
      leaving(RequestException.refused("client is not allowed on this tracker"));
  static final Refusal GUESSES =
      later("too many wrong passkeys from your network: check your announce URLs", 2);
  static final Refusal DISABLED =
      leaving(RequestException.retryLater("your account is disabled", 60));
  static final Refusal UNREGISTERED = later("unregistered torrent", 10);

  private static Refusal never(String words) {
    return of(RequestException.refused(words));
  }

  private static Refusal later(String words, int minutes) {
    return of(RequestException.retryLater(words, minutes));
  }

  static Refusal deleted(String reason) {
    return leaving(RequestException.refused("torrent was deleted: " + reason));
  }

  /** That of a user who is in too many places already. */
  static Refusal tooMany(String words, int minutes) {
    return leaving(RequestException.retryLater(words, minutes));
  }

  /** That of a user who is known: a client that was let in before leaves the swarm. */
  private static Refusal leaving(RequestException fault) {
    return of(fault.leaving());
  }

  private static Refusal of(RequestException fault) {
    return new Refusal(Future.failedFuture(fault), Future.failedFuture(fault));
  }
}

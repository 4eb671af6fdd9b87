package io.skep.registry;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.ScrapeRequest;
import io.skep.storage.Torrent;
import io.skep.storage.User;
import io.skep.storage.UserState;
import io.skep.tracker.Accounts;
import io.skep.tracker.Admission;
import io.skep.tracker.Admitted;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * Lets in the users of a private tracker, by their passkeys, to the torrents that are registered.
 *
 * <p>Whoever is not known hears nothing but that. Whoever is known hears why they are refused, or
 * why they are told of no peers: the rules for leechers don't refuse, since what a leecher gives
 * meanwhile must count. Who leaves is always let in, for its last counters and so that nobody is
 * told of it any more.
 *
 * <p>A user's client that is refused leaves the swarm. One whose passkey is not known does not:
 * that could be anybody at its address.
 *
 * <p>Everything is answered from memory at once.
 */
public final class PrivateAdmission implements Admission {
  /** By then the sessions that stand in the way may have stopped, or have been given up. */
  private static final int RETRY_SESSIONS = 10;

  private final Passkeys passkeys;
  private final Torrents torrents;
  private final ClientRules clients;
  private final AccessRules rules;
  private final Accounts accounts;
  private final PasskeyGuesses guesses;
  private final Restrictions restrictions;
  private final RecentClients recent = new RecentClients();
  private final Refusal tooManySessions;
  private final Refusal tooManyAddresses;

  /** Admission by all these. */
  public PrivateAdmission(
      Passkeys passkeys,
      Torrents torrents,
      ClientRules clients,
      AccessRules rules,
      Accounts accounts,
      PasskeyGuesses guesses) {
    this.passkeys = passkeys;
    this.torrents = torrents;
    this.clients = clients;
    this.rules = rules;
    this.accounts = accounts;
    this.guesses = guesses;
    restrictions = new Restrictions(rules, accounts);
    tooManySessions =
        tooMany("clients", rules.maxSessions(), "stop one of them, or wait until it is given up");
    tooManyAddresses =
        tooMany("addresses", rules.maxAddresses(), "stop one client, or wait until it is given up");
  }

  /** How many clients are remembered that have shown a passkey. */
  public long recentClients() {
    return recent.size();
  }

  /** How many can be. */
  public long maxRecentClients() {
    return RecentClients.MAX_CLIENTS;
  }

  private static Refusal tooMany(String what, int most, String remedy) {
    String words = "too many " + what + " in this torrent, at most " + most + ": " + remedy;
    return Refusal.tooMany(words, RETRY_SESSIONS);
  }

  @Override
  public Future<Admitted> admit(AnnounceRequest request, PeerAddress from, long now) {
    boolean shown = !request.passkey().isEmpty();
    Torrent torrent = torrents.get(request.infoHash());
    // Over HTTP every client can show its passkey.
    String passkey =
        shown || torrent == null || RecentClients.isOverHttp(from)
            ? request.passkey()
            : recent.passkeyOf(request, from, now);
    if (passkey == null || passkey.isEmpty()) {
      return Refusal.NO_PASSKEY.announce();
    }
    Passkeys.Owner owner = passkeys.find(passkey);
    if (owner == null) {
      // One that was shown before is no guess.
      return (shown ? unknown(from) : Refusal.UNKNOWN_PASSKEY).announce();
    }
    User user = owner.user();
    if (!guesses.lets(passkey, user.id(), from)) {
      return Refusal.GUESSES.announce();
    }
    boolean leaves = request.event() == Event.STOPPED;
    if (user.state() == UserState.DISABLED && !wasThere(user, torrent, request)) {
      return Refusal.DISABLED.announce();
    }
    if (torrent == null) {
      return Refusal.UNREGISTERED.announce();
    }
    Torrent.Deletion deletion = torrent.deleted();
    if (deletion != null && !wasThere(user, torrent, request)) {
      return Refusal.deleted(deletion.reason()).announce();
    }
    if (owner.torrent() != 0 && owner.torrent() != torrent.id()) {
      return Refusal.OTHER_TORRENT.announce();
    }
    // What is let in for its last counters alone is not what would be let in again.
    if (shown && user.state() != UserState.DISABLED && deletion == null) {
      recent.shown(user, torrent, request, from, now);
    }
    return leaves ? admitted(user, torrent, "") : admitStaying(request, user, torrent, now);
  }

  /** Whoever was not there has nothing to leave, and would be credited with what it makes up. */
  private boolean wasThere(User user, @Nullable Torrent torrent, AnnounceRequest request) {
    return request.event() == Event.STOPPED
        && torrent != null
        && accounts.isThere(user.id(), torrent.id(), request);
  }

  private Refusal unknown(PeerAddress from) {
    return guesses.takeWrong(from) ? Refusal.UNKNOWN_PASSKEY : Refusal.GUESSES;
  }

  private Future<Admitted> admitStaying(
      AnnounceRequest request, User user, Torrent torrent, long now) {
    if (!clients.allows(request.peerId())) {
      return Refusal.CLIENT.announce();
    }
    long userId = user.id();
    long torrentId = torrent.id();
    if (rules.maxSessions() > 0
        && accounts.otherSessions(userId, torrentId, request, now) >= rules.maxSessions()) {
      return tooManySessions.announce();
    }
    if (rules.maxAddresses() > 0
        && accounts.otherAddresses(userId, torrentId, request, now) >= rules.maxAddresses()) {
      return tooManyAddresses.announce();
    }
    String warning = request.isSeeder() ? "" : restrictions.of(user, torrent, now);
    return admitted(user, torrent, warning);
  }

  private static Future<Admitted> admitted(User user, Torrent torrent, String warning) {
    return Future.succeededFuture(new Admitted(user.id(), torrent.id(), warning));
  }

  /**
   * Lets in every user who is not disabled; counts are no secret among them. Who can't show a
   * passkey, as over UDP, is known by having announced from there.
   */
  @Override
  public Future<Void> admitScrape(ScrapeRequest request, PeerAddress from, long now) {
    boolean shown = !request.passkey().isEmpty();
    String passkey = shown ? request.passkey() : recent.passkeyAt(from, now);
    Passkeys.Owner owner = passkeys.find(passkey);
    if (owner == null) {
      return (shown ? unknown(from) : Refusal.NO_PASSKEY_IN_SCRAPE).scrape();
    }
    if (!guesses.lets(passkey, owner.user().id(), from)) {
      return Refusal.GUESSES.scrape();
    }
    return owner.user().state() == UserState.DISABLED
        ? Refusal.DISABLED.scrape()
        : Future.succeededFuture();
  }

  @Override
  public boolean serves(InfoHash infoHash) {
    Torrent torrent = torrents.get(infoHash);
    return torrent != null && torrent.deleted() == null;
  }
}

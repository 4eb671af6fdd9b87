package io.skep.ledger;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.RequestException;
import io.skep.storage.CreditLine;
import io.skep.storage.SessionRow;
import io.skep.storage.StandingChange;
import io.skep.tracker.Departures;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes note of announces: from what is known of a session and what its client shows to credit,
 * seed time and what is written.
 *
 * <p>Every method is called with the account's monitor held, so that what is written of a user is
 * written in the order in which it happened.
 */
final class AnnounceNotes {
  private static final Future<Void> DONE = Future.succeededFuture();
  private static final Future<Void> BUSY =
      Future.failedFuture(RequestException.retryLater("the tracker can't note that right now", 1));
  private static final Future<Void> CROWDED =
      Future.failedFuture(
          RequestException.retryLater("too many of your clients are in this torrent", 15));
  private static final Future<Void> TOO_MANY_BEGIN =
      Future.failedFuture(
          RequestException.retryLater("too many of your clients begin, now one a second may", 15));

  private final LedgerRules ledgerRules;
  private final CheatRules rules;
  private final Multipliers multipliers;
  private final EntrySink sink;
  private final AtomicLong lastSessionId;
  private final Tallies tallies;
  private final StandingNotes standings;
  private final Departures departures;

  AnnounceNotes(
      LedgerRules ledgerRules,
      CheatRules rules,
      Multipliers multipliers,
      EntrySink sink,
      AtomicLong lastSessionId,
      Tallies tallies,
      Departures departures) {
    this.ledgerRules = ledgerRules;
    this.rules = rules;
    this.multipliers = multipliers;
    this.sink = sink;
    this.lastSessionId = lastSessionId;
    this.tallies = tallies;
    this.standings = new StandingNotes(ledgerRules.patience());
    this.departures = departures;
  }

  /** Notes an announce; see {@link io.skep.tracker.AnnounceListener} for what is answered. */
  Future<Void> note(Announce announce) {
    UserTorrent place = announce.account().find(announce.torrent());
    Session session =
        place == null ? null : place.find(announce.request().key(), announce.request().peerId());
    SessionRow known = session == null ? null : session.row();
    CounterStep step =
        known == null
            ? CounterStep.first(announce.request())
            : CounterStep.of(
                known, announce.request(), announce.now(), ledgerRules.maxDelaySeconds());
    if (!sink.hasRoom()) {
      return unwritten(announce, session, step);
    }
    if (session != null && known != null && step.kind() == CounterStep.Kind.LATE) {
      return late(announce, session, known);
    }
    if (place == null) {
      place = announce.account().add(announce.torrent());
    }
    if (session != null && known != null) {
      return apply(announce, place, session, known, step, false);
    }
    if (!hasRoom(announce, place)) {
      tallies.crowded.increment();
      return CROWDED;
    }
    if (!announce.account().takeBeginning(announce.now())) {
      tallies.crowded.increment();
      return TOO_MANY_BEGIN;
    }
    Session joined = join(announce, place);
    return apply(announce, place, joined, joined.row(), step, true);
  }

  /**
   * Nothing is credited: the client's next announce brings its bytes again. A client that is not
   * known, or had stopped, is refused: nobody could tell in how many places it is.
   */
  private Future<Void> unwritten(Announce announce, @Nullable Session session, CounterStep step) {
    tallies.unwritten.increment();
    if (session == null || session.stopped()) {
      return BUSY;
    }
    noteAddress(announce, session);
    boolean comesNotAgain =
        announce.says(Event.STOPPED)
            || announce.says(Event.STARTED)
            || step.kind() == CounterStep.Kind.BEGAN_AGAIN;
    return comesNotAgain ? BUSY : DONE;
  }

  private Future<Void> late(Announce announce, Session session, SessionRow row) {
    tallies.late.increment();
    if (row.stopped()) {
      left(announce, List.of(announce.request().address()));
    } else {
      noteAddress(announce, session);
    }
    boolean completed =
        announce.saysComplete() && !announce.account().hasCompleted(announce.torrent());
    StandingChange standing = completed ? StandingNotes.complete(announce, row, 0) : null;
    if (!announce.says(Event.STOPPED) && !announce.says(Event.COMPLETED)) {
      return DONE;
    }
    return written(announce, new LedgerWriter.Entry(row, null, standing), true);
  }

  private boolean hasRoom(Announce announce, UserTorrent place) {
    long since = announce.now() - ledgerRules.patience();
    long delayedSince = announce.now() - ledgerRules.maxDelaySeconds();
    int forgotten = announce.account().makeRoom(place, since, delayedSince);
    tallies.crowded.add(forgotten);
    tallies.sessions.add(-forgotten);
    return place.size() < UserTorrent.MAX_SESSIONS;
  }

  private Session join(Announce announce, UserTorrent place) {
    Session session =
        Session.fresh(
            lastSessionId.incrementAndGet(),
            announce.account().user(),
            announce.torrent(),
            announce.request(),
            announce.now());
    announce.account().add(place, session);
    tallies.sessions.increment();
    return session;
  }

  private Future<Void> apply(
      Announce announce,
      UserTorrent place,
      Session session,
      SessionRow known,
      CounterStep step,
      boolean first) {
    AnnounceRequest request = announce.request();
    long now = announce.now();
    noteAddress(announce, session);
    SessionRow row = step.applyTo(known, request, now, ledgerRules.maxDelaySeconds());
    Verdict verdict = rules.judge(observation(announce, place, session, known, row, step, first));
    CreditLine line = credit(announce, known, first, step, verdict);
    StandingChange standing = standings.note(announce, place, known, row, first);
    session.become(row, request, announce.restricted());
    if (row.stopped()) {
      left(announce, SessionAddresses.list(session.addresses(), 0));
    }
    standings.noteFetching(announce, place, known, row, first);
    boolean again = step.kind() == CounterStep.Kind.BEGAN_AGAIN;
    if (again) {
      tallies.begunAgain.increment();
    }
    // A started that is answered and forgotten would be taken for news if it came a second time.
    boolean resumed = !first && announce.says(Event.STARTED);
    boolean awaited = again || resumed || standing.completed() || announce.says(Event.COMPLETED);
    Future<Void> written = written(announce, new LedgerWriter.Entry(row, line, standing), awaited);
    return verdict.isRefused()
        ? Future.failedFuture(RequestException.refused(verdict.refusal()))
        : written;
  }

  /** A client is at one port of a host, and at no more hosts than are remembered. */
  private void noteAddress(Announce announce, Session session) {
    PeerAddress address = announce.request().address();
    if (SessionAddresses.seenAgain(session.addresses(), address, announce.now())) {
      return;
    }
    long since = announce.now() - ledgerRules.patience();
    List<PeerAddress> gone = SessionAddresses.dropped(session.addresses(), address, since);
    session.seenAt(SessionAddresses.with(session.addresses(), address, announce.now(), since));
    left(announce, gone);
  }

  private void left(Announce announce, List<PeerAddress> gone) {
    for (PeerAddress address : gone) {
      departures.left(announce.torrent(), announce.request(), address, announce.now());
    }
  }

  /** A stop may overtake the start that follows it, and between the two files may be checked. */
  private static boolean isUnknownBefore(boolean first, CounterStep step, SessionRow known) {
    return first || step.kind() == CounterStep.Kind.BEGAN_AGAIN || known.stopped();
  }

  private Observation observation(
      Announce announce,
      UserTorrent place,
      Session session,
      SessionRow known,
      SessionRow row,
      CounterStep step,
      boolean first) {
    long user = announce.account().user();
    long now = announce.now();
    return new Observation(
        announce.request(),
        user,
        announce.torrent(),
        first,
        isUnknownBefore(first, step, known) ? -1 : known.left(),
        step.uploaded(),
        step.downloaded(),
        Math.max(1, now - known.lastSeen()),
        announce.books().lastLeecherBesides(user),
        SessionAddresses.hosts(session.addresses(), now - ledgerRules.patience()),
        place.hasSeeded() || place.hasCompleted(),
        row.downloaded(),
        announce.counts(),
        now);
  }

  private @Nullable CreditLine credit(
      Announce announce, SessionRow known, boolean first, CounterStep step, Verdict verdict) {
    if (step.uploaded() == 0 && step.downloaded() == 0) {
      return null;
    }
    Account account = announce.account();
    long user = account.user();
    long now = announce.now();
    long earliest = now - ledgerRules.patience();
    Percents percents =
        multipliers.inForce(
            user, announce.torrent(), first ? earliest : Math.max(earliest, known.lastSeen()), now);
    Credit credit = Credit.of(step, percents, verdict);
    if (account.totals().canTake(credit.change()) && announce.books().takes(credit.change())) {
      account.totals().add(credit.change());
    } else {
      credit = credit.refused();
    }
    (credit.isWithheld() ? tallies.withheld : tallies.credited).increment();
    return credit.line(now, user, announce.torrent(), known.id());
  }

  /**
   * Hands an entry in.
   *
   * @param awaited whether the answer says that it is durable. While the database is away only who
   *     stops is kept waiting, for it is the last that is heard of it.
   */
  private Future<Void> written(Announce announce, LedgerWriter.Entry entry, boolean awaited) {
    if (announce.says(Event.STOPPED)) {
      return sink.writeDurably(entry);
    }
    if (awaited && sink.isStorageUp()) {
      return sink.writeDurably(entry).recover(tooLong -> DONE);
    }
    sink.write(entry);
    return DONE;
  }
}

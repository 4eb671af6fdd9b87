package io.skep.tracker;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.AnnounceResponse;
import io.skep.bittorrent.Announcement;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerList;
import io.skep.bittorrent.RequestException;
import io.skep.bittorrent.ScrapeRequest;
import io.skep.bittorrent.ScrapeResponse;
import io.skep.bittorrent.SwarmCounts;
import io.skep.swarm.SwarmAnswer;
import io.skep.swarm.SwarmStore;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers announces and scrapes, whatever transport brought them (BEP 3, 15, 48).
 *
 * <p>Safe for use on several event loops. {@code now} is seconds since the epoch of a clock that
 * never runs backwards.
 */
public final class Tracker {
  private final AnnounceRules rules;
  private final Admission admission;
  private final SwarmStore swarms;
  private final AnnounceListener listener;

  /** A tracker with these rules over these swarms, of whose announces nobody hears. */
  public Tracker(AnnounceRules rules, Admission admission, SwarmStore swarms) {
    this(rules, admission, swarms, AnnounceListener.NONE);
  }

  /** A tracker with these rules over these swarms, of whose announces the listener hears. */
  public Tracker(
      AnnounceRules rules, Admission admission, SwarmStore swarms, AnnounceListener listener) {
    this.rules = rules;
    this.admission = admission;
    this.swarms = swarms;
    this.listener = listener;
  }

  /**
   * Answers an announce.
   *
   * @param socketAddress where the request came from, which BEP 24 tells the client
   * @return failed with a {@link RequestException} if it is not let in
   */
  public Future<AnnounceResponse> announce(
      AnnounceRequest request, PeerAddress socketAddress, long now) {
    Future<Admitted> admitted = admission.admit(request, socketAddress, now);
    if (admitted.succeeded()) {
      return admitted(admitted.result(), request, socketAddress, now);
    }
    return admitted.compose(
        who -> admitted(who, request, socketAddress, now),
        fault -> {
          if (fault instanceof RequestException refusal && refusal.isLeaving()) {
            leave(request, now);
          }
          return Future.failedFuture(fault);
        });
  }

  private Future<AnnounceResponse> admitted(
      Admitted who, AnnounceRequest request, PeerAddress socketAddress, long now) {
    SwarmStore.Answer answer = answer(who, request, now);
    AnnounceResponse response =
        new AnnounceResponse(
            rules.interval(),
            rules.minInterval(),
            answer.counts(),
            answer.peers(),
            socketAddress,
            who.warning());
    Future<Void> noted = listener.announced(who, request, answer.counts(), now);
    return noted.succeeded()
        ? Future.succeededFuture(response)
        : noted.compose(
            done -> Future.succeededFuture(response),
            fault -> {
              leave(request, now);
              return Future.failedFuture(fault);
            });
  }

  /** Who is refused must not stay for others to meet. */
  private void leave(AnnounceRequest request, long now) {
    // One that stops has left already, and may have come back while it was waited for.
    if (request.event() != Event.STOPPED) {
      swarms.announce(request.withEvent(Event.STOPPED), 0, now);
    }
  }

  private SwarmStore.Answer answer(Admitted who, AnnounceRequest request, long now) {
    if (who.isRestricted()) {
      // Whoever was let in before the rule closed on it must not stay for others to meet.
      AnnounceRequest leaving = request.withEvent(Event.STOPPED);
      return new SwarmStore.Answer(swarms.announce(leaving, 0, now).counts(), PeerList.EMPTY);
    }
    return swarms.announce(request, wanted(request.numwant()), now);
  }

  private int wanted(int numwant) {
    return numwant < 0 ? rules.defaultNumwant() : Math.min(numwant, rules.maxNumwant());
  }

  /** Seconds between two regular announces of a client. */
  public int interval() {
    return rules.interval();
  }

  /** False if no announce is answered at once, since somebody hears of each. */
  public boolean announcesAtOnce() {
    return listener == AnnounceListener.NONE;
  }

  /**
   * Answers an announce that is let in whoever sends it, and of which nobody hears: what is asked
   * and what is answered are good only for the moment, and no garbage is made for them.
   *
   * @return null, and nothing is done, if this announce is none of those
   */
  public @Nullable SwarmAnswer announceAtOnce(Announcement request, long now) {
    return announcesAtOnce() && admission.admitsAtOnce(request)
        ? swarms.announceInPlace(request, wanted(request.numwant()), now)
        : null;
  }

  /** True if every scrape is let in: {@link #counts} is what it is answered. */
  public boolean scrapesAtOnce() {
    return admission.admitsAnyScrape();
  }

  /** Who is in a swarm; nobody in one that is not served. */
  public SwarmCounts counts(InfoHash infoHash) {
    return admission.serves(infoHash) ? swarms.counts(infoHash) : SwarmCounts.EMPTY;
  }

  /** Answers a scrape of the swarms that it names, if it is let in. */
  public Future<ScrapeResponse> scrape(ScrapeRequest request, PeerAddress from, long now) {
    Future<Void> admitted = admission.admitScrape(request, from, now);
    return admitted.succeeded() ? scrape(request) : admitted.compose(ignored -> scrape(request));
  }

  private Future<ScrapeResponse> scrape(ScrapeRequest request) {
    List<ScrapeResponse.Swarm> answers = new ArrayList<>(request.infoHashes().size());
    for (InfoHash infoHash : request.infoHashes()) {
      boolean known = admission.serves(infoHash);
      SwarmCounts counts = known ? swarms.counts(infoHash) : SwarmCounts.EMPTY;
      answers.add(new ScrapeResponse.Swarm(infoHash, counts, known));
    }
    return Future.succeededFuture(new ScrapeResponse(answers));
  }

  /** Answers a scrape of every swarm that is remembered; takes its time, not for an event loop. */
  public ScrapeResponse scrapeAll() {
    List<ScrapeResponse.Swarm> answers = new ArrayList<>();
    swarms.forEach(
        (infoHash, counts) -> {
          if (admission.serves(infoHash)) {
            answers.add(new ScrapeResponse.Swarm(infoHash, counts, true));
          }
        });
    return new ScrapeResponse(answers);
  }
}

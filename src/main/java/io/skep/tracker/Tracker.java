package io.skep.tracker;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.AnnounceResponse;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.ScrapeRequest;
import io.skep.bittorrent.ScrapeResponse;
import io.skep.bittorrent.SwarmCounts;
import io.skep.swarm.SwarmStore;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

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

  /** A tracker with these rules over these swarms. */
  public Tracker(AnnounceRules rules, Admission admission, SwarmStore swarms) {
    this.rules = rules;
    this.admission = admission;
    this.swarms = swarms;
  }

  /**
   * Answers an announce.
   *
   * @param socketAddress where the request came from, which BEP 24 tells the client
   * @return failed with a {@link io.skep.bittorrent.RequestException} if it is not let in
   */
  public Future<AnnounceResponse> announce(
      AnnounceRequest request, PeerAddress socketAddress, long now) {
    Future<Void> admitted = admission.admit(request);
    if (admitted.succeeded()) {
      return Future.succeededFuture(admitted(request, socketAddress, now));
    }
    return admitted.map(ignored -> admitted(request, socketAddress, now));
  }

  private AnnounceResponse admitted(AnnounceRequest request, PeerAddress socketAddress, long now) {
    int numwant = request.numwant();
    int wanted = numwant < 0 ? rules.defaultNumwant() : Math.min(numwant, rules.maxNumwant());
    SwarmStore.Answer answer = swarms.announce(request, wanted, now);
    return new AnnounceResponse(
        rules.interval(), rules.minInterval(), answer.counts(), answer.peers(), socketAddress);
  }

  /** Answers a scrape of the swarms that it names. */
  public Future<ScrapeResponse> scrape(ScrapeRequest request) {
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

package io.skep.load;

import java.time.Duration;

/**
 * All that a load is.
 *
 * @param target the tracker
 * @param crowd who asks it
 * @param mix what for
 * @param pace how fast and how long
 * @param acceptsSelf whether a peer may be told of itself, as opentracker does
 * @param runningFor for how long the peers have been moving bytes when it begins
 */
public record LoadPlan(
    Target target, Crowd crowd, Mix mix, Pace pace, boolean acceptsSelf, Duration runningFor) {
  /** Refuses what doesn't go together, in a sentence. */
  public LoadPlan {
    if (mix.scrape() > 0 && !target.canScrape()) {
      throw new IllegalArgumentException(
          "the URL has no /announce, so nobody knows where to scrape: use --scrape 0");
    }
    if (mix.scrape() > 0 && mix.scrapeHashes() > crowd.torrents()) {
      throw new IllegalArgumentException(
          "a scrape can't ask for "
              + mix.scrapeHashes()
              + " torrents where there are "
              + crowd.torrents());
    }
    if (!crowd.passkeys().isEmpty() && target.path().contains("?")) {
      throw new IllegalArgumentException("passkeys go behind a path, and this URL has a query");
    }
  }

  /** How many event loops there are: one that has no connection would have nothing to do. */
  int loops() {
    return !target.isUdp() ? Math.min(pace.threads(), pace.connections()) : pace.threads();
  }

  /** How many addresses there are to send from: no more than there are connections that stay. */
  int addresses() {
    if (!target.isLoopback()) {
      return 1;
    }
    int most = Math.min(crowd.addresses(), crowd.peers());
    if (target.isUdp() || pace.connectionPerRequest()) {
      return most;
    }
    int fewer = Math.min(most, pace.connections());
    return sources(fewer) <= pace.connections() ? fewer : 1;
  }

  /** How many sources there are, a multiple of the addresses: each loop has one or more. */
  int sources() {
    return sources(addresses());
  }

  private int sources(int addresses) {
    return addresses * ((loops() + addresses - 1) / addresses);
  }
}

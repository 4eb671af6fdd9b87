package io.skep.load;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** A load as a test wants it: small and short until it says otherwise. */
final class Loads {
  private final Target target;
  int peers = 500;
  int torrents = 20;
  int addresses = 4;
  Popularity popularity = new Popularity.Uniform();
  List<String> passkeys = List.of();
  int numwant = 30;
  double scrape;
  long requests = 2000;
  boolean fills;
  double rate;
  int inFlight = 16;
  int connections = 4;
  int pipeline = 1;
  boolean connectionPerRequest;
  int threads = 1;
  boolean acceptsSelf;
  Duration runningFor = Duration.ZERO;
  int timeoutMillis = 30_000;
  Duration duration = Duration.ofSeconds(60);

  Loads(String url) {
    target = Target.of(URI.create(url));
  }

  Crowd crowd() {
    return new Crowd(peers, torrents, List.of(), popularity, 0.5, addresses, passkeys, 1);
  }

  LoadPlan plan() {
    return new LoadPlan(
        target,
        crowd(),
        new Mix(90, 4, 3, 3, numwant, scrape, 5),
        new Pace(
            duration,
            requests,
            Duration.ZERO,
            fills,
            rate,
            inFlight,
            connections,
            pipeline,
            connectionPerRequest,
            threads,
            Duration.ofMillis(timeoutMillis)),
        acceptsSelf,
        runningFor);
  }

  LoadResult run() throws Exception {
    return new LoadRun(plan(), OptionalLong.empty(), progress -> {}).run();
  }
}

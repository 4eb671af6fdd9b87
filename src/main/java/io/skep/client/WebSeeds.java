package io.skep.client;

import io.skep.bittorrent.PeerAddress;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The web seeds of a torrent (BEP 19). They cost whoever runs them money, so that they are asked
 * for no more than peers leave: not while enough peers send.
 */
final class WebSeeds {
  /** So many are asked side by side; the others stand by for those that fail. */
  private static final int MAX_AT_ONCE = 4;

  /** With so many peers that send, no web seed is asked for more. */
  private static final int ENOUGH_PEERS = 4;

  private static final String UNKNOWN = "unknown";

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);

  /** What becomes of them. */
  interface Listener {
    /** Some content has come, good or bad. */
    void received(int length);

    /**
     * One gave no content.
     *
     * @param webSeed its URL without path and query; "unknown" where it has none that can be asked
     * @param isDropped true if it is not asked again
     */
    void failed(String webSeed, String why, boolean isDropped);
  }

  private final HttpClient client;
  private final List<WebSeed> seeds = new ArrayList<>();
  private final Listener listener;
  private boolean isNeeded;

  /**
   * Web seeds that are not asked yet.
   *
   * @param content what is fetched; its torrent names them
   * @param httpOptions what is beside the bounds of here, such as whence to ask and whom to trust
   */
  WebSeeds(
      Vertx vertx,
      Content content,
      HttpClientOptions httpOptions,
      Timers timers,
      RandomGenerator random,
      Listener listener) {
    this.listener = listener;
    client =
        vertx
            .httpClientBuilder()
            .with(
                new HttpClientOptions(httpOptions)
                    .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis()))
            // What breaks a connection fails its request, which tells of it: no need to log it too.
            .withConnectHandler(connection -> connection.exceptionHandler(cause -> {}))
            .build();
    for (String written : new LinkedHashSet<>(content.metainfo().webSeeds())) {
      try {
        WebSeedUrl url = WebSeedUrl.parse(written, content.metainfo());
        seeds.add(new WebSeed(url, seeds.size(), content, client, timers, random, heard()));
      } catch (WebSeedException e) {
        listener.failed(UNKNOWN, e.words(), true);
      }
    }
  }

  private WebSeed.Listener heard() {
    return new WebSeed.Listener() {
      @Override
      public void received(int length) {
        listener.received(length);
      }

      @Override
      public void finished(WebSeed seed) {
        if (isNeeded) {
          seed.begin();
        }
      }

      @Override
      public void failed(WebSeed seed, WebSeedException why) {
        if (why.isUseless()) {
          seeds.remove(seed);
        }
        listener.failed(seed.toString(), why.words(), why.isUseless());
      }
    };
  }

  /** Asks for more where peers don't send enough; to be called once a second. */
  void tick(List<PeerConnection> peers, long nowNanos) {
    List.copyOf(seeds).forEach(seed -> seed.tick(nowNanos));
    long senders = peers.stream().filter(peer -> peer.download().rate() > 0).count();
    long busy = seeds.stream().filter(WebSeed::isBusy).count();
    isNeeded = senders < ENOUGH_PEERS;
    if (isNeeded) {
      for (WebSeed seed : List.copyOf(seeds)) {
        if (busy < MAX_AT_ONCE && seed.isReady()) {
          seed.begin();
          busy++;
        }
      }
    }
  }

  /** The disk can keep up again, or can no longer. */
  void paused() {
    List.copyOf(seeds).forEach(WebSeed::paused);
  }

  /** Readers want something else now. */
  void cancelOutside(ReadingWindows windows) {
    List.copyOf(seeds).forEach(seed -> seed.cancelOutside(windows));
  }

  /**
   * Drops the one that sent corrupt blocks.
   *
   * @return false if it was none of these
   */
  boolean lied(PeerAddress sender) {
    for (WebSeed seed : seeds) {
      if (seed.address().equals(sender)) {
        seed.drop("gave corrupt content");
        return true;
      }
    }
    return false;
  }

  /** Ends all that is under way. */
  Future<Void> close() {
    List.copyOf(seeds).forEach(WebSeed::close);
    seeds.clear();
    return client.close();
  }
}

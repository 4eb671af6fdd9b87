package io.skep.client;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.ScrapeResponse;
import io.skep.client.TrackerException.Fault;
import io.skep.protocol.TrackerAnswer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.net.URI;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Asks any tracker by its URL, over HTTP (BEP 3, 7, 23, 24, 31, 48) or UDP (BEP 15, 41).
 *
 * <p>May be called from any thread. A future fails with a {@link TrackerException} and nothing
 * else.
 */
public final class TrackerClient {
  private final Context context;
  private final HttpTrackers http;
  private final UdpTrackers udp;

  /** A client on one of these event loops. */
  public TrackerClient(Vertx vertx, TrackerClientOptions options) {
    this(vertx, options, new HttpClientOptions(), System::nanoTime);
  }

  /**
   * A client on one of these event loops.
   *
   * @param httpOptions what is beside the bounds of {@code options}, such as whom to trust
   * @param nanoTime the time by which connection ids age
   */
  TrackerClient(
      Vertx vertx,
      TrackerClientOptions options,
      HttpClientOptions httpOptions,
      LongSupplier nanoTime) {
    this(vertx.getOrCreateContext(), options, httpOptions, nanoTime);
  }

  /**
   * A client on this event loop.
   *
   * @param httpOptions what is beside the bounds of {@code options}, such as whom to trust; where
   *     it has a local address, trackers are asked from there, over UDP too
   * @param nanoTime the time by which connection ids age
   */
  TrackerClient(
      Context context,
      TrackerClientOptions options,
      HttpClientOptions httpOptions,
      LongSupplier nanoTime) {
    this.context = context;
    http = new HttpTrackers(context.owner(), options, httpOptions);
    udp = new UdpTrackers(context.owner(), options, nanoTime, httpOptions.getLocalAddress());
  }

  /** Announces to a tracker that has given no {@code tracker id}. */
  public Future<TrackerAnswer> announce(URI url, AnnounceRequest request) {
    return announce(url, request, "");
  }

  /**
   * Announces.
   *
   * @param url the tracker's URL as the torrent has it, passkey and all
   * @param request what to say; of its address only the port goes out, and its passkey does not,
   *     since the URL has one
   * @param trackerId what the tracker's last answer gave for this (BEP 3), or nothing
   */
  public Future<TrackerAnswer> announce(URI url, AnnounceRequest request, String trackerId) {
    return announce(url, request, trackerId, AnnouncePatience.ALONE);
  }

  Future<TrackerAnswer> announce(
      URI url, AnnounceRequest request, String trackerId, AnnouncePatience patience) {
    return ask(
        url,
        tracker ->
            tracker.scheme() == TrackerUrl.Scheme.UDP
                ? udp.announce(tracker, request, patience)
                : http.announce(tracker, request, trackerId));
  }

  /**
   * Asks for the counts of swarms, in several requests where one has no room for all.
   *
   * @param url the tracker's announce URL, or over HTTP its scrape URL
   * @param infoHashes the swarms, at least one
   * @return the counts in the same order
   */
  public Future<ScrapeResponse> scrape(URI url, List<InfoHash> infoHashes) {
    if (infoHashes.isEmpty()) {
      throw new IllegalArgumentException("a scrape asks for one swarm or more");
    }
    List<InfoHash> asked = List.copyOf(infoHashes);
    return ask(
        url,
        tracker ->
            tracker.scheme() == TrackerUrl.Scheme.UDP
                ? udp.scrape(tracker, asked)
                : http.scrape(tracker, asked));
  }

  /** Asks on the event loop that all state lives on. */
  private <T> Future<T> ask(URI url, Question<T> question) {
    Promise<T> answer = Promise.promise();
    context.runOnContext(
        nothing -> {
          try {
            question.ask(TrackerUrl.parse(url)).onComplete(answer);
          } catch (TrackerException e) {
            answer.fail(e);
          } catch (RuntimeException e) {
            answer.fail(new TrackerException(Fault.UNSUPPORTED, "cannot ask: " + e, e));
          }
        });
    return answer.future();
  }

  private interface Question<T> {
    Future<T> ask(TrackerUrl tracker) throws TrackerException;
  }

  /** Closes all sockets; what is still asked fails. */
  public Future<Void> close() {
    Promise<Void> closed = Promise.promise();
    context.runOnContext(
        nothing -> Future.join(http.close(), udp.close()).<Void>mapEmpty().onComplete(closed));
    return closed.future();
  }
}

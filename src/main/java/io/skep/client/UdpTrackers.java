package io.skep.client;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerList;
import io.skep.bittorrent.ScrapeResponse;
import io.skep.bittorrent.SwarmCounts;
import io.skep.client.TrackerException.Fault;
import io.skep.protocol.TrackerAnswer;
import io.skep.protocol.UdpCodec;
import io.skep.protocol.UdpRequest;
import io.skep.protocol.UdpResponse;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Asks UDP trackers (BEP 15, 41); lives on one event loop. */
final class UdpTrackers {
  private static final byte[] NO_PEERS = new byte[0];

  private final Vertx vertx;
  private final TrackerClientOptions options;
  private final UdpConnections connections;
  private final UdpPort port;

  UdpTrackers(
      Vertx vertx,
      TrackerClientOptions options,
      LongSupplier nanoTime,
      @Nullable String localAddress) {
    this.vertx = vertx;
    this.options = options;
    this.connections = new UdpConnections(nanoTime);
    this.port = new UdpPort(vertx, localAddress);
  }

  Future<TrackerAnswer> announce(
      TrackerUrl url, AnnounceRequest request, AnnouncePatience patience) {
    return address(url)
        .compose(
            tracker ->
                exchange(
                        url,
                        tracker,
                        patience.of(options).udpSchedule(),
                        (connectionId, transactionId) ->
                            packet(connectionId, transactionId, request, url.target()))
                    .compose(response -> answer(url, tracker, response)));
  }

  private static UdpRequest packet(
      long connectionId, int transactionId, AnnounceRequest request, String urlData) {
    return new UdpRequest.Announce(
        connectionId,
        transactionId,
        request.infoHash(),
        request.peerId(),
        request.downloaded(),
        request.left(),
        request.uploaded(),
        request.event(),
        0,
        request.key(),
        request.numwant(),
        request.address().port(),
        urlData);
  }

  private static Future<TrackerAnswer> answer(
      TrackerUrl url, PeerAddress tracker, UdpResponse response) {
    if (!(response instanceof UdpResponse.Announce announce)) {
      return nonsense(url, "answered what it was not asked");
    }
    if (announce.interval() < 1 || announce.leechers() < 0 || announce.seeders() < 0) {
      return nonsense(url, "gave no answer: a number in it is out of range");
    }
    boolean ipv4 = tracker.isIpv4();
    byte[] peers = announce.peers();
    int peerLength = ipv4 ? PeerList.IPV4_LENGTH : PeerList.IPV6_LENGTH;
    if (peers.length % peerLength != 0) {
      return nonsense(url, "gave no answer: the last peer is cut short");
    }
    return Future.succeededFuture(
        new TrackerAnswer(
            announce.interval(),
            OptionalInt.empty(),
            OptionalInt.of(announce.seeders()),
            OptionalInt.of(announce.leechers()),
            OptionalInt.empty(),
            new PeerList(ipv4 ? peers : NO_PEERS, ipv4 ? NO_PEERS : peers, NO_PEERS),
            null,
            "",
            ""));
  }

  Future<ScrapeResponse> scrape(TrackerUrl url, List<InfoHash> infoHashes) {
    return address(url)
        .compose(
            tracker ->
                new Batches(
                        infoHashes, UdpCodec.MAX_SCRAPE, hashes -> scrapeSome(url, tracker, hashes))
                    .ask());
  }

  private Future<ScrapeResponse> scrapeSome(
      TrackerUrl url, PeerAddress tracker, List<InfoHash> infoHashes) {
    return exchange(
            url,
            tracker,
            options.udpSchedule(),
            (connectionId, transactionId) ->
                new UdpRequest.Scrape(connectionId, transactionId, infoHashes))
        .compose(response -> counts(url, infoHashes, response));
  }

  private static Future<ScrapeResponse> counts(
      TrackerUrl url, List<InfoHash> infoHashes, UdpResponse response) {
    if (!(response instanceof UdpResponse.Scrape scrape)) {
      return nonsense(url, "answered what it was not asked");
    }
    if (scrape.swarms().size() != infoHashes.size()) {
      return nonsense(
          url,
          "gave the counts of " + scrape.swarms().size() + " swarms, not of " + infoHashes.size());
    }
    List<ScrapeResponse.Swarm> swarms = new ArrayList<>(infoHashes.size());
    for (int i = 0; i < infoHashes.size(); i++) {
      SwarmCounts counts = scrape.swarms().get(i);
      if (counts.complete() < 0 || counts.incomplete() < 0 || counts.downloaded() < 0) {
        return nonsense(url, "gave no answer: a number in it is out of range");
      }
      // BEP 15 has no word for a swarm that the tracker does not serve: it has nobody then.
      swarms.add(new ScrapeResponse.Swarm(infoHashes.get(i), counts, true));
    }
    return Future.succeededFuture(new ScrapeResponse(swarms));
  }

  private Future<UdpResponse> exchange(
      TrackerUrl url, PeerAddress tracker, UdpSchedule schedule, UdpExchange.Question question) {
    return new UdpExchange(vertx, port, connections, schedule, url, tracker, question).begin();
  }

  private Future<PeerAddress> address(TrackerUrl url) {
    return vertx
        .executeBlocking(() -> InetAddress.getByName(url.host()), false)
        .timeout(options.httpTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .transform(
            found ->
                found.succeeded()
                    ? Future.succeededFuture(PeerAddress.of(found.result(), url.port()))
                    : Future.failedFuture(unknown(url, found.cause())));
  }

  private static TrackerException unknown(TrackerUrl url, Throwable cause) {
    String why = cause instanceof TimeoutException ? "the lookup took too long" : "no such host";
    return new TrackerException(Fault.UNREACHABLE, "cannot reach " + url + ": " + why, cause);
  }

  private static <T> Future<T> nonsense(TrackerUrl url, String message) {
    return Future.failedFuture(new TrackerException(Fault.NONSENSE, url + " " + message));
  }

  Future<Void> close() {
    return port.close();
  }
}

package io.skep.client;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.RequestException;
import io.skep.bittorrent.ScrapeResponse;
import io.skep.client.TrackerException.Fault;
import io.skep.protocol.HttpAnnounce;
import io.skep.protocol.HttpAnnounceQuery;
import io.skep.protocol.HttpReplyException;
import io.skep.protocol.HttpReplyReader;
import io.skep.protocol.HttpScrapeQuery;
import io.skep.protocol.TrackerAnswer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import java.util.List;

/** Asks HTTP trackers (BEP 3, 48); lives on one event loop. */
final class HttpTrackers {
  /** How many hashes, each of up to 71 characters, the usual 4,096 of a request line hold. */
  private static final int HASHES_IN_URL = 50;

  private final Vertx vertx;
  private final TrackerClientOptions options;
  private final HttpClient client;

  HttpTrackers(Vertx vertx, TrackerClientOptions options, HttpClientOptions httpOptions) {
    this.vertx = vertx;
    this.options = options;
    HttpClientOptions bounded =
        new HttpClientOptions(httpOptions)
            .setConnectTimeout((int) options.httpTimeout().toMillis());
    this.client =
        vertx
            .httpClientBuilder()
            .with(bounded)
            // What breaks a connection fails its request, which tells of it: no need to log it too.
            .withConnectHandler(connection -> connection.exceptionHandler(cause -> {}))
            .build();
  }

  Future<TrackerAnswer> announce(TrackerUrl tracker, AnnounceRequest request, String trackerId) {
    String target = HttpAnnounceQuery.write(tracker.httpTarget(), query(request), trackerId);
    return get(tracker.withTarget(target), HttpReplyReader::readAnnounce);
  }

  private static HttpAnnounce query(AnnounceRequest request) {
    return new HttpAnnounce(
        request.infoHash(),
        request.peerId(),
        request.address().port(),
        request.event(),
        request.uploaded(),
        request.downloaded(),
        request.left(),
        request.corrupt(),
        request.key(),
        request.numwant(),
        !request.wantsPeerIds(),
        !request.wantsPeerIds(),
        "",
        "");
  }

  Future<ScrapeResponse> scrape(TrackerUrl tracker, List<InfoHash> infoHashes)
      throws TrackerException {
    String target =
        HttpScrapeQuery.scrapeUrl(tracker.httpTarget())
            .orElseThrow(
                () ->
                    new TrackerException(
                        Fault.UNSUPPORTED,
                        tracker + " answers no scrapes: its path does not end in 'announce'"));
    return new Batches(
            infoHashes, HASHES_IN_URL, hashes -> scrapeSome(tracker.withTarget(target), hashes))
        .ask();
  }

  private Future<ScrapeResponse> scrapeSome(TrackerUrl scrape, List<InfoHash> infoHashes) {
    String target = HttpScrapeQuery.write(scrape.target(), infoHashes);
    return get(scrape.withTarget(target), reply -> HttpReplyReader.readScrape(reply, infoHashes));
  }

  private <T> Future<T> get(TrackerUrl url, Reader<T> reader) {
    return new HttpGet(vertx, client, options, url)
        .send()
        .compose(
            reply -> {
              try {
                if (reply.status() != 200) {
                  HttpReplyReader.readFailure(reply.body());
                  throw new HttpReplyException("HTTP status " + reply.status());
                }
                return Future.succeededFuture(reader.read(reply.body()));
              } catch (RequestException e) {
                return Future.failedFuture(TrackerException.refused(e));
              } catch (HttpReplyException e) {
                return Future.failedFuture(
                    new TrackerException(
                        Fault.NONSENSE, url + " gave no answer: " + e.getMessage(), e));
              }
            });
  }

  private interface Reader<T> {
    T read(byte[] reply) throws RequestException, HttpReplyException;
  }

  Future<Void> close() {
    return client.close();
  }
}

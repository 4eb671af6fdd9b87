package io.skep.client;

import static io.skep.client.Announces.INFO_HASH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerId;
import io.skep.bittorrent.PeerList;
import io.skep.protocol.UdpRequest;
import io.skep.protocol.UdpResponse;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The announcer over real sockets. */
class TrackerAnnouncerWireTest {
  private static final Vertx VERTX = Vertx.vertx();

  private final Context context = VERTX.getOrCreateContext();
  private final TrackerClient client =
      new TrackerClient(VERTX, TrackerClientOptions.within(Duration.ofSeconds(20)));
  private final List<PeerAddress> found = new CopyOnWriteArrayList<>();
  private final List<Boolean> onTheTransfersLoop = new CopyOnWriteArrayList<>();

  @AfterAll
  static void closeVertx() throws Exception {
    Waiting.forResult(VERTX.close());
  }

  private TrackerAnnouncer announcer(String... urls) {
    AnnounceSubject subject =
        new AnnounceSubject(
            List.of(urls).stream().map(List::of).toList(),
            List.of(INFO_HASH),
            new PeerId(1, 2, 3),
            6881,
            () -> new AnnounceCounters(1, 2, AnnounceRequest.LEFT_UNKNOWN, 0, 50));
    TrackerAnnouncer.Listener listener =
        new TrackerAnnouncer.Listener() {
          @Override
          public void found(List<PeerAddress> peers) {
            onTheTransfersLoop.add(Vertx.currentContext() == context);
            found.addAll(peers);
          }

          @Override
          public void seenAs(PeerAddress ourAddress) {}

          @Override
          public void changed(TrackerStatus status) {}
        };
    return new TrackerAnnouncer(
        context, client, System::nanoTime, new Random(1), subject, listener);
  }

  private <T> Future<T> onContext(Supplier<Future<T>> task) {
    Promise<T> done = Promise.promise();
    context.runOnContext(nothing -> task.get().onComplete(done));
    return done.future();
  }

  private void start(TrackerAnnouncer announcer) throws Exception {
    Waiting.forResult(
        onContext(
            () -> {
              announcer.start();
              return Future.succeededFuture();
            }));
  }

  @Test
  void fromADeadHttpTrackerToAUdpTracker() throws Exception {
    HttpStub dead = new HttpStub(VERTX, request -> request.connection().close());
    byte[] peer = {127, 1, 2, 3, 4, 5};
    UdpStub living =
        new UdpStub(
            VERTX,
            "127.0.0.1",
            UdpStub.connecting(
                (request, sender) ->
                    sender.send(
                        new UdpResponse.Announce(request.transactionId(), 1800, 1, 2, peer))));
    TrackerAnnouncer announcer =
        announcer(dead.url("/announce").toString(), living.url("/announce/pass").toString());
    start(announcer);
    Waiting.until(() -> !found.isEmpty());
    assertEquals(List.of(PeerAddress.ipv4(0x7F010203, 0x0405)), found);
    assertEquals(List.of(true), onTheTransfersLoop);
    Waiting.forResult(onContext(announcer::stop));
    List<UdpRequest.Announce> heard =
        living.requests().stream()
            .filter(UdpRequest.Announce.class::isInstance)
            .map(UdpRequest.Announce.class::cast)
            .toList();
    assertEquals(
        List.of(Event.STARTED, Event.STOPPED),
        heard.stream().map(UdpRequest.Announce::event).toList());
    assertEquals(Long.MAX_VALUE, heard.get(0).left());
    assertEquals("/announce/pass", heard.get(0).urlData());
    assertEquals(0, heard.get(1).numwant());
    assertTrue(dead.urls().get(0).contains("event=started"), dead.urls().toString());
  }

  @Test
  void overHttp() throws Exception {
    HttpStub tracker =
        new HttpStub(
            VERTX,
            request ->
                request.response().end(Buffer.buffer("d8:intervali1e10:tracker id2:ab5:peers0:e")));
    TrackerAnnouncer announcer = announcer(tracker.url("/announce").toString());
    start(announcer);
    Waiting.until(() -> tracker.urls().size() >= 2);
    Waiting.forResult(onContext(announcer::stop));
    List<String> urls = tracker.urls();
    assertTrue(urls.get(0).contains("&left=9223372036854775807&"), urls.get(0));
    assertTrue(urls.get(0).contains("&event=started"), urls.get(0));
    assertTrue(urls.get(1).contains("trackerid=ab"), urls.get(1));
    String last = urls.get(urls.size() - 1);
    assertTrue(last.contains("&event=stopped&numwant=0"), last);
    assertEquals(PeerList.EMPTY.entries(), found);
  }
}

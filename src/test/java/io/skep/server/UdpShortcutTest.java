package io.skep.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.RequestException;
import io.skep.bittorrent.SwarmCounts;
import io.skep.protocol.UdpResponse;
import io.skep.swarm.CaffeineSwarmStore;
import io.skep.swarm.SwarmLimits;
import io.skep.tracker.Admission;
import io.skep.tracker.Admitted;
import io.skep.tracker.AnnounceListener;
import io.skep.tracker.AnnounceRules;
import io.skep.tracker.Tracker;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is answered by the short way is answered as by the long one, or left to it. */
class UdpShortcutTest {
  private static final long NOW = 1_700_000_000;
  private static final InfoHash HASH = Hashes.infoHash(1);
  private static final PeerAddress FROM = PeerAddress.ipv4(0x7F000001, 40_000);
  private static final PeerAddress FROM6 = new PeerAddress(0x20010DB8L << 32, 7, 40_000);

  private final byte[] key = new TrackerSetup().key;
  private final ConnectionIds ids = new ConnectionIds(key);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private UdpTracker tracker(Admission admission, AnnounceListener listener) {
    return new UdpTracker(
        new Tracker(
            new AnnounceRules(1800, 900, 50, 200),
            admission,
            new CaffeineSwarmStore(new SwarmLimits(10_000, 1000, 1800, 2700, 86_400, true)),
            listener),
        new ConnectionIds(key),
        new TrackerSetup().clientAddress(),
        new TrackerMetrics(registry),
        () -> NOW);
  }

  private UdpTracker open() {
    return tracker(Admission.OPEN, AnnounceListener.NONE);
  }

  private static boolean answered(
      UdpTracker tracker, byte[] packet, PeerAddress from, ByteBuf answer) {
    return tracker.answered(
        Unpooled.wrappedBuffer(packet), from.high(), from.low(), from.port(), answer);
  }

  /** The bytes by the short way. */
  private static byte[] shortWay(UdpTracker tracker, byte[] packet, PeerAddress from) {
    ByteBuf answer = Unpooled.buffer();
    assertTrue(answered(tracker, packet, from, answer));
    return ByteBufUtil.getBytes(answer);
  }

  /** The bytes by the long way. */
  private static byte[] longWay(UdpTracker tracker, byte[] packet, PeerAddress from) {
    ByteBuf answer = Unpooled.buffer();
    ReturnPath back =
        new ReturnPath() {
          @Override
          public void send(UdpResponse response) {
            io.skep.protocol.UdpCodec.writeResponse(response, answer);
          }

          @Override
          public void later(Runnable later) {
            throw new AssertionError("the answer is in memory");
          }
        };
    tracker.received(Unpooled.wrappedBuffer(packet), from, back);
    return ByteBufUtil.getBytes(answer);
  }

  @Test
  void bothWaysAnswerTheSame() {
    for (PeerAddress from : List.of(FROM, FROM6)) {
      UdpTracker one = open();
      UdpTracker other = open();
      long id = ids.issue(from, NOW);
      List<byte[]> packets = new ArrayList<>();
      packets.add(UdpPackets.announce(id, 1, HASH, 7001, 0, 2, 0));
      packets.add(UdpPackets.announce(id, 2, HASH, 7002));
      packets.add(UdpPackets.withUrlData(UdpPackets.announce(id, 3, HASH, 7002), "/announce", 9));
      packets.add(UdpPackets.scrape(id, 4, List.of(HASH, Hashes.infoHash(2), HASH)));
      packets.add(UdpPackets.announce(id, 5, HASH, 7001, 0, 3, 0));
      packets.add(UdpPackets.announce(id, 6, Hashes.infoHash(9), 7001, 0, 3, 0));
      packets.add(UdpPackets.scrape(id, 7, List.of(HASH)));
      for (byte[] packet : packets) {
        assertArrayEquals(longWay(other, packet, from), shortWay(one, packet, from));
      }
    }
  }

  @Test
  void whatIsOutOfTheOrdinaryIsLeft() {
    long id = ids.issue(FROM, NOW);
    byte[] announce = UdpPackets.announce(id, 1, HASH, 7001);
    byte[] scrape = UdpPackets.scrape(id, 1, List.of(HASH));
    left(open(), UdpPackets.connect(1));
    left(open(), UdpPackets.announce(id + 1, 1, HASH, 7001));
    left(open(), UdpPackets.scrape(id + 1, 1, List.of(HASH)));
    left(open(), UdpPackets.announce(id, 1, HASH, 7001, 1, 2, 0x01020304));
    left(open(), UdpPackets.withUrlData(announce, "?passkey=%20", 255));
    left(open(), java.util.Arrays.copyOf(announce, 97));
    left(open(), java.util.Arrays.copyOf(scrape, scrape.length + 1));
    left(open(), UdpPackets.scrape(id, 1, java.util.Collections.nCopies(75, HASH)));
    left(open(), UdpPackets.scrape(id, 1, List.of()));
    left(tracker(new OneTorrent(Hashes.infoHash(2)), AnnounceListener.NONE), announce);
    left(tracker(new OneTorrent(Hashes.infoHash(2)), AnnounceListener.NONE), scrape);
    UdpTracker stopping = open();
    stopping.drain();
    left(stopping, announce);
    ByteBuf answer = Unpooled.buffer();
    assertFalse(answered(open(), announce, FROM.withPort(0), answer));
  }

  /** Hears of everything, and lets none be answered but as it is told. */
  private static final class Listener implements AnnounceListener {
    private final List<AnnounceRequest> heard = new ArrayList<>();
    private final Future<Void> verdict;

    Listener(Future<Void> verdict) {
      this.verdict = verdict;
    }

    @Override
    public Future<Void> announced(
        Admitted who, AnnounceRequest request, SwarmCounts counts, long now) {
      heard.add(request);
      return verdict;
    }
  }

  private static Future<Void> refusal() {
    return Future.failedFuture(RequestException.refused("not now"));
  }

  @Test
  void whatSomebodyHearsOfIsAnsweredTheSameAndHeardOfOnce() {
    Listener one = new Listener(Future.succeededFuture());
    Listener other = new Listener(Future.succeededFuture());
    UdpTracker shortest = tracker(Admission.OPEN, one);
    UdpTracker longest = tracker(Admission.OPEN, other);
    long id = ids.issue(FROM, NOW);
    for (int port = 1; port <= 3; port++) {
      byte[] bare = UdpPackets.announce(id, port, HASH, port, 0, 2, 0);
      for (byte[] packet : List.of(bare, UdpPackets.withUrlData(bare, "/k/announce", 255))) {
        assertArrayEquals(longWay(longest, packet, FROM), shortWay(shortest, packet, FROM));
      }
    }
    assertEquals(6, one.heard.size());
    assertEquals(other.heard, one.heard);
    assertEquals("k", one.heard.get(5).passkey());
  }

  @Test
  void whatIsRefusedAfterAllIsLeftAndNotAskedForAgain() {
    Listener one = new Listener(refusal());
    Listener other = new Listener(refusal());
    UdpTracker shortest = tracker(Admission.OPEN, one);
    byte[] packet = UdpPackets.announce(ids.issue(FROM, NOW), 1, HASH, 7001);
    left(shortest, packet);
    byte[] expected = longWay(tracker(Admission.OPEN, other), packet, FROM);
    assertArrayEquals(expected, longWay(shortest, packet, FROM));
    assertEquals(1, one.heard.size());
    longWay(shortest, packet, FROM);
    assertEquals(2, one.heard.size());
  }

  /** An announce that fails is not asked for again, and what it left is no other packet's. */
  @Test
  void whatFailsIsAskedForOnceAndAnswersNoOther() {
    List<AnnounceRequest> heard = new ArrayList<>();
    UdpTracker tracker =
        tracker(
            Admission.OPEN,
            (who, request, counts, now) -> {
              heard.add(request);
              throw new IllegalStateException("made up by a test");
            });
    long id = ids.issue(FROM, NOW);
    byte[] packet = UdpPackets.announce(id, 1, HASH, 7001);
    left(tracker, packet);
    assertTrue(longWay(tracker, packet, FROM).length > 0);
    assertEquals(1, heard.size());

    left(tracker, packet);
    assertEquals(2, heard.size());
    byte[] forged = UdpPackets.announce(id + 1, 2, HASH, 7002);
    left(tracker, forged);
    assertEquals(0, longWay(tracker, forged, FROM).length);
    assertEquals(2, heard.size());
  }

  @Test
  void whatHasToBeWaitedForIsLeftAndNotAskedForAgain() {
    Promise<Void> durable = Promise.promise();
    Listener listener = new Listener(durable.future());
    UdpTracker tracker = tracker(Admission.OPEN, listener);
    byte[] packet = UdpPackets.announce(ids.issue(FROM, NOW), 9, HASH, 7001);
    left(tracker, packet);
    List<UdpResponse> sent = new ArrayList<>();
    ReturnPath back =
        new ReturnPath() {
          @Override
          public void send(UdpResponse response) {
            sent.add(response);
          }

          @Override
          public void later(Runnable later) {
            later.run();
          }
        };
    tracker.received(Unpooled.wrappedBuffer(packet), FROM, back);
    assertEquals(List.of(), sent);
    durable.complete();
    assertEquals(1, listener.heard.size());
    assertEquals(9, ((UdpResponse.Announce) sent.get(0)).transactionId());
    assertEquals(1, sent.size());
  }

  private static void left(UdpTracker tracker, byte[] packet) {
    ByteBuf answer = Unpooled.buffer();
    assertFalse(answered(tracker, packet, FROM, answer));
    assertEquals(0, answer.readableBytes());
  }

  @Test
  void answersAreCountedAndTimedOnceAllAreRead() {
    UdpTracker tracker = open();
    long id = ids.issue(FROM, NOW);
    for (int port = 1; port <= 3; port++) {
      shortWay(tracker, UdpPackets.announce(id, 1, HASH, port, 1, 2, 0), FROM);
    }
    shortWay(tracker, UdpPackets.scrape(id, 1, List.of(HASH)), FROM);
    shortWay(tracker, UdpPackets.announce(ids.issue(FROM6, NOW), 1, HASH, 5, 0, 1, 0), FROM6);
    assertEquals(0, announces("ipv4", "started"));
    tracker.readComplete();
    tracker.readComplete();
    assertEquals(3, announces("ipv4", "started"));
    assertEquals(1, announces("ipv6", "completed"));
    assertEquals(4, registry.get("skep.announce").tag("transport", "udp").timer().count());
    assertEquals(1, registry.get("skep.scrape").tag("transport", "udp").timer().count());
    assertEquals(
        1,
        registry
            .get("skep.scrapes")
            .tags("transport", "udp", "family", "ipv4", "outcome", "ok")
            .counter()
            .count());
  }

  private double announces(String family, String event) {
    return registry
        .get("skep.announces")
        .tags("transport", "udp", "family", family, "event", event, "outcome", "ok")
        .counter()
        .count();
  }

  @Test
  void makesNextToNoGarbage() {
    UdpTracker tracker = open();
    long id = ids.issue(FROM, NOW);
    for (int port = 1; port <= 60; port++) {
      shortWay(tracker, UdpPackets.announce(id, 1, HASH, port), FROM);
    }
    ByteBuf announce = Unpooled.wrappedBuffer(UdpPackets.announce(id, 1, HASH, 7));
    ByteBuf scrape = Unpooled.wrappedBuffer(UdpPackets.scrape(id, 1, List.of(HASH)));
    ByteBuf answer = Unpooled.directBuffer(2048);
    try {
      for (ByteBuf packet : List.of(announce, scrape)) {
        bytesEach(tracker, packet, answer);
        assertTrue(bytesEach(tracker, packet, answer) < 100, "bytes a packet");
      }
    } finally {
      answer.release();
    }
  }

  /** How many bytes this thread allocates for each time that it answers this packet. */
  private static double bytesEach(UdpTracker tracker, ByteBuf packet, ByteBuf answer) {
    int times = 5000;
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < times; i++) {
      if (!tracker.answered(packet, FROM.high(), FROM.low(), FROM.port(), answer.clear())) {
        throw new AssertionError("not answered");
      }
      tracker.readComplete();
    }
    return (double) (threads.getCurrentThreadAllocatedBytes() - before) / times;
  }
}

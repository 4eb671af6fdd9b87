package io.skep.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.RequestException;
import io.skep.bittorrent.SwarmCounts;
import io.skep.protocol.UdpCodec;
import io.skep.protocol.UdpResponse;
import io.skep.registry.ClientRules;
import io.skep.registry.ListAdmission;
import io.skep.registry.TorrentList;
import io.skep.registry.TorrentListException;
import io.skep.swarm.CaffeineSwarmStore;
import io.skep.swarm.SwarmLimits;
import io.skep.tracker.Admission;
import io.skep.tracker.Admitted;
import io.skep.tracker.AnnounceListener;
import io.skep.tracker.AnnounceRules;
import io.skep.tracker.Tracker;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two trackers get the same packets, one by the short way where that is open: nobody can tell. */
class UdpShortcutModelTest {
  private static final int PACKETS = 2000;
  private static final int HEAD = 20;
  private static final int ANNOUNCE = 1;

  private final byte[] key = new TrackerSetup().key;
  private long now = 1_700_000_000;

  /** A tracker and what it counts. */
  private final class Side {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final CaffeineSwarmStore store;
    private final UdpTracker tracker;
    private int shortened;

    private int heard;

    Side(Admission admission, boolean accounting, boolean listens) {
      store = new CaffeineSwarmStore(new SwarmLimits(10_000, 300, 1800, 2700, 86_400, accounting));
      tracker =
          new UdpTracker(
              new Tracker(
                  new AnnounceRules(1800, 900, 50, 200),
                  admission,
                  store,
                  listens ? this::heard : AnnounceListener.NONE),
              new ConnectionIds(key),
              new TrackerSetup().clientAddress(),
              new TrackerMetrics(registry),
              () -> now);
    }

    private Future<Void> heard(Admitted who, AnnounceRequest request, SwarmCounts counts, long at) {
      heard++;
      return request.peerId().low() % 8 == 0
          ? Future.failedFuture(RequestException.refused("not that one"))
          : Future.succeededFuture();
    }

    byte[] shortest(byte[] packet, PeerAddress from) {
      ByteBuf answer = Unpooled.buffer();
      ByteBuf content = Unpooled.wrappedBuffer(packet);
      if (tracker.answered(content, from.high(), from.low(), from.port(), answer)) {
        shortened++;
        tracker.readComplete();
        return ByteBufUtil.getBytes(answer);
      }
      assertEquals(0, answer.readableBytes());
      return ordinary(packet, from);
    }

    byte[] ordinary(byte[] packet, PeerAddress from) {
      ByteBuf answer = Unpooled.buffer();
      ReturnPath back =
          new ReturnPath() {
            @Override
            public void send(UdpResponse response) {
              UdpCodec.writeResponse(response, answer);
            }

            @Override
            public void later(Runnable work) {
              throw new AssertionError("nothing has to be waited for");
            }
          };
      tracker.received(Unpooled.wrappedBuffer(packet), from, back);
      tracker.readComplete();
      return ByteBufUtil.getBytes(answer);
    }

    /** All counters, how often each timer has run, and who is in the swarms. */
    Map<String, Object> figures() {
      Map<String, Object> figures = new TreeMap<>();
      registry
          .getMeters()
          .forEach(
              meter -> {
                if (meter instanceof Timer timer) {
                  figures.put(meter.getId().toString(), timer.count());
                } else if (meter instanceof Counter counter) {
                  figures.put(meter.getId().toString(), counter.count());
                }
              });
      figures.put("totals", store.totals());
      figures.put("heard", heard);
      return figures;
    }
  }

  private static TorrentList list(Path folder, int... numbers)
      throws IOException, TorrentListException {
    Path file = folder.resolve("list-" + Arrays.hashCode(numbers) + ".txt");
    Files.write(file, Arrays.stream(numbers).mapToObj(n -> Hashes.infoHash(n).toString()).toList());
    return TorrentList.open(file);
  }

  private static List<Admission> admissions(Path folder) throws IOException, TorrentListException {
    ClientRules anyClient = new ClientRules(List.of(), List.of());
    return List.of(
        Admission.OPEN,
        new ListAdmission(null, null, anyClient),
        new ListAdmission(
            list(folder, 0, 1, 2, 3, 4, 5),
            list(folder, 5, 7),
            new ClientRules(List.of("-A"), List.of("-AB"))),
        new ListAdmission(null, list(folder, 5, 7), new ClientRules(List.of(), List.of("-Z"))),
        new ByPasskey());
  }

  /** Lets in whoever shows a passkey, some without peers. */
  private static final class ByPasskey implements Admission {
    @Override
    public Future<Admitted> admit(AnnounceRequest request, PeerAddress from, long now) {
      return switch (request.passkey()) {
        case "" -> Future.failedFuture(RequestException.refused("no passkey"));
        case "abc" -> Future.succeededFuture(new Admitted(1, 1, ""));
        default -> Future.succeededFuture(new Admitted(2, 1, "seed what you have"));
      };
    }

    @Override
    public boolean serves(InfoHash infoHash) {
      return true;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void nobodyCanTellTheShortWayFromTheOther(long seed, @TempDir Path folder)
      throws IOException, TorrentListException {
    for (Admission admission : admissions(folder)) {
      Random random = new Random(seed);
      boolean accounting = random.nextBoolean();
      boolean listens = admission instanceof ByPasskey || random.nextInt(3) == 0;
      Side shortest = new Side(admission, accounting, listens);
      Side ordinary = new Side(admission, accounting, listens);
      RandomPackets packets = new RandomPackets(random, new ConnectionIds(key));
      for (int number = 0; number < PACKETS; number++) {
        now += random.nextInt(50) == 0 ? random.nextInt(600) : 0;
        PeerAddress from = packets.sender();
        byte[] packet = packets.next(from, number, now);

        byte[] expected = ordinary.ordinary(packet, from);
        byte[] found = shortest.shortest(packet, from);

        assertEquals(
            comparable(expected, packet, from),
            comparable(found, packet, from),
            () -> "packet " + ByteBufUtil.hexDump(packet) + " of " + from);
      }
      assertEquals(ordinary.figures(), shortest.figures());
      assertTrue(shortest.shortened > PACKETS / 50, "of the short way: " + shortest.shortened);
    }
  }

  /** What must be the same: all but which peers of many are told, and their order. */
  private static List<Object> comparable(byte[] answer, byte[] packet, PeerAddress from) {
    if (answer.length < HEAD || ByteBuffer.wrap(answer).getInt() != ANNOUNCE) {
      return List.of(ByteBuffer.wrap(answer));
    }
    ByteBuffer head = ByteBuffer.wrap(answer, 0, HEAD).slice();
    boolean wantsAll = ByteBuffer.wrap(packet).getInt(92) == Integer.MAX_VALUE;
    if (!wantsAll || !from.isIpv4()) {
      return List.of(head, answer.length);
    }
    TreeSet<ByteBuffer> peers = new TreeSet<>();
    for (int at = HEAD; at < answer.length; at += 6) {
      peers.add(ByteBuffer.wrap(answer, at, 6).slice());
    }
    return List.of(head, peers);
  }
}

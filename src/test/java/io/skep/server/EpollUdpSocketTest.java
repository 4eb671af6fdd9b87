package io.skep.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.IoEventLoop;
import io.skep.protocol.UdpCodec;
import io.skep.protocol.UdpRequest;
import io.skep.protocol.UdpResponse;
import io.skep.swarm.CaffeineSwarmStore;
import io.skep.swarm.SwarmLimits;
import io.skep.tracker.Admission;
import io.skep.tracker.AnnounceRules;
import io.skep.tracker.Tracker;
import io.vertx.core.internal.ContextInternal;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the system refuses a socket, which loopback never does by itself. */
@Timeout(60)
class EpollUdpSocketTest {
  private static final int EPERM = 1;
  private static final int EINTR = 4;
  private static final int EAGAIN = 11;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void whatCannotBeSentNowIsSentLater() throws Exception {
    assertEquals(answersTo(100, EAGAIN, EAGAIN, EINTR, EAGAIN), range(1, 100));
    assertEquals(0, unsent());
  }

  @Test
  void whatCannotBeSentAtAllIsCountedAndTheOthersAreSent() throws Exception {
    assertEquals(97, answersTo(100, EPERM, EPERM, EPERM).size());
    assertEquals(3, unsent());
  }

  private double unsent() {
    return registry.get("skep.udp.dropped.packets").tag("reason", "unsent").counter().count();
  }

  private static Set<Integer> range(int first, int last) {
    Set<Integer> numbers = new TreeSet<>();
    for (int i = first; i <= last; i++) {
      numbers.add(i);
    }
    return numbers;
  }

  /** Which of so many connects are answered, where the first sends end with these errors. */
  private Set<Integer> answersTo(int connects, int... errors) throws Exception {
    ContextInternal context = (ContextInternal) SharedVertx.NATIVE.getOrCreateContext();
    assumeTrue(EpollUdpSocket.isAvailable(context.nettyEventLoop()), "this is not Linux");
    IoEventLoop loop = (IoEventLoop) context.nettyEventLoop();
    UdpSettings settings = new TrackerSetup().udp();
    BoundSocket bound =
        Waiting.on(
            EpollUdpSocket.bind(loop, settings, 0, false, tracker(), new FailingCalls(errors)));
    try (DatagramSocket client = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), bound.port()));
      client.setSoTimeout(10_000);
      for (int i = 1; i <= connects; i++) {
        ByteBuf packet = Unpooled.buffer();
        UdpCodec.writeRequest(new UdpRequest.Connect(i), packet);
        client.send(new DatagramPacket(packet.array(), packet.readableBytes()));
      }
      Set<Integer> answered = new TreeSet<>();
      DatagramPacket answer = new DatagramPacket(new byte[2048], 2048);
      while (answered.size() + unsent() < connects) {
        client.receive(answer);
        ByteBuf bytes = Unpooled.wrappedBuffer(answer.getData(), 0, answer.getLength());
        UdpResponse response = UdpCodec.readResponse(bytes);
        assertTrue(answered.add(response.transactionId()), "answered twice");
      }
      return answered;
    } finally {
      Waiting.on(bound.unbind());
    }
  }

  private UdpTracker tracker() {
    TrackerSetup setup = new TrackerSetup();
    SwarmLimits limits = new SwarmLimits(1000, 1000, 1800, 2700, 86_400, false);
    return new UdpTracker(
        new Tracker(
            new AnnounceRules(1800, 900, 50, 200), Admission.OPEN, new CaffeineSwarmStore(limits)),
        new ConnectionIds(setup.key),
        setup.clientAddress(),
        new TrackerMetrics(registry),
        setup.clock);
  }

  /** The system's calls, of which the first that send fail. */
  private static final class FailingCalls implements PacketCalls {
    private final PacketCalls calls = new ManyMessages();
    private final ConcurrentLinkedQueue<Integer> errors = new ConcurrentLinkedQueue<>();
    private final AtomicInteger last = new AtomicInteger();

    FailingCalls(int... errors) {
      for (int error : errors) {
        this.errors.add(error);
      }
    }

    @Override
    public int receive(int socket, PacketBatch batch) {
      int count = calls.receive(socket, batch);
      last.set(count < 0 ? calls.lastError() : 0);
      return count;
    }

    @Override
    public int send(int socket, PacketBatch batch, int first, int count) {
      Integer error = errors.poll();
      if (error != null) {
        last.set(error);
        return -1;
      }
      // Fewer than it was asked to, as the system may.
      int sent = calls.send(socket, batch, first, Math.min(count, 3));
      last.set(sent < 0 ? calls.lastError() : 0);
      return sent;
    }

    @Override
    public int lastError() {
      return last.get();
    }
  }
}

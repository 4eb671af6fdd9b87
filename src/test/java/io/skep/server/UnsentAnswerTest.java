package io.skep.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.ReferenceCountUtil;
import io.skep.protocol.UdpCodec;
import io.skep.protocol.UdpRequest;
import io.skep.swarm.CaffeineSwarmStore;
import io.skep.swarm.SwarmLimits;
import io.skep.tracker.Admission;
import io.skep.tracker.AnnounceRules;
import io.skep.tracker.Tracker;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

/** What becomes of an answer over UDP that the system does not send. */
class UnsentAnswerTest {
  @Test
  void isCountedAndTheSocketGoesOn() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    EmbeddedChannel channel =
        new EmbeddedChannel(
            new NoRoute(), new UdpChannelHandler(tracker(new TrackerSetup(), registry)));
    for (int i = 1; i <= 2; i++) {
      ByteBuf connect = Unpooled.buffer();
      UdpCodec.writeRequest(new UdpRequest.Connect(i), connect);
      channel.writeInbound(
          new DatagramPacket(
              connect,
              new InetSocketAddress("127.0.0.1", 6969),
              new InetSocketAddress("127.0.0.1", 50_000)));

      double unsent =
          registry.get("skep.udp.dropped.packets").tag("reason", "unsent").counter().count();
      assertEquals(i, unsent);
      assertTrue(channel.isOpen());
    }
    channel.checkException();
  }

  private static UdpTracker tracker(TrackerSetup setup, SimpleMeterRegistry registry) {
    SwarmLimits limits = new SwarmLimits(1000, 1000, 1800, 2700, 86_400, false);
    return new UdpTracker(
        new Tracker(
            new AnnounceRules(1800, 900, 50, 200), Admission.OPEN, new CaffeineSwarmStore(limits)),
        new ConnectionIds(setup.key),
        setup.clientAddress(),
        new TrackerMetrics(registry),
        setup.clock);
  }

  private static final class NoRoute extends ChannelOutboundHandlerAdapter {
    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      ReferenceCountUtil.release(message);
      promise.setFailure(new IOException("no route to host"));
    }
  }
}

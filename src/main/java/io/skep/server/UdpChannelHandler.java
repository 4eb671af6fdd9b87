package io.skep.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.skep.bittorrent.PeerAddress;
import io.skep.protocol.UdpCodec;
import io.skep.protocol.UdpResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;

/** Brings the tracker what a UDP channel of Netty's reads, where there is no epoll. */
final class UdpChannelHandler extends SimpleChannelInboundHandler<DatagramPacket> {
  private static final Logger LOG = System.getLogger(UdpChannelHandler.class.getName());

  private final UdpTracker tracker;

  UdpChannelHandler(UdpTracker tracker) {
    this.tracker = tracker;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext channel, DatagramPacket packet) {
    InetSocketAddress sender = packet.sender();
    PeerAddress from = PeerAddress.of(sender.getAddress(), sender.getPort());
    tracker.received(packet.content(), from, new Back(channel, sender));
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext channel) {
    tracker.readComplete();
    channel.flush();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext channel, Throwable cause) {
    if (cause instanceof IOException) {
      // Reading a socket that is not connected doesn't fail, so it was writing.
      tracker.notSent("" + cause.getMessage());
    } else {
      LOG.log(Level.WARNING, "a UDP packet could not be handled", cause);
    }
  }

  /** To the sender of one packet. */
  private record Back(ChannelHandlerContext channel, InetSocketAddress sender)
      implements ReturnPath {
    @Override
    public void send(UdpResponse response) {
      ByteBuf packet = channel.alloc().directBuffer();
      UdpCodec.writeResponse(response, packet);
      // What goes wrong is told to exceptionCaught.
      channel.write(new DatagramPacket(packet, sender), channel.voidPromise());
    }

    @Override
    public void later(Runnable answer) {
      channel
          .executor()
          .execute(
              () -> {
                answer.run();
                channel.flush();
              });
    }
  }
}

package io.skep.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;

/**
 * An HTTP connection to the tracker, the last handler of its channel: who is at its other end, and
 * whether an answer is owed, for which an orderly close waits.
 *
 * <p>Used on its event loop only.
 */
final class OpenConnection extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = System.getLogger(OpenConnection.class.getName());

  private final OpenConnections connections;
  private final Channel channel;
  private InetAddress address;
  private long lastRequest;
  private boolean owing;
  private boolean ending;

  OpenConnection(OpenConnections connections, Channel channel, InetAddress address, long now) {
    this.connections = connections;
    this.channel = channel;
    this.address = address;
    this.lastRequest = now;
  }

  Channel channel() {
    return channel;
  }

  /** Where the client is, or the proxy that forwards for it. */
  InetAddress address() {
    return address;
  }

  /** The proxy at the other end has named its client. */
  void forwardedFor(InetAddress client) {
    address = client;
  }

  long lastRequest() {
    return lastRequest;
  }

  /** It has brought a whole request. */
  void requested(long now) {
    lastRequest = now;
    connections.requested(this);
  }

  /** An answer will come later. */
  void owe() {
    owing = true;
  }

  /** The answer that was owed has been written. */
  void paid() {
    owing = false;
    if (ending) {
      closeSent();
    }
  }

  /** Closes it once its client has the answer that is owed and all that were written before. */
  void end() {
    ending = true;
    if (!owing) {
      closeSent();
    }
  }

  private void closeSent() {
    // Closing drops what the client has not taken yet, so the close has to wait in line.
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  /** Closes it whatever its client is still to get, unless an answer is owed: then after that. */
  void closeIdle() {
    if (owing) {
      end();
    } else {
      channel.close();
    }
  }

  /** Closes it whatever is owed. */
  void closeNow() {
    channel.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    owing = false;
    connections.closed(this);
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // Mostly what a client did: a reset, a broken handshake, a header that is none.
    LOG.log(Level.DEBUG, "an HTTP connection is closed", cause);
    context.close();
  }
}

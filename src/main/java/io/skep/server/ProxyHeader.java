package io.skep.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits for the header of the PROXY protocol that each connection of a proxy begins with. */
final class ProxyHeader extends SimpleChannelInboundHandler<HAProxyMessage> {
  private final OpenConnection connection;
  private final int maxSeconds;
  private @Nullable ScheduledFuture<?> deadline;

  ProxyHeader(OpenConnection connection, int maxSeconds) {
    this.connection = connection;
    this.maxSeconds = maxSeconds;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext channel) {
    deadline = channel.executor().schedule(() -> channel.close(), maxSeconds, TimeUnit.SECONDS);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext channel) {
    ScheduledFuture<?> timer = deadline;
    if (timer != null) {
      timer.cancel(false);
    }
  }

  /** A proxy's own checks of whether we live name no client. */
  @Override
  protected void channelRead0(ChannelHandlerContext channel, HAProxyMessage header)
      throws UnknownHostException {
    String client = header.sourceAddress();
    byte[] address = client == null ? null : NetUtil.createByteArrayFromIpAddressString(client);
    if (address != null) {
      connection.forwardedFor(InetAddress.getByAddress(address));
    }
    channel.pipeline().remove(this);
  }
}

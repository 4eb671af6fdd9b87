package io.skep.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sets up each HTTP connection of one event loop: the PROXY protocol and TLS where they are asked
 * for, then the {@link HttpShortcut}, and behind it the connection's own handler.
 */
final class HttpPipeline extends ChannelInitializer<Channel> {
  private static final int MAX_HANDSHAKE_SECONDS = 10;

  private final OpenConnections connections;
  private final HttpSettings settings;
  private final @Nullable ServerCertificate certificate;
  private final HttpTracker tracker;
  private final TotalsJson totals;
  private final ClientAddress clientAddress;
  private final TrackerMetrics metrics;
  private final LongSupplier seconds;

  HttpPipeline(
      OpenConnections connections,
      HttpSettings settings,
      @Nullable ServerCertificate certificate,
      HttpTracker tracker,
      TrackerServer.Parts parts) {
    this.connections = connections;
    this.settings = settings;
    this.certificate = certificate;
    this.tracker = tracker;
    this.totals = parts.totals();
    this.clientAddress = parts.clientAddress();
    this.metrics = parts.metrics();
    this.seconds = parts.seconds();
  }

  @Override
  protected void initChannel(Channel channel) {
    InetAddress remote =
        channel.remoteAddress() instanceof InetSocketAddress socket ? socket.getAddress() : null;
    if (remote == null) {
      // Nobody is at the other end any more.
      channel.close();
    } else if (settings.proxyProtocol() && !clientAddress.proxies().contains(remote)) {
      // With the PROXY protocol whoever connects could name any client.
      metrics.turnedAway(HttpFault.UNTRUSTED_PROXY);
      channel.close();
    } else {
      OpenConnection connection = connections.open(channel, remote, seconds.getAsLong());
      if (connection == null) {
        metrics.turnedAway(HttpFault.TOO_MANY_CONNECTIONS);
        channel.close();
      } else {
        fill(channel, connection);
      }
    }
  }

  private void fill(Channel channel, OpenConnection connection) {
    ChannelPipeline pipeline = channel.pipeline();
    int handshakeSeconds = Math.min(MAX_HANDSHAKE_SECONDS, settings.idleTimeout());
    if (settings.proxyProtocol()) {
      pipeline.addLast(new HAProxyMessageDecoder(), new ProxyHeader(connection, handshakeSeconds));
    }
    ServerCertificate shown = certificate;
    if (shown != null) {
      SslHandler tls = shown.handler(channel.alloc());
      tls.setHandshakeTimeout(handshakeSeconds, TimeUnit.SECONDS);
      pipeline.addLast(tls);
    }
    HttpPages pages = new HttpPages(connection, tracker, clientAddress, totals, metrics, seconds);
    pipeline.addLast(
        new HttpShortcut(connection, tracker, clientAddress, seconds, pages), connection);
  }
}

package io.skep.server;

import io.netty.bootstrap.AbstractBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.InetSocketAddress;

/** A socket that is bound to a port of the tracker's. */
interface BoundSocket {
  /** Which port it is bound to. */
  int port();

  /** Gives the port back; what came in through it stays open. */
  Future<Void> unbind();

  /** Binds a channel of Netty's. */
  static Future<BoundSocket> bind(AbstractBootstrap<?, ?> bootstrap, InetSocketAddress address) {
    ChannelFuture binding = bootstrap.bind(address);
    return future(binding).map(bound -> new Bound(binding.channel()));
  }

  private static Future<Void> future(ChannelFuture operation) {
    Promise<Void> done = Promise.promise();
    operation.addListener(
        ended -> {
          if (ended.isSuccess()) {
            done.complete();
          } else {
            done.fail(ended.cause());
          }
        });
    return done.future();
  }

  /** The socket of a Netty channel. */
  record Bound(Channel channel) implements BoundSocket {
    @Override
    public int port() {
      return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    @Override
    public Future<Void> unbind() {
      return future(channel.close());
    }
  }
}

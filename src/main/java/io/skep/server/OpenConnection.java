package io.skep.server;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** An HTTP connection to the tracker, with what is asked of it for every request. */
final class OpenConnection {
  private final HttpConnection connection;
  private final InetAddress address;
  private long lastRequest;

  private OpenConnection(HttpConnection connection, InetAddress address, long now) {
    this.connection = connection;
    this.address = address;
    this.lastRequest = now;
  }

  /** A connection accepted now; null where nobody is at the other end any more. */
  static @Nullable OpenConnection of(HttpConnection connection, long now) {
    InetAddress address = parse(connection.remoteAddress());
    return address == null ? null : new OpenConnection(connection, address, now);
  }

  static @Nullable InetAddress parse(@Nullable SocketAddress remote) {
    String host = remote == null ? null : remote.hostAddress();
    byte[] bytes = host == null ? null : NetUtil.createByteArrayFromIpAddressString(host);
    try {
      return bytes == null ? null : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 and 16 bytes are always an address", e);
    }
  }

  HttpConnection connection() {
    return connection;
  }

  /** Where the client is, or the proxy that forwards for it. */
  InetAddress address() {
    return address;
  }

  long lastRequest() {
    return lastRequest;
  }

  void requested(long now) {
    lastRequest = now;
  }
}

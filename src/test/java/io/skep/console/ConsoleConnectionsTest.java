package io.skep.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.SocketAddress;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ConsoleConnectionsTest {
  private static final int MAX = 300;

  private final AtomicLong clock = new AtomicLong(1000);
  private final List<HttpConnection> closed = new ArrayList<>();
  private final ConsoleConnections connections =
      new ConsoleConnections(MAX, address -> address.equals("198.51.100.1"), clock::get);

  private HttpConnection open(String address) {
    List<Handler<?>> gone = new ArrayList<>();
    HttpConnection connection =
        (HttpConnection)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpConnection.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "remoteAddress" -> SocketAddress.inetSocketAddress(1000, address);
                      case "closeHandler" -> {
                        gone.add((Handler<?>) arguments[0]);
                        yield proxy;
                      }
                      case "close" -> {
                        closed.add((HttpConnection) proxy);
                        gone.forEach(handler -> handler.handle(null));
                        yield Future.succeededFuture();
                      }
                      case "hashCode" -> System.identityHashCode(proxy);
                      case "equals" -> proxy == arguments[0];
                      default -> throw new UnsupportedOperationException(method.getName());
                    });
    connections.opened(connection);
    clock.incrementAndGet();
    return connection;
  }

  @Test
  void aHostThatHasItsShareMakesRoomItself() {
    HttpConnection other = open("192.0.2.8");
    HttpConnection first = open("192.0.2.7");
    for (int i = 1; i < ConsoleConnections.MAX_OF_HOST; i++) {
      open("192.0.2.7");
    }
    assertEquals(List.of(), closed);

    open("192.0.2.7");

    assertEquals(List.of(first), closed);
    assertEquals(ConsoleConnections.MAX_OF_HOST + 1, connections.size());
    assertTrue(!closed.contains(other));
  }

  @Test
  void addressesOfOneIpv6NetworkAreOneHost() {
    for (int i = 0; i <= ConsoleConnections.MAX_OF_HOST; i++) {
      open("2001:db8::" + Integer.toHexString(i + 1));
    }
    assertEquals(ConsoleConnections.MAX_OF_HOST, connections.size());
  }

  @Test
  void aProxyIsManyPeople() {
    for (int i = 0; i < 200; i++) {
      open("198.51.100.1");
    }
    assertEquals(List.of(), closed);
  }

  @Test
  void theLongestIdleMakesRoomForOneMore() {
    List<HttpConnection> opened = new ArrayList<>();
    for (int i = 0; i < MAX + 2; i++) {
      opened.add(open("198.51.100.1"));
    }
    assertEquals(opened.subList(0, 2), closed);
    assertEquals(MAX, connections.size());
  }
}

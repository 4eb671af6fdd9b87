package io.skep.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.LinuxSocket;
import io.vertx.core.Context;
import io.vertx.core.internal.ContextInternal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of an answer that doesn't fit into what the system holds for a connection. */
@Timeout(60)
class OnlyAnswerTest {
  private static final int SEND_BUFFER = 8192;

  private final Context context = SharedVertx.NATIVE.getOrCreateContext();
  private final EventLoop loop = ((ContextInternal) context).nettyEventLoop();
  private final AtomicInteger open = new AtomicInteger();
  private final LateChannels channels =
      new LateChannels(
          loop,
          new OpenConnections(open, 10),
          new TrackerMetrics(new SimpleMeterRegistry()),
          new ManualClock());
  private final LinuxSocket listening = LinuxSocket.newSocketStream();
  private final Socket client = new Socket();
  private BareConnection connection =
      new BareConnection(Integer.MAX_VALUE, InetAddress.getLoopbackAddress());

  @BeforeEach
  void connect() throws Exception {
    listening.setSendBufferSize(SEND_BUFFER);
    listening.bind(new InetSocketAddress("127.0.0.1", 0));
    listening.listen(1);
    client.setReceiveBufferSize(SEND_BUFFER);
    client.setSoTimeout(20_000);
    client.connect(new InetSocketAddress("127.0.0.1", listening.localAddress().getPort()));
    int accepted = listening.accept(new byte[26]);
    assertTrue(accepted >= 0, "nobody has connected");
    connection = new BareConnection(accepted, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    listening.close();
  }

  private void answer(byte[] body) throws Exception {
    loop.submit(() -> new OnlyAnswer(channels, connection, false, List.of()).reply(body, false))
        .get(20, TimeUnit.SECONDS);
  }

  @Test
  void sendsTheRestWhenTheClientTakesIt() throws Exception {
    String body = "0123456789".repeat(100_000);
    answer(body.getBytes(ISO_8859_1));
    assertEquals(1, open.get());

    String all = new String(client.getInputStream().readAllBytes(), ISO_8859_1);
    assertTrue(all.startsWith("HTTP/1.1 200 OK\r\n"));
    assertEquals(body, all.substring(all.indexOf("\r\n\r\n") + 4));
    Waiting.until("no connection is left", () -> open.get() == 0);
  }

  @Test
  void needsNoChannelForWhatLeavesAtOnce() throws Exception {
    answer("d4:spam4:eggse".getBytes(ISO_8859_1));

    assertEquals(0, open.get());
    String all = new String(client.getInputStream().readAllBytes(), ISO_8859_1);
    assertTrue(all.endsWith("\r\n\r\nd4:spam4:eggse"));
  }

  @Test
  void givesNoChannelToWhoHasLeft() throws Exception {
    client.setSoLinger(true, 0);
    client.close();
    OpenConnection kept = loop.submit(() -> channels.toWrite(connection)).get(20, TimeUnit.SECONDS);

    assertNull(kept);
    assertEquals(0, open.get());
  }
}

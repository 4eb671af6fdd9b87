package io.skep.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerId;
import io.skep.metainfo.Metainfo;
import io.skep.protocol.PeerHandshake;
import io.skep.protocol.PeerMessage;
import io.skep.protocol.PeerWire;
import io.skep.protocol.PeerWireException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A peer that says it has everything, unchokes, and answers no request. */
final class StallingPeer implements AutoCloseable {
  private final ServerSocket server;
  private final Metainfo metainfo;
  private final AtomicInteger requests = new AtomicInteger();

  StallingPeer(Metainfo metainfo, String host) throws IOException {
    this.metainfo = metainfo;
    server = new ServerSocket(0, 10, InetAddress.getByName(host));
    Thread thread = new Thread(this::run, "stalling-peer");
    thread.setDaemon(true);
    thread.start();
  }

  PeerAddress address() {
    return PeerAddress.of(server.getInetAddress(), server.getLocalPort());
  }

  /** How many blocks it was asked for. */
  int requests() {
    return requests.get();
  }

  private void run() {
    try {
      while (!server.isClosed()) {
        try (Socket socket = server.accept()) {
          serve(socket);
        } catch (PeerWireException e) {
          throw new IllegalStateException(e);
        }
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private void serve(Socket socket) throws IOException, PeerWireException {
    ByteBuf in = Unpooled.buffer();
    ByteBuf out = Unpooled.buffer();
    new PeerHandshake(metainfo.infoHashes().get(0), new PeerId(1, 2, 3), true, false, false, false)
        .encode(out);
    PeerWire.encode(PeerMessage.HaveAll.MESSAGE, out);
    PeerWire.encode(PeerMessage.Unchoke.MESSAGE, out);
    OutputStream stream = socket.getOutputStream();
    out.readBytes(stream, out.readableBytes());
    PeerWire wire = new PeerWire(1024);
    boolean isGreeted = false;
    byte[] chunk = new byte[4096];
    for (int read; (read = socket.getInputStream().read(chunk)) >= 0; ) {
      in.writeBytes(chunk, 0, read);
      isGreeted = isGreeted || PeerHandshake.decode(in) != null;
      for (PeerMessage message; isGreeted && (message = wire.decode(in)) != null; ) {
        if (message instanceof PeerMessage.Request) {
          requests.incrementAndGet();
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}

package io.skep.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stands between a client and a server on the loopback and cuts the first connection whose client
 * sends a text, just before the server would read it; all others pass.
 */
final class CuttingProxy implements AutoCloseable {
  private final int target;
  private final String text;
  private final ServerSocket door;
  private final AtomicBoolean cut = new AtomicBoolean();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  CuttingProxy(int target, String text) throws IOException {
    this.target = target;
    this.text = text;
    door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  /** Whether the text was seen. */
  boolean hasCut() {
    return cut.get();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        threads.execute(() -> forward(client, server, true));
        threads.execute(() -> forward(server, client, false));
      } catch (IOException e) {
        // Closed, or the server is away: the client's next try says so.
      }
    }
  }

  private void forward(Socket from, Socket to, boolean watched) {
    byte[] buffer = new byte[8192];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (watched
            && new String(buffer, 0, read, StandardCharsets.ISO_8859_1).contains(text)
            && cut.compareAndSet(false, true)) {
          return;
        }
        out.write(buffer, 0, read);
      }
    } catch (IOException e) {
      // The other side ended first.
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    threads.shutdownNow();
  }
}

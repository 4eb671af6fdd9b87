package io.skep.server;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * A process that opens many connections and says nothing on them: they would take as many open
 * files again from the process that has the tracker.
 *
 * <p>Arguments: the tracker's port and how many. Prints {@code open} once all are open, and {@code
 * closed} once the tracker has closed them all.
 */
final class IdleClients {
  /** From one address there are no more than the system's ephemeral ports. */
  private static final int PER_ADDRESS = 2000;

  private IdleClients() {}

  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(args[0]);
    int count = Integer.parseInt(args[1]);
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < count; i++) {
        SocketChannel channel = SocketChannel.open();
        channel.bind(new InetSocketAddress("127.0.0." + (2 + i / PER_ADDRESS), 0));
        channel.connect(new InetSocketAddress("127.0.0.1", port));
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
      }
      System.out.println("open");
      ByteBuffer unwanted = ByteBuffer.allocate(1024);
      for (int open = count; open > 0; ) {
        selector.select();
        for (SelectionKey key : selector.selectedKeys()) {
          if (((SocketChannel) key.channel()).read(unwanted.clear()) < 0) {
            key.channel().close();
            open--;
          }
        }
        selector.selectedKeys().clear();
      }
      System.out.println("closed");
    }
  }
}

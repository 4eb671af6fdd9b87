package io.skep.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.FileDescriptor;
import io.skep.bittorrent.PeerAddress;
import io.skep.protocol.PlainGet;
import io.skep.protocol.TrackerPath;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Where connections over plain HTTP come in, and most of them leave again: it answers the plain GET
 * that a connection brings along and wants closed behind its answer, as most clients do, with one
 * read and one write.
 *
 * <p>Such a connection never has a channel of Netty's, whose making and closing costs more than the
 * announce does. Any other gets one, with what was read from it, and goes through the {@link
 * HttpPipeline}.
 *
 * <p>Used on its event loop only.
 */
final class HttpDoor implements ListeningSocket.Visitors {
  private static final Logger LOG = System.getLogger(HttpDoor.class.getName());

  private final LateChannels channels;
  private final HttpTracker tracker;
  private final ClientAddress clientAddress;
  private final HttpPipeline pipeline;
  private final ByteBuffer memory = ByteBuffer.allocateDirect(PlainGet.MAX_HEAD);
  private final ByteBuf bytes = Unpooled.wrappedBuffer(memory);
  private final PlainGet get;

  HttpDoor(
      LateChannels channels,
      HttpTracker tracker,
      ClientAddress clientAddress,
      HttpPipeline pipeline) {
    this.channels = channels;
    this.tracker = tracker;
    this.clientAddress = clientAddress;
    this.pipeline = pipeline;
    this.get = new PlainGet(clientAddress.proxies().isEmpty() ? "" : clientAddress.field());
  }

  @Override
  public void take(FileDescriptor connection, InetAddress address) {
    int length = read(connection);
    if (length < 0) {
      LateChannels.close(connection);
      return;
    }
    bytes.setIndex(0, length);
    if (!answer(connection, address)) {
      bytes.setIndex(0, length);
      letIn(connection);
    }
  }

  /** How many bytes it has brought; negative if it has left. */
  private int read(FileDescriptor connection) {
    try {
      return connection.read(memory, 0, PlainGet.MAX_HEAD);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "an HTTP connection is closed", e);
      return -1;
    }
  }

  /** Answers, now or later, if this is all that the client wants; false if it may want more. */
  private boolean answer(FileDescriptor connection, InetAddress address) {
    if (get.read(bytes) != PlainGet.Verdict.READ || get.keepsAlive() || bytes.isReadable()) {
      return false;
    }
    long start = System.nanoTime();
    String url = get.url();
    int mark = url.indexOf('?');
    TrackerPath path = TrackerPath.parse(url, mark < 0 ? url.length() : mark);
    if (path.action() == TrackerPath.Action.NONE) {
      return false;
    }
    PeerAddress from = clientAddress.of(address, get::forwarded);
    OnlyAnswer answer =
        new OnlyAnswer(channels, connection, address, get.isHttp10(), List.copyOf(get.encodings()));
    try {
      tracker.handle(answer, path, url, mark < 0 ? url.length() : mark + 1, from, start);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a request over HTTP could not be handled", e);
      answer.abandon();
    }
    answer.keepIfOwed();
    return true;
  }

  private void letIn(FileDescriptor connection) {
    EpollSocketChannel channel = channels.open(connection);
    if (channel == null) {
      return;
    }
    channel.pipeline().addLast(pipeline);
    if (bytes.isReadable()) {
      ByteBuf first = channel.alloc().buffer(bytes.readableBytes()).writeBytes(bytes);
      channel.pipeline().fireChannelRead(first).fireChannelReadComplete();
    }
  }
}

package io.skep.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.epoll.EpollSocketChannel;
import io.skep.bittorrent.PeerAddress;
import io.skep.protocol.PlainGet;
import io.skep.protocol.TrackerPath;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
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
  public void take(BareConnection connection) {
    try {
      int length = connection.read(memory, 0, PlainGet.MAX_HEAD);
      if (length < 0) {
        connection.close();
        return;
      }
      bytes.setIndex(0, length);
      if (!answer(connection)) {
        bytes.setIndex(0, length);
        letIn(connection);
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "an HTTP connection is closed", e);
      connection.close();
    } catch (RuntimeException | Error e) {
      // Out of memory for one, we are not for the next; an error let through would end the loop.
      LOG.log(Level.ERROR, "a request over HTTP could not be handled", e);
      connection.close();
    }
  }

  /** Answers, now or later, if this is all that the client wants; false if it may want more. */
  private boolean answer(BareConnection connection) {
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
    PeerAddress from = clientAddress.of(connection.address(), get::forwarded);
    OnlyAnswer answer =
        new OnlyAnswer(channels, connection, get.isHttp10(), List.copyOf(get.encodings()));
    tracker.handle(answer, path, url, mark < 0 ? url.length() : mark + 1, from, start);
    answer.keepIfOwed();
    return true;
  }

  private void letIn(BareConnection connection) {
    ByteBuf first = ByteBufAllocator.DEFAULT.buffer(bytes.readableBytes()).writeBytes(bytes);
    EpollSocketChannel channel = channels.open(connection);
    if (channel == null) {
      first.release();
      return;
    }
    ChannelPipeline handlers = channel.pipeline().addLast(pipeline);
    if (first.isReadable()) {
      handlers.fireChannelRead(first).fireChannelReadComplete();
    } else {
      first.release();
    }
  }
}

package io.skep.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.skep.bittorrent.PeerAddress;
import io.skep.protocol.PlainGet;
import io.skep.protocol.TrackerPath;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers the plain GETs of an announce or a scrape on one connection without a whole HTTP codec,
 * which costs more than the announce does.
 *
 * <p>At the first request of any other kind, and at whatever two parsers could read in two ways, it
 * hands the connection to Netty's codec and {@link HttpPages} for good, with all that it hasn't
 * answered; so the two never take turns, and answers keep their order. While an answer has to come
 * from elsewhere nothing more is read. Answers to what was read together leave together.
 */
final class HttpShortcut extends ChannelInboundHandlerAdapter implements HttpExchange {
  /**
   * A head in more pieces is the codec's: here each piece is looked at from the head's beginning.
   */
  private static final int MAX_PIECES = 8;

  private static final Logger LOG = System.getLogger(HttpShortcut.class.getName());
  private static final int MAX_REQUEST_LINE = 16 * 1024;
  private static final int MAX_HEADERS = 16 * 1024;
  private static final HttpDecoderConfig LIMITS =
      new HttpDecoderConfig()
          .setMaxInitialLineLength(MAX_REQUEST_LINE)
          .setMaxHeaderSize(MAX_HEADERS);

  private final OpenConnection connection;
  private final HttpTracker tracker;
  private final ClientAddress clientAddress;
  private final LongSupplier seconds;
  private final PlainGet get;
  private final HttpPages pages;
  private @Nullable ChannelHandlerContext context;
  private @Nullable ByteBuf unread;
  private int pieces;
  private boolean draining;
  private boolean owing;
  private boolean written;
  private boolean ending;

  /**
   * The shortcut of one connection.
   *
   * @param pages to whom it hands over, behind Netty's codec
   */
  HttpShortcut(
      OpenConnection connection,
      HttpTracker tracker,
      ClientAddress clientAddress,
      LongSupplier seconds,
      HttpPages pages) {
    this.connection = connection;
    this.tracker = tracker;
    this.clientAddress = clientAddress;
    this.seconds = seconds;
    this.get = new PlainGet(clientAddress.proxies().isEmpty() ? "" : clientAddress.field());
    this.pages = pages;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext channel) {
    context = channel;
  }

  @Override
  public void channelRead(ChannelHandlerContext channel, Object message) {
    if (!(message instanceof ByteBuf bytes)) {
      channel.fireChannelRead(message);
    } else if (ending) {
      bytes.release();
    } else {
      ByteBuf before = unread;
      unread =
          before == null
              ? bytes
              : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(channel.alloc(), before, bytes);
      drain(channel);
    }
  }

  /** Answers what is there, as far as answers are at hand and the client takes them. */
  private void drain(ChannelHandlerContext channel) {
    draining = true;
    ByteBuf bytes = unread;
    while (bytes != null && bytes.isReadable() && !owing && !ending && isTaken(channel)) {
      int start = bytes.readerIndex();
      PlainGet.Verdict verdict = get.read(bytes);
      if (verdict == PlainGet.Verdict.INCOMPLETE && ++pieces < MAX_PIECES) {
        break;
      }
      if (verdict != PlainGet.Verdict.READ || !ask(channel)) {
        bytes.readerIndex(start);
        handOver(channel);
        return;
      }
      pieces = 0;
    }
    draining = false;
    if (owing) {
      connection.owe();
    }
    if (bytes != null && (ending || !bytes.isReadable())) {
      bytes.release();
      unread = null;
    }
    boolean goOn = ending || (!owing && channel.channel().isWritable());
    channel.channel().config().setAutoRead(goOn);
  }

  /** True unless the client lets its answers lie. */
  private boolean isTaken(ChannelHandlerContext channel) {
    if (!channel.channel().isWritable()) {
      sendWritten(channel);
    }
    return channel.channel().isWritable();
  }

  /** Asks the tracker; false if the request is for somebody else. */
  private boolean ask(ChannelHandlerContext channel) {
    long start = System.nanoTime();
    String url = get.url();
    int mark = url.indexOf('?');
    TrackerPath path = TrackerPath.parse(url, mark < 0 ? url.length() : mark);
    if (path.action() == TrackerPath.Action.NONE) {
      return false;
    }
    owing = true;
    connection.requested(seconds.getAsLong());
    PeerAddress from = clientAddress.of(connection.address(), get::forwarded);
    try {
      tracker.handle(this, path, url, mark < 0 ? url.length() : mark + 1, from, start);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a request over HTTP could not be handled", e);
      ending = true;
      channel.close();
    }
    return true;
  }

  @Override
  public List<String> encodings() {
    return get.encodings();
  }

  @Override
  public void reply(byte[] bencoded, boolean gzipped) {
    ChannelHandlerContext channel = context;
    owing = false;
    if (channel == null || channel.isRemoved()) {
      return;
    }
    ByteBuf answer =
        HttpAnswer.write(channel.alloc(), get.isHttp10(), get.keepsAlive(), gzipped, bencoded);
    written = true;
    ending = !get.keepsAlive();
    if (ending) {
      channel.write(answer).addListener(ChannelFutureListener.CLOSE);
    } else {
      channel.write(answer);
    }
    if (!draining) {
      goOn(channel);
    }
  }

  @Override
  public void later(Runnable answer) {
    ChannelHandlerContext channel = context;
    if (channel != null) {
      channel.executor().execute(answer);
    }
  }

  /** An answer that was waited for has come. */
  private void goOn(ChannelHandlerContext channel) {
    sendWritten(channel);
    connection.paid();
    drain(channel);
    sendWritten(channel);
  }

  private void sendWritten(ChannelHandlerContext channel) {
    if (written) {
      written = false;
      channel.flush();
    }
  }

  private void handOver(ChannelHandlerContext channel) {
    ByteBuf bytes = unread;
    unread = null;
    sendWritten(channel);
    ChannelPipeline pipeline = channel.pipeline();
    String place = channel.name();
    pipeline.addAfter(place, null, pages);
    pipeline.addAfter(place, null, new FlowControlHandler());
    pipeline.addAfter(place, null, new HttpServerCodec(LIMITS));
    pipeline.remove(this);
    channel.channel().config().setAutoRead(true);
    if (bytes != null) {
      channel.fireChannelRead(bytes);
      channel.fireChannelReadComplete();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext channel) {
    sendWritten(channel);
    channel.fireChannelReadComplete();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext channel) {
    if (channel.channel().isWritable() && !draining) {
      drain(channel);
      if (!channel.isRemoved()) {
        sendWritten(channel);
      }
    }
    channel.fireChannelWritabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext channel) {
    ByteBuf bytes = unread;
    if (bytes != null) {
      bytes.release();
      unread = null;
    }
    ending = true;
    channel.fireChannelInactive();
  }
}

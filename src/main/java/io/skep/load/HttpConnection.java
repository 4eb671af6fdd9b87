package io.skep.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.util.ReferenceCountUtil;
import io.skep.bittorrent.PeerAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the tracker and the questions that wait for answers on it, the oldest first; made
 * again and again, since trackers close connections.
 */
final class HttpConnection {
  private static final long RETRY_NANOS = 100_000_000L;

  /** Hears what becomes of a connection's questions. */
  interface Listener {
    /** It is there and can be asked. */
    void connected(HttpConnection connection);

    /** It could not be made. */
    void failed(HttpConnection connection, String words);

    /** A whole response has come for the oldest question. */
    void answered(HttpConnection connection, HttpResponseReader response);

    /** What has come is no answer to the oldest question. */
    void wrong(HttpConnection connection, Flaw flaw, String words);

    /**
     * It is closed, and its questions are still there.
     *
     * @param isCut whether it was in the middle of a response
     */
    void closed(HttpConnection connection, boolean isCut);

    /** All has been read that had come. */
    void read();
  }

  private final Listener listener;
  private final int timeoutMillis;
  private final HttpResponseReader responses = new HttpResponseReader();
  private final WaitingQuestions waiting;
  private @Nullable Channel channel;
  private @Nullable PeerAddress address;
  private @Nullable ByteBuf held;
  private boolean hasAnswered;
  private long begunAt;
  private long retryAt = System.nanoTime();

  /** The source whose peers ask on it. */
  int source;

  /** True while it stands among those that have room. */
  boolean isReady;

  /** True while requests have been written and not sent. */
  boolean isUnflushed;

  HttpConnection(int source, int pipeline, int scrapeHashes, int timeoutMillis, Listener listener) {
    this.source = source;
    this.timeoutMillis = timeoutMillis;
    this.listener = listener;
    this.waiting = new WaitingQuestions(pipeline, scrapeHashes);
  }

  /** The questions that wait for answers on it. */
  WaitingQuestions waiting() {
    return waiting;
  }

  /** How long ago its making was begun, in nanoseconds. */
  long age() {
    return System.nanoTime() - begunAt;
  }

  boolean isConnected() {
    return channel != null;
  }

  /** True if it may be made again by now. */
  boolean mayConnect(long now) {
    return channel == null && now - retryAt >= 0;
  }

  /**
   * Makes it; it tells the listener when it is there or can't be.
   *
   * @param from the address to send from; null for any
   */
  void connect(EventLoop loop, InetSocketAddress to, @Nullable InetSocketAddress from, long now) {
    hasAnswered = false;
    begunAt = now;
    // Neither until it has been made nor while it is there.
    retryAt = now + TimeUnit.DAYS.toNanos(1);
    Bootstrap bootstrap = Sockets.tcp(loop, new Reader(), timeoutMillis);
    ChannelFuture connecting = from == null ? bootstrap.connect(to) : bootstrap.connect(to, from);
    connecting.addListener(
        done -> {
          if (!done.isSuccess()) {
            retryAt = System.nanoTime() + RETRY_NANOS;
            releaseHeld();
            listener.failed(this, String.valueOf(done.cause().getMessage()));
          }
        });
  }

  /** Where the peers that ask on it seem to be; there once it has been made. */
  @Nullable PeerAddress address() {
    return address;
  }

  /** Writes a request, to be sent with {@link #flush}, or once it has been made. */
  void write(ByteBuf request) {
    Channel open = channel;
    if (open == null) {
      releaseHeld();
      held = request;
    } else {
      open.write(request, open.voidPromise());
    }
  }

  private void releaseHeld() {
    ByteBuf request = held;
    held = null;
    if (request != null) {
      request.release();
    }
  }

  void flush() {
    isUnflushed = false;
    Channel open = channel;
    if (open != null) {
      open.flush();
    }
  }

  /** Closes it, and forgets it at once. */
  void close() {
    Channel open = channel;
    releaseHeld();
    if (open != null) {
      forgetChannel();
      open.close();
    }
  }

  /** Who closes without having answered anything isn't asked again at once. */
  private void forgetChannel() {
    channel = null;
    retryAt = System.nanoTime() + (hasAnswered ? 0 : RETRY_NANOS);
  }

  /** Reads what comes over one channel. */
  private final class Reader extends ChannelInboundHandlerAdapter {
    @Override
    public void channelActive(ChannelHandlerContext context) {
      channel = context.channel();
      InetSocketAddress local = (InetSocketAddress) context.channel().localAddress();
      address = PeerAddress.of(local.getAddress(), local.getPort());
      responses.reset();
      listener.connected(HttpConnection.this);
      ByteBuf request = held;
      held = null;
      if (request != null) {
        write(request);
        flush();
      }
    }

    private boolean isCurrent(ChannelHandlerContext context) {
      return context.channel() == channel;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      try {
        if (isCurrent(context) && message instanceof ByteBuf bytes) {
          responses.add(bytes);
          readResponses(context, false);
        }
      } catch (WrongAnswerException e) {
        wrong(e);
      } finally {
        ReferenceCountUtil.release(message);
      }
    }

    private void readResponses(ChannelHandlerContext context, boolean ended)
        throws WrongAnswerException {
      while (isCurrent(context) && responses.next(ended)) {
        if (waiting.isEmpty()) {
          throw new WrongAnswerException(Flaw.UNASKED, "a response without a request");
        }
        hasAnswered = true;
        listener.answered(HttpConnection.this, responses);
      }
    }

    private void wrong(WrongAnswerException e) {
      listener.wrong(HttpConnection.this, e.flaw(), String.valueOf(e.getMessage()));
      close();
      listener.closed(HttpConnection.this, !responses.isEmpty());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      listener.read();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (!isCurrent(context)) {
        return;
      }
      try {
        readResponses(context, true);
      } catch (WrongAnswerException e) {
        wrong(e);
      }
      if (isCurrent(context)) {
        forgetChannel();
        listener.closed(HttpConnection.this, !responses.isEmpty());
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      // A reset, mostly; the channel ends by it, and that is told there.
      context.close();
    }
  }
}

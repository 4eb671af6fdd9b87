package io.skep.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import io.skep.bittorrent.PeerAddress;
import io.skep.protocol.TrackerPath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers any HTTP request that the {@link HttpShortcut} leaves to Netty's HTTP codec: pages,
 * announces and scrapes in unusual dress, and what has to be turned away.
 *
 * <p>One request at a time: behind it stands a {@link io.netty.handler.flow.FlowControlHandler},
 * which holds what was read too early.
 */
final class HttpPages extends ChannelInboundHandlerAdapter implements HttpExchange {
  private static final AsciiString TEXT = HttpHeaderValues.TEXT_PLAIN;
  private static final AsciiString JSON = HttpHeaderValues.APPLICATION_JSON;
  private static final String WELCOME =
      """
      This is a BitTorrent tracker.
      Announce at /announce, scrape at /scrape, totals at /stats.json
      """;

  private final OpenConnection connection;
  private final HttpTracker tracker;
  private final ClientAddress clientAddress;
  private final TotalsJson totals;
  private final TrackerMetrics metrics;
  private final LongSupplier seconds;
  private @Nullable ChannelHandlerContext context;
  private @Nullable HttpRequest request;
  private boolean ending;

  HttpPages(
      OpenConnection connection,
      HttpTracker tracker,
      ClientAddress clientAddress,
      TotalsJson totals,
      TrackerMetrics metrics,
      LongSupplier seconds) {
    this.connection = connection;
    this.tracker = tracker;
    this.clientAddress = clientAddress;
    this.totals = totals;
    this.metrics = metrics;
    this.seconds = seconds;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext channel) {
    context = channel;
  }

  @Override
  public void channelRead(ChannelHandlerContext channel, Object message) {
    // A body is nothing to us.
    ReferenceCountUtil.release(message);
    if (message instanceof HttpRequest next && !ending) {
      request = next;
      if (next.decoderResult().isFailure() || !isHttp1(next)) {
        refuse(next.decoderResult().cause());
      } else {
        handle(next);
        if (request != null) {
          connection.owe();
        }
      }
    }
    rest(channel);
  }

  private static boolean isHttp1(HttpRequest request) {
    HttpVersion version = request.protocolVersion();
    return version.equals(HttpVersion.HTTP_1_1) || version.equals(HttpVersion.HTTP_1_0);
  }

  private void refuse(@Nullable Throwable cause) {
    metrics.turnedAway(HttpFault.BAD_REQUEST);
    ending = true;
    HttpResponseStatus status = HttpResponseStatus.BAD_REQUEST;
    if (cause instanceof TooLongHttpLineException) {
      status = HttpResponseStatus.REQUEST_URI_TOO_LONG;
    } else if (cause instanceof TooLongHttpHeaderException
        || cause instanceof TooLongFrameException) {
      status = HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
    }
    send(response(status, new byte[0]));
  }

  private void handle(HttpRequest request) {
    long start = System.nanoTime();
    connection.requested(seconds.getAsLong());
    String url = originForm(request.uri());
    int mark = url.indexOf('?');
    int pathEnd = mark < 0 ? url.length() : mark;
    int query = mark < 0 ? url.length() : mark + 1;
    TrackerPath path = TrackerPath.parse(url, pathEnd);
    if (path.action() == TrackerPath.Action.NONE) {
      page(request, url.substring(0, pathEnd));
    } else if (!request.method().equals(HttpMethod.GET)) {
      // An announce changes the swarm, so not even HEAD may ask for its headers alone.
      turnAway(HttpFault.METHOD, HttpResponseStatus.METHOD_NOT_ALLOWED, "use GET\n", "GET");
    } else {
      PeerAddress from =
          clientAddress.of(
              connection.address(), () -> request.headers().getAll(clientAddress.field()));
      tracker.handle(this, path, url, query, from, start);
    }
  }

  /** A request line may name the whole URL (RFC 9112, 3.2.2). */
  private static String originForm(String url) {
    if (url.startsWith("/")) {
      return url;
    }
    int authority = url.indexOf("://");
    int path = authority < 0 ? -1 : url.indexOf('/', authority + 3);
    return path < 0 ? "/" : url.substring(path);
  }

  private void page(HttpRequest request, String path) {
    boolean isGet = request.method().equals(HttpMethod.GET);
    boolean known = path.equals("/") || path.equals("/stats.json");
    if (!known) {
      String text = "no such page; announce at /announce\n";
      turnAway(HttpFault.NOT_FOUND, HttpResponseStatus.NOT_FOUND, text, "");
    } else if (!isGet && !request.method().equals(HttpMethod.HEAD)) {
      String text = "use GET or HEAD\n";
      turnAway(HttpFault.METHOD, HttpResponseStatus.METHOD_NOT_ALLOWED, text, "GET, HEAD");
    } else if (path.equals("/")) {
      send(response(HttpResponseStatus.OK, WELCOME.getBytes(StandardCharsets.UTF_8)));
    } else {
      FullHttpResponse response =
          response(HttpResponseStatus.OK, totals.totals().toBuffer().getBytes());
      response
          .headers()
          .set(HttpHeaderNames.CONTENT_TYPE, JSON)
          .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
          .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
      send(response);
    }
  }

  private void turnAway(HttpFault fault, HttpResponseStatus status, String text, String allow) {
    metrics.turnedAway(fault);
    FullHttpResponse response = response(status, text.getBytes(StandardCharsets.UTF_8));
    if (!allow.isEmpty()) {
      response.headers().set(HttpHeaderNames.ALLOW, allow);
    }
    send(response);
  }

  private static FullHttpResponse response(HttpResponseStatus status, byte[] content) {
    ByteBuf body = Unpooled.wrappedBuffer(content);
    FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, TEXT)
        .setInt(HttpHeaderNames.CONTENT_LENGTH, content.length);
    return response;
  }

  @Override
  public List<String> encodings() {
    HttpRequest asked = request;
    return asked == null ? List.of() : asked.headers().getAll(HttpHeaderNames.ACCEPT_ENCODING);
  }

  @Override
  public void reply(byte[] bencoded, boolean gzipped) {
    FullHttpResponse response = response(HttpResponseStatus.OK, bencoded);
    if (gzipped) {
      response.headers().set(HttpHeaderNames.CONTENT_ENCODING, HttpHeaderValues.GZIP);
    }
    send(response);
  }

  @Override
  public void later(Runnable answer) {
    ChannelHandlerContext channel = context;
    if (channel != null) {
      channel
          .executor()
          .execute(
              () -> {
                answer.run();
                connection.paid();
                rest(channel);
              });
    }
  }

  private void send(FullHttpResponse response) {
    ChannelHandlerContext channel = context;
    HttpRequest asked = request;
    request = null;
    if (channel == null || asked == null) {
      response.release();
      return;
    }
    ending |= !HttpUtil.isKeepAlive(asked);
    HttpVersion version = isHttp1(asked) ? asked.protocolVersion() : HttpVersion.HTTP_1_1;
    response.setProtocolVersion(version);
    HttpUtil.setKeepAlive(response, !ending);
    if (ending) {
      channel.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    } else {
      channel.writeAndFlush(response);
    }
  }

  /** Reads no more while an answer is owed, or while the client lets its answers lie. */
  private void rest(ChannelHandlerContext channel) {
    boolean owing = request != null;
    channel.channel().config().setAutoRead(ending || (!owing && channel.channel().isWritable()));
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext channel) {
    rest(channel);
    channel.fireChannelWritabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext channel) {
    request = null;
    ending = true;
    channel.fireChannelInactive();
  }
}

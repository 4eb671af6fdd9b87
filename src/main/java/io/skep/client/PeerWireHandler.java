package io.skep.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.skep.protocol.PeerMessage;
import io.skep.protocol.PeerWire;
import io.skep.protocol.PeerWireException;
import io.skep.protocol.StreamCipher;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what a peer sends into messages and hands them to its connection.
 *
 * <p>Blocks stay where the socket put them: a message that lies in one read is not copied. Of the
 * last message of a read, where it goes on in the next, what is there is copied to a buffer of its
 * own; where it is long the socket is read to that buffer until it is whole.
 */
final class PeerWireHandler extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = System.getLogger(PeerWireHandler.class.getName());
  private static final int PREFIX = Integer.BYTES;

  /** Blocks get all their room at once, other long messages as they come: a claim costs nothing. */
  private static final int MAX_FIRST_ROOM =
      PeerWire.BLOCK_HEADER_LENGTH + PeerWire.MAX_BLOCK_LENGTH;

  /** From this length on to copy a message would cost more than a read that ends where it does. */
  private static final int LONG = 64 * 1024;

  private final PeerConnection connection;
  private final PeerWire wire;
  private final @Nullable StreamCipher cipher;
  private @Nullable ByteBuf begun;

  /** Up to where the message that has begun is decrypted. */
  private int decrypted;

  /**
   * A handler.
   *
   * @param cipher what decrypts the peer's bytes; null if they are plain
   */
  PeerWireHandler(PeerConnection connection, PeerWire wire, @Nullable StreamCipher cipher) {
    this.connection = connection;
    this.wire = wire;
    this.cipher = cipher;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    if (context.channel().config().getRecvByteBufAllocator() instanceof PeerReads reads) {
      reads.into(this::room);
    }
  }

  /** The message that has begun where it is long and has room; whoever reads releases it. */
  private @Nullable ByteBuf room() {
    ByteBuf message = begun;
    return message != null && message.capacity() >= LONG && message.isWritable()
        ? message.retain()
        : null;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // The very buffer, and not one with the same bytes.
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof ByteBuf bytes)) {
      ReferenceCountUtil.release(message);
      return;
    }
    try {
      if (bytes == begun) {
        takeMore(context, bytes);
      } else {
        if (cipher != null) {
          cipher.apply(bytes);
        }
        take(context, bytes);
      }
    } catch (PeerWireException e) {
      connection.close("spoke nonsense: " + e.getMessage());
    } finally {
      bytes.release();
    }
  }

  /** Takes what the socket has put behind the message that has begun. */
  private void takeMore(ChannelHandlerContext context, ByteBuf message) throws PeerWireException {
    if (cipher != null) {
      cipher.apply(message, decrypted, message.writerIndex() - decrypted);
      decrypted = message.writerIndex();
    }
    connection.readBegins();
    if (message.isWritable() && !isWhole(message)) {
      return;
    }
    begun = null;
    try {
      drain(message);
      if (message.isReadable() && !connection.isClosed()) {
        begin(context, message);
      }
    } finally {
      message.release();
    }
  }

  private static boolean isWhole(ByteBuf message) {
    return message.readableBytes() - PREFIX >= message.getInt(message.readerIndex());
  }

  /** Takes bytes that are decrypted; they stay the caller's. */
  void take(ChannelHandlerContext context, ByteBuf bytes) throws PeerWireException {
    connection.readBegins();
    if (!connection.isClosed() && finish(bytes)) {
      drain(bytes);
      if (bytes.isReadable() && !connection.isClosed()) {
        begin(context, bytes);
      }
    }
  }

  /** Adds to the message that was begun; true if it is whole now, or there is none. */
  private boolean finish(ByteBuf bytes) throws PeerWireException {
    ByteBuf message = begun;
    if (message == null) {
      return true;
    }
    do {
      int needed =
          message.readableBytes() > PREFIX
              ? PREFIX + message.getInt(message.readerIndex())
              : PREFIX + 1;
      move(bytes, message, needed - message.readableBytes());
      decrypted = message.writerIndex();
      int before = message.readableBytes();
      drain(message);
      if (message.readableBytes() == before && !bytes.isReadable()) {
        return false;
      }
    } while (message.isReadable() && !connection.isClosed());
    begun = null;
    message.release();
    return true;
  }

  private static void move(ByteBuf from, ByteBuf to, int count) {
    int length = Math.min(count, from.readableBytes());
    if (length > 0) {
      to.writeBytes(from, length);
    }
  }

  private void begin(ChannelHandlerContext context, ByteBuf bytes) {
    int room = Math.max(firstRoom(bytes), bytes.readableBytes());
    begun = context.alloc().directBuffer(room).writeBytes(bytes, bytes.readableBytes());
    decrypted = bytes.readableBytes();
  }

  private int firstRoom(ByteBuf bytes) {
    int whole =
        bytes.readableBytes() > PREFIX
            ? PREFIX + bytes.getInt(bytes.readerIndex())
            : PREFIX + PeerWire.BLOCK_HEADER_LENGTH;
    if (whole < LONG) {
      return whole;
    }
    boolean wasAskedFor =
        whole <= MAX_FIRST_ROOM
            || connection.download().hasAskedFor(whole - PeerWire.BLOCK_HEADER_LENGTH);
    // One read takes the rest of a block and how the next begins, which tells what room that needs.
    return PeerWire.BLOCK_HEADER_LENGTH + (wasAskedFor ? whole : MAX_FIRST_ROOM);
  }

  /** How much memory a message takes that has begun, in bytes. */
  int buffered() {
    ByteBuf message = begun;
    return message == null ? 0 : message.capacity();
  }

  private void drain(ByteBuf bytes) throws PeerWireException {
    while (!connection.isClosed()) {
      PeerMessage message = wire.decode(bytes);
      if (message == null) {
        return;
      }
      connection.receive(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    connection.readEnds();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (connection.isWritable()) {
      connection.becameWritable();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    connection.close("has gone");
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    ByteBuf message = begun;
    if (message != null) {
      begun = null;
      message.release();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof IOException) {
      connection.close("has gone: " + cause.getMessage());
    } else {
      LOG.log(Level.ERROR, "a connection with a peer failed", cause);
      connection.close("failed");
    }
  }
}

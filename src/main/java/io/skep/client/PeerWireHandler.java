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
 * <p>Blocks stay where the socket put them: a message that lies in one read is not copied. Only the
 * last message of a read, where it goes on in the next, is put together in a buffer of its own.
 */
final class PeerWireHandler extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = System.getLogger(PeerWireHandler.class.getName());
  private static final int PREFIX = Integer.BYTES;

  /** Blocks get all their room at once, other long messages as they come: a claim costs nothing. */
  private static final int MAX_FIRST_ROOM =
      PeerWire.BLOCK_HEADER_LENGTH + PeerWire.MAX_BLOCK_LENGTH;

  private final PeerConnection connection;
  private final PeerWire wire;
  private final @Nullable StreamCipher cipher;
  private @Nullable ByteBuf begun;

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
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof ByteBuf bytes)) {
      ReferenceCountUtil.release(message);
      return;
    }
    try {
      if (cipher != null) {
        cipher.apply(bytes);
      }
      take(context, bytes);
    } catch (PeerWireException e) {
      connection.close("spoke nonsense: " + e.getMessage());
    } finally {
      bytes.release();
    }
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
    int whole =
        bytes.readableBytes() > PREFIX
            ? PREFIX + bytes.getInt(bytes.readerIndex())
            : PREFIX + PeerWire.BLOCK_HEADER_LENGTH;
    begun =
        context
            .alloc()
            .directBuffer(Math.max(Math.min(whole, MAX_FIRST_ROOM), bytes.readableBytes()))
            .writeBytes(bytes, bytes.readableBytes());
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

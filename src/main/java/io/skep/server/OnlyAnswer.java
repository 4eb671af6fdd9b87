package io.skep.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelFutureListener;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a connection that is closed behind it. It gets a channel only if the answer comes
 * later, or doesn't leave in one write.
 */
final class OnlyAnswer implements HttpExchange {
  private static final Logger LOG = System.getLogger(OnlyAnswer.class.getName());

  private final LateChannels channels;
  private final BareConnection connection;
  private final boolean http10;
  private final List<String> encodings;
  private @Nullable OpenConnection kept;

  /**
   * What a client waits for.
   *
   * @param http10 whether it asked in HTTP/1.0
   * @param encodings the values of its {@code Accept-Encoding}
   */
  OnlyAnswer(
      LateChannels channels, BareConnection connection, boolean http10, List<String> encodings) {
    this.channels = channels;
    this.connection = connection;
    this.http10 = http10;
    this.encodings = encodings;
  }

  @Override
  public List<String> encodings() {
    return encodings;
  }

  @Override
  public void reply(byte[] bencoded, boolean gzipped) {
    OpenConnection channel = kept;
    if (channel == null && !connection.isOpen()) {
      return;
    }
    ByteBuf answer = HttpAnswer.write(ByteBufAllocator.DEFAULT, http10, false, gzipped, bencoded);
    if (channel == null && send(answer)) {
      answer.release();
      connection.close();
      return;
    }
    if (channel == null) {
      channel = channels.toWrite(connection);
    }
    if (channel == null) {
      answer.release();
    } else {
      channel.channel().writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** False if there is more to send. */
  private boolean send(ByteBuf answer) {
    ByteBuffer memory = answer.internalNioBuffer(answer.readerIndex(), answer.readableBytes());
    try {
      answer.skipBytes(connection.write(memory, memory.position(), memory.limit()));
      return !answer.isReadable();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "an HTTP connection is closed", e);
      return true;
    }
  }

  @Override
  public void later(Runnable answer) {
    channels
        .loop()
        .execute(
            () -> {
              answer.run();
              OpenConnection channel = kept;
              if (channel != null) {
                channel.paid();
              }
            });
  }

  /** Keeps the connection for an answer that comes later. */
  void keepIfOwed() {
    if (connection.isOpen()) {
      OpenConnection channel = channels.toWrite(connection);
      kept = channel;
      if (channel != null) {
        channel.owe();
      }
    }
  }
}

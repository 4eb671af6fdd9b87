package io.skep.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerId;
import io.skep.protocol.EncryptionInitiator;
import io.skep.protocol.EncryptionKey;
import io.skep.protocol.EncryptionResponder;
import io.skep.protocol.EncryptionState;
import io.skep.protocol.PeerHandshake;
import io.skep.protocol.PeerWireException;
import io.skep.protocol.StreamCipher;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Shakes hands with a peer (BEP 3), through message stream encryption where one side wants it, and
 * then hands the connection on.
 */
final class PeerHandshaker extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = System.getLogger(PeerHandshaker.class.getName());
  private static final int TIMEOUT_SECONDS = 15;

  /** So many bytes tell a plain handshake from an encrypted one. */
  private static final int TELLING_LENGTH = 20;

  /** What we are in a handshake. */
  record Identity(List<InfoHash> infoHashes, PeerId peerId, RandomGenerator random) {
    PeerHandshake handshake(InfoHash infoHash, boolean v2) {
      return new PeerHandshake(infoHash, peerId, true, true, v2, false);
    }
  }

  /** A connection after its handshakes. */
  record Shaken(
      Channel channel,
      PeerHandshake theirs,
      @Nullable StreamCipher incoming,
      @Nullable StreamCipher outgoing) {}

  /** Hears how it ends; just one of the two is called, once. */
  interface Listener {
    /**
     * Both have shaken hands. The listener puts its own handler into the pipeline.
     *
     * @param rest what else came, decrypted; it stays the caller's
     */
    void shaken(Shaken connection, ByteBuf rest);

    /**
     * The connection is closed.
     *
     * @param answered true if the peer has sent anything
     */
    void failed(String why, boolean answered);
  }

  private final Identity identity;
  private final @Nullable InfoHash dialled;
  private final boolean v2;
  private final Encryption encryption;
  private final Listener listener;
  private final ByteBuf in = Unpooled.buffer(512);
  private @Nullable EncryptionInitiator initiator;
  private @Nullable EncryptionResponder responder;
  private @Nullable StreamCipher incoming;
  private @Nullable StreamCipher outgoing;
  private @Nullable ScheduledFuture<?> timeout;
  private boolean streamBegun;
  private boolean answered;
  private boolean done;

  private PeerHandshaker(
      Identity identity,
      @Nullable InfoHash dialled,
      boolean v2,
      Encryption encryption,
      Listener listener) {
    this.identity = identity;
    this.dialled = dialled;
    this.v2 = v2;
    this.encryption = encryption;
    this.listener = listener;
  }

  /**
   * For a connection that we opened.
   *
   * @param v2 whether the swarm is one of version 2 (BEP 52)
   * @param encryption {@link Encryption#ALLOWED} to speak plain
   */
  static PeerHandshaker dialling(
      Identity identity, InfoHash infoHash, boolean v2, Encryption encryption, Listener listener) {
    return new PeerHandshaker(identity, infoHash, v2, encryption, listener);
  }

  /** For a connection that a peer opened. */
  static PeerHandshaker accepting(
      Identity identity, boolean v2, Encryption encryption, Listener listener) {
    return new PeerHandshaker(identity, null, v2, encryption, listener);
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    timeout =
        context
            .executor()
            .schedule(
                () -> fail(context, "did not shake hands in time"),
                TIMEOUT_SECONDS,
                TimeUnit.SECONDS);
    begin(context);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (!done) {
      // It was never connected: who dialled hears of that from the channel.
      finish();
      in.release();
    }
  }

  private void begin(ChannelHandlerContext context) {
    InfoHash infoHash = dialled;
    if (infoHash == null) {
      return;
    }
    ByteBuf out = context.alloc().buffer();
    identity.handshake(infoHash, v2).encode(out);
    if (encryption == Encryption.REQUIRED) {
      byte[] handshake = new byte[out.readableBytes()];
      out.readBytes(handshake);
      EncryptionInitiator started =
          new EncryptionInitiator(
              infoHash,
              false,
              handshake,
              EncryptionKey.generate(identity.random()),
              identity.random());
      started.start(out);
      initiator = started;
    } else {
      streamBegun = true;
    }
    context.writeAndFlush(out);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof ByteBuf bytes) || done) {
      ReferenceCountUtil.release(message);
      return;
    }
    answered = true;
    try {
      StreamCipher cipher = incoming;
      if (streamBegun && cipher != null) {
        cipher.apply(bytes);
      }
      in.writeBytes(bytes);
      advance(context);
    } catch (PeerWireException e) {
      fail(context, String.valueOf(e.getMessage()));
    } finally {
      bytes.release();
    }
  }

  private void advance(ChannelHandlerContext context) throws PeerWireException {
    if (!streamBegun && !beginStream(context)) {
      return;
    }
    PeerHandshake theirs = PeerHandshake.decode(in);
    if (theirs == null) {
      return;
    }
    if (!identity.infoHashes().contains(theirs.infoHash())) {
      throw new PeerWireException("the peer wants a torrent that is not here");
    }
    if (theirs.peerId().equals(identity.peerId())) {
      throw new PeerWireException("the peer is this client itself");
    }
    if (dialled == null) {
      ByteBuf out = context.alloc().buffer();
      identity.handshake(theirs.infoHash(), v2).encode(out);
      StreamCipher cipher = outgoing;
      if (cipher != null) {
        cipher.apply(out);
      }
      context.write(out);
    }
    finish();
    try {
      listener.shaken(new Shaken(context.channel(), theirs, incoming, outgoing), in);
    } finally {
      in.release();
    }
    if (context.channel().isActive()) {
      context.flush();
    }
    context.pipeline().remove(this);
  }

  /** Gets through the encryption's own handshake; true once the stream itself has begun. */
  private boolean beginStream(ChannelHandlerContext context) throws PeerWireException {
    EncryptionInitiator initiating = initiator;
    if (initiating != null) {
      if (!feed(context, initiating::feed)) {
        return false;
      }
      incoming = initiating.incoming();
      outgoing = initiating.outgoing();
      decryptRest();
      return true;
    }
    if (responder == null) {
      if (EncryptionResponder.looksPlain(in)) {
        if (in.readableBytes() < TELLING_LENGTH) {
          return false;
        }
        if (encryption == Encryption.REQUIRED) {
          throw new PeerWireException("the peer does not encrypt");
        }
        streamBegun = true;
        return true;
      }
      responder =
          new EncryptionResponder(
              identity.infoHashes(),
              encryption != Encryption.REQUIRED,
              EncryptionKey.generate(identity.random()),
              identity.random());
    }
    EncryptionResponder responding = responder;
    if (!feed(context, responding::feed)) {
      return false;
    }
    incoming = responding.incoming();
    outgoing = responding.outgoing();
    byte[] first = responding.initialPayload();
    decryptRest();
    ByteBuf rest = Unpooled.buffer().writeBytes(in);
    in.clear().writeBytes(first).writeBytes(rest);
    rest.release();
    return true;
  }

  private interface Step {
    EncryptionState feed(ByteBuf in, ByteBuf out) throws PeerWireException;
  }

  private boolean feed(ChannelHandlerContext context, Step step) throws PeerWireException {
    ByteBuf out = context.alloc().buffer();
    try {
      EncryptionState state = step.feed(in, out);
      if (out.isReadable()) {
        context.writeAndFlush(out.retain());
      }
      return state == EncryptionState.DONE;
    } finally {
      out.release();
    }
  }

  private void decryptRest() {
    streamBegun = true;
    StreamCipher cipher = incoming;
    if (cipher != null) {
      cipher.apply(in);
    }
  }

  private void finish() {
    done = true;
    ScheduledFuture<?> timer = timeout;
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private void fail(ChannelHandlerContext context, String why) {
    if (!done) {
      finish();
      context.close();
      in.release();
      listener.failed(why, answered);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    fail(context, "hung up");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.log(Level.ERROR, "a handshake failed", cause);
    }
    fail(context, "hung up: " + cause.getMessage());
    context.close();
  }
}

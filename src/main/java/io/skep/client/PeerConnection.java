package io.skep.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.skep.bittorrent.PeerAddress;
import io.skep.protocol.ExtensionHandshake;
import io.skep.protocol.PeerHandshake;
import io.skep.protocol.PeerMessage;
import io.skep.protocol.PeerWire;
import io.skep.protocol.StreamCipher;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection with a peer after the handshakes (BEP 3): takes its messages apart, and sends ours.
 * Lives on one event loop.
 */
final class PeerConnection implements Choker.Candidate, LayerExchange.Peer {
  /** How many pieces a torrent can have whose bitfield fits a message. */
  static final int MAX_PIECES = 8 * PeerWire.MAX_BITFIELD_BYTES;

  /** How many pieces a peer may allow us fast that are remembered. */
  static final int MAX_ALLOWED_FAST = 64;

  /**
   * How often a peer may say again that it has what it had: BEP 3 and 6 have it say so once. aria2
   * says it again in place of many single pieces, and has more each time.
   */
  private static final int MAX_BITFIELDS = 8;

  /** A peer that lets so many bytes of answers wait asks and does not read. */
  private static final long MAX_UNSENT = 4L << 20;

  private static final long KEEP_ALIVE_NANOS = TimeUnit.SECONDS.toNanos(100);
  private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(240);
  private static final long NEWCOMER_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** So long one may bring nothing before it makes room, where nobody wants anything and else. */
  private static final long USELESS_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final long HOPELESS_NANOS = TimeUnit.SECONDS.toNanos(120);

  private static final int BATCH_BYTES = 1024;

  /** Past this size a batch is written, so that it stays small. */
  private static final int BATCH_FULL = 16 * 1024;

  private final ActiveTorrent torrent;
  private final Channel channel;
  private final PeerAddress address;
  private final PeerHandshake theirs;
  private final boolean outgoing;
  private final @Nullable StreamCipher cipher;
  private final long since;
  private final PeerDownload download;
  private final PeerUpload upload;
  private final HashUpload hashUpload;
  private final PeerExtensions extensions;
  private final ChannelFutureListener wholeBlockGone = done -> gone(done, Blocks.LENGTH);
  private @Nullable ByteBuf batch;
  private boolean flushScheduled;
  private boolean reading;
  private boolean closed;
  private long lastReceived;
  private long lastSent;
  private int bitfields;

  /**
   * A connection.
   *
   * @param address where the peer was reached, or whence it came
   * @param outgoing true if we dialled
   * @param cipher what encrypts our bytes; null if nothing does
   */
  PeerConnection(
      ActiveTorrent torrent,
      Channel channel,
      PeerAddress address,
      PeerHandshake theirs,
      boolean outgoing,
      @Nullable StreamCipher cipher) {
    this.torrent = torrent;
    this.channel = channel;
    this.address = address;
    this.theirs = theirs;
    this.outgoing = outgoing;
    this.cipher = cipher;
    since = torrent.now();
    lastReceived = since;
    lastSent = since;
    download = new PeerDownload(this, ExtensionHandshake.DEFAULT_REQUEST_QUEUE, since);
    upload = new PeerUpload(this, since);
    hashUpload = new HashUpload(this, torrent);
    extensions = new PeerExtensions(this, torrent);
  }

  PeerAddress address() {
    return address;
  }

  /** Where others can reach the peer; null where it didn't say. */
  @Nullable PeerAddress reachableAt() {
    if (outgoing) {
      return address;
    }
    return extensions.port() == 0 ? null : address.withPort(extensions.port());
  }

  PeerHandshake handshake() {
    return theirs;
  }

  boolean isOutgoing() {
    return outgoing;
  }

  boolean isEncrypted() {
    return cipher != null;
  }

  /** True if both sides speak the fast extension (BEP 6). */
  boolean isFast() {
    return theirs.fast();
  }

  PeerDownload download() {
    return download;
  }

  PeerUpload upload() {
    return upload;
  }

  /** Sends what waited until the socket takes more. */
  void becameWritable() {
    hashUpload.pump();
    upload.pump();
  }

  PeerExtensions extensions() {
    return extensions;
  }

  /** True if nothing came of it, though there was time: where it is full, it makes room. */
  boolean isIdle() {
    boolean hasHope = upload.isInterested() || download.isInterested();
    return upload.total() + download.total() == 0
        && now() - since > (hasHope ? HOPELESS_NANOS : USELESS_NANOS);
  }

  boolean isClosed() {
    return closed;
  }

  long now() {
    return torrent.now();
  }

  /** True if the peer has everything, or wants nothing more (BEP 21). */
  boolean isSeed() {
    return download.hasEverything() || extensions.isUploadOnly();
  }

  @Override
  public boolean isV2() {
    return theirs.v2() || torrent.isV2(theirs.infoHash());
  }

  @Override
  public void lied(String what) {
    torrent.lied(this, what);
  }

  /** Sends a message, soon. */
  @Override
  public void send(PeerMessage message) {
    if (!closed) {
      ByteBuf out = batch();
      PeerWire.encode(message, out);
      if (out.readableBytes() >= BATCH_FULL) {
        writeBatch();
      }
      scheduleFlush();
    }
  }

  /** Sends a block, which it takes over. */
  void sendBlock(int piece, int begin, ByteBuf block) {
    if (closed) {
      block.release();
      return;
    }
    int length = block.readableBytes();
    PeerWire.encodeBlockHeader(piece, begin, length, batch());
    writeBatch();
    ByteBuf data = block;
    if (cipher != null || length < Blocks.LENGTH) {
      // What was read is shared with other peers, whose ciphers differ; and a small part of it that
      // waits for long would hold all of it.
      data = channel.alloc().directBuffer(length).writeBytes(block);
      block.release();
    }
    if (cipher != null) {
      cipher.apply(data);
    }
    ChannelFuture written = channel.write(data);
    if (length == Blocks.LENGTH) {
      written.addListener(wholeBlockGone);
    } else {
      written.addListener((ChannelFutureListener) done -> gone(done, length));
    }
    scheduleFlush();
  }

  private void gone(ChannelFuture written, int length) {
    if (written.isSuccess()) {
      upload.gave(length);
      torrent.uploaded(length);
    }
  }

  private ByteBuf batch() {
    ByteBuf out = batch;
    if (out == null) {
      out = channel.alloc().directBuffer(BATCH_BYTES);
      batch = out;
    }
    return out;
  }

  private void writeBatch() {
    ByteBuf out = batch;
    if (out != null) {
      batch = null;
      if (cipher != null) {
        cipher.apply(out);
      }
      channel.write(out);
      if (channel.bytesBeforeWritable() > MAX_UNSENT) {
        // Not at once: whoever sends may be at the list of connections.
        channel.eventLoop().execute(() -> close("asks for more than it reads"));
      }
    }
  }

  private void scheduleFlush() {
    if (!flushScheduled) {
      flushScheduled = true;
      if (!reading) {
        channel.eventLoop().execute(this::flush);
      }
    }
  }

  private void flush() {
    flushScheduled = false;
    if (!closed) {
      writeBatch();
      lastSent = now();
      channel.flush();
    }
  }

  boolean isWritable() {
    return channel.isWritable();
  }

  /** Stops or starts to read what the peer sends. */
  void read(boolean on) {
    channel.config().setAutoRead(on);
  }

  /** Is called before the messages of one read are handed over. */
  void readBegins() {
    reading = true;
  }

  /** Is called after them. */
  void readEnds() {
    reading = false;
    lastReceived = now();
    if (flushScheduled) {
      flush();
    }
  }

  /** Takes a message. */
  void receive(PeerMessage message) {
    if (message instanceof PeerMessage.Block block) {
      torrent.received(this, block);
    } else if (message instanceof PeerMessage.Request request) {
      if (!upload.request(request)) {
        close("asked for what is not there, or without end");
      }
    } else if (message instanceof PeerMessage.Have have) {
      require(download.hasPiece(have.piece()), "has a piece that is not there");
      torrent.peerHas(this, have.piece());
    } else if (message instanceof PeerMessage.Cancel cancel) {
      upload.cancel(cancel);
    } else if (message instanceof PeerMessage.Reject reject) {
      download.rejected(reject.piece(), reject.begin(), reject.length());
    } else if (message instanceof PeerMessage.Extended extended) {
      extensions.receive(extended);
    } else {
      receiveState(message);
    }
  }

  private void receiveState(PeerMessage message) {
    if (message instanceof PeerMessage.Choke) {
      download.choked();
    } else if (message instanceof PeerMessage.Unchoke) {
      download.unchoked();
    } else if (message instanceof PeerMessage.Interested) {
      if (!upload.isInterested()) {
        upload.interested(true);
        torrent.interested(this);
      }
    } else if (message instanceof PeerMessage.NotInterested) {
      if (upload.isInterested()) {
        upload.interested(false);
        torrent.uninterested(this);
      }
    } else if (message instanceof PeerMessage.Bitfield bitfield) {
      hasMany(bits(bitfield.bits()));
    } else if (message instanceof PeerMessage.HaveAll) {
      hasMany(null);
    } else if (message instanceof PeerMessage.HaveNone) {
      hasMany(new BitSet());
    } else if (message instanceof PeerMessage.AllowedFast allowed) {
      download.allowedFast(allowed.piece());
    } else if (message instanceof PeerMessage.HashRequest request) {
      require(hashUpload.request(request.range()), "asks for hashes without end");
    } else if (message instanceof PeerMessage.Hashes hashes) {
      torrent.received(this, hashes);
    } else if (message instanceof PeerMessage.HashReject reject) {
      torrent.rejected(this, reject);
    }
  }

  /** Hears all that the peer has; null for everything. */
  private void hasMany(@Nullable BitSet pieces) {
    int before = download.count();
    if (pieces == null) {
      download.hasAll();
    } else {
      require(download.hasPieces(pieces), "has pieces that are not there");
    }
    torrent.peerHasMany(this);
    if (download.count() <= before && ++bitfields > MAX_BITFIELDS) {
      close("says again and again what it has");
    }
  }

  private void require(boolean condition, String otherwise) {
    if (!condition) {
      close(otherwise);
    }
  }

  /** In a bitfield the highest bit of a byte comes first, in a set of bits the lowest. */
  private static BitSet bits(byte[] wire) {
    byte[] turned = new byte[wire.length];
    for (int i = 0; i < wire.length; i++) {
      turned[i] = (byte) (Integer.reverse(wire[i]) >>> 24);
    }
    return BitSet.valueOf(turned);
  }

  /** The bitfield message that tells of these pieces. */
  static PeerMessage.Bitfield bitfield(BitSet pieces, int count) {
    byte[] wire = new byte[(count + 7) / 8];
    byte[] bits = pieces.toByteArray();
    for (int i = 0; i < bits.length; i++) {
      wire[i] = (byte) (Integer.reverse(bits[i]) >>> 24);
    }
    return new PeerMessage.Bitfield(wire);
  }

  /** Looks after the connection once a second. */
  void tick(long nowNanos) {
    download.tick(nowNanos);
    upload.tick(nowNanos);
    if (nowNanos - lastReceived > SILENCE_NANOS) {
      close("was silent for too long");
    } else if (nowNanos - lastSent > KEEP_ALIVE_NANOS) {
      send(PeerMessage.KeepAlive.MESSAGE);
    }
  }

  /** Ends the connection, for what the peer did or what has come to an end. */
  void close(String why) {
    if (closed) {
      return;
    }
    closed = true;
    download.detach();
    upload.detach();
    ByteBuf unsent = batch;
    if (unsent != null) {
      batch = null;
      unsent.release();
    }
    channel.close();
    torrent.disconnected(this, why);
  }

  @Override
  public boolean isInterested() {
    return upload.isInterested();
  }

  @Override
  public boolean isUnchoked() {
    return upload.isUnchoked();
  }

  @Override
  public boolean isSnubbing() {
    return download.isSnubbing();
  }

  @Override
  public boolean isNewcomer() {
    return now() - since < NEWCOMER_NANOS;
  }

  @Override
  public double rateFrom() {
    return download.rate();
  }

  @Override
  public double rateTo() {
    return upload.rate();
  }

  @Override
  public void unchoke(boolean unchoked) {
    upload.unchoke(unchoked);
  }
}

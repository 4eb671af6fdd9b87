package io.skep.protocol;

import io.netty.buffer.ByteBuf;
import io.skep.bittorrent.InfoHash;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The side of message stream encryption that accepted the connection (Message Stream Encryption,
 * the Azureus wiki).
 *
 * <p>{@link #feed} until it is {@link EncryptionState#DONE}. It holds no buffer: what isn't whole
 * yet stays with the caller, who keeps 65535 bytes at most. {@code feed} computes for a fraction of
 * a millisecond when the other's key has come. Not for several threads at once.
 */
public final class EncryptionResponder {
  private static final int OFFER_LENGTH = EncryptionPadding.CHECK_LENGTH + 4 + 2;

  private enum Step {
    KEY,
    MARK,
    INFO_HASH,
    OFFER,
    PADDING,
    PAYLOAD,
    DONE
  }

  private final List<InfoHash> known;
  private final int allowed;
  private final EncryptionKey key;
  private final RandomGenerator random;

  private Step step = Step.KEY;
  private @Nullable EncryptionSecret secret;
  private @Nullable EncryptionMark mark;
  private @Nullable InfoHash infoHash;
  private @Nullable StreamCipher incoming;
  private @Nullable StreamCipher outgoing;
  private int provided;
  private int length;
  private byte[] initialPayload = new byte[0];

  /**
   * A handshake for one connection.
   *
   * @param known the swarms that the other side may want; each costs a SHA-1
   * @param plaintextAllowed whether to go on without encryption where the other side offers that
   */
  public EncryptionResponder(
      Collection<InfoHash> known,
      boolean plaintextAllowed,
      EncryptionKey key,
      RandomGenerator random) {
    this.known = List.copyOf(known);
    this.allowed = EncryptionMethod.allowed(plaintextAllowed);
    this.key = key;
    this.random = random;
  }

  /**
   * True as long as the first bytes of a connection may be a handshake without encryption; 20 bytes
   * say it for sure.
   */
  public static boolean looksPlain(ByteBuf in) {
    return PeerHandshake.mayBegin(in);
  }

  /**
   * Reads on, and writes what is to be sent. When it is done, what can be read still is the
   * stream's part behind the initial payload, not decrypted yet.
   *
   * @throws PeerWireException if the other side doesn't speak message stream encryption, wants a
   *     swarm that isn't known, or offers nothing that is allowed
   */
  public EncryptionState feed(ByteBuf in, ByteBuf out) throws PeerWireException {
    while (step != Step.DONE) {
      boolean goesOn =
          switch (step) {
            case KEY -> readKey(in, out);
            case MARK -> readMark(in);
            case INFO_HASH -> readInfoHash(in);
            case OFFER -> readOffer(in);
            case PADDING -> readPadding(in);
            case PAYLOAD -> readPayload(in, out);
            case DONE -> false;
          };
      if (!goesOn) {
        return EncryptionState.NEEDS_MORE;
      }
    }
    return EncryptionState.DONE;
  }

  private boolean readKey(ByteBuf in, ByteBuf out) throws PeerWireException {
    if (in.readableBytes() < EncryptionKey.LENGTH) {
      return false;
    }
    byte[] theirs = new byte[EncryptionKey.LENGTH];
    in.readBytes(theirs);
    secret = new EncryptionSecret(key.agree(theirs));
    mark = new EncryptionMark(secret.mark());
    out.writeBytes(key.open()).writeBytes(EncryptionPadding.random(random));
    step = Step.MARK;
    return true;
  }

  private boolean readMark(ByteBuf in) throws PeerWireException {
    if (mark == null || !mark.find(in)) {
      return false;
    }
    mark = null;
    step = Step.INFO_HASH;
    return true;
  }

  private boolean readInfoHash(ByteBuf in) throws PeerWireException {
    if (secret == null || in.readableBytes() < InfoHash.LENGTH) {
      return false;
    }
    byte[] hidden = new byte[InfoHash.LENGTH];
    in.readBytes(hidden);
    InfoHash wanted = null;
    for (InfoHash candidate : known) {
      // All are compared, and each as a whole: how long it takes doesn't tell what we have.
      if (MessageDigest.isEqual(secret.hidden(candidate), hidden)) {
        wanted = candidate;
      }
    }
    if (wanted == null) {
      throw new PeerWireException("the peer wants a torrent that is not here");
    }
    infoHash = wanted;
    incoming = secret.fromInitiator(wanted);
    outgoing = secret.fromResponder(wanted);
    secret = null;
    step = Step.OFFER;
    return true;
  }

  private boolean readOffer(ByteBuf in) throws PeerWireException {
    if (incoming == null || in.readableBytes() < OFFER_LENGTH) {
      return false;
    }
    incoming.apply(in, in.readerIndex(), OFFER_LENGTH);
    if (in.readLong() != 0) {
      throw new PeerWireException("the peer's encryption cannot be decrypted");
    }
    provided = in.readInt();
    if ((provided & allowed) == 0) {
      throw new PeerWireException("the peer offers no encryption that we allow");
    }
    length = EncryptionPadding.checkLength(in.readUnsignedShort());
    step = Step.PADDING;
    return true;
  }

  private boolean readPadding(ByteBuf in) {
    if (incoming == null || in.readableBytes() < length + 2) {
      return false;
    }
    incoming.apply(in, in.readerIndex(), length + 2);
    in.skipBytes(length);
    length = in.readUnsignedShort();
    step = Step.PAYLOAD;
    return true;
  }

  private boolean readPayload(ByteBuf in, ByteBuf out) {
    if (incoming == null || outgoing == null || in.readableBytes() < length) {
      return false;
    }
    initialPayload = new byte[length];
    in.readBytes(initialPayload);
    incoming.apply(initialPayload);
    // Where both may be had plaintext is taken: what it saves is worth more than RC4 hides.
    int selected =
        (provided & allowed & EncryptionMethod.PLAINTEXT) != 0
            ? EncryptionMethod.PLAINTEXT
            : EncryptionMethod.RC4;
    int start = out.writerIndex();
    byte[] padding = EncryptionPadding.random(random);
    out.writeZero(EncryptionPadding.CHECK_LENGTH).writeInt(selected);
    out.writeShort(padding.length).writeBytes(padding);
    outgoing.apply(out, start, out.writerIndex() - start);
    if (selected == EncryptionMethod.PLAINTEXT) {
      incoming = null;
      outgoing = null;
    }
    step = Step.DONE;
    return true;
  }

  /** The swarm that the other side wants, once it is done. */
  public InfoHash infoHash() {
    if (step != Step.DONE || infoHash == null) {
      throw new IllegalStateException("the handshake is not done");
    }
    return infoHash;
  }

  /** The decrypted beginning of the other side's stream, once it is done; maybe nothing. */
  public byte[] initialPayload() {
    requireDone();
    return initialPayload.clone();
  }

  /**
   * The cipher of what comes in behind the initial payload, once it is done; null where plaintext
   * was chosen.
   */
  public @Nullable StreamCipher incoming() {
    requireDone();
    return incoming;
  }

  /** The cipher of what goes out, once it is done; null where plaintext was chosen. */
  public @Nullable StreamCipher outgoing() {
    requireDone();
    return outgoing;
  }

  private void requireDone() {
    if (step != Step.DONE) {
      throw new IllegalStateException("the handshake is not done");
    }
  }
}

package io.skep.protocol;

import io.netty.buffer.ByteBuf;
import io.skep.bittorrent.InfoHash;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The side of message stream encryption that opened the connection (Message Stream Encryption, the
 * Azureus wiki).
 *
 * <p>{@link #start} once, then {@link #feed} until it is {@link EncryptionState#DONE}. It holds no
 * buffer: what isn't whole yet stays with the caller, who keeps 612 bytes at most. {@code feed}
 * computes for a fraction of a millisecond when the other's key has come. Not for several threads
 * at once.
 */
public final class EncryptionInitiator {
  private static final int SELECT_LENGTH = 4 + 2;
  private static final int MAX_INITIAL_PAYLOAD = 0xFFFF;

  private enum Step {
    KEY,
    MARK,
    SELECTION,
    PADDING,
    DONE
  }

  private final InfoHash infoHash;
  private final int provided;
  private final byte[] initialPayload;
  private final EncryptionKey key;
  private final RandomGenerator random;

  private Step step = Step.KEY;
  private @Nullable EncryptionMark mark;
  private @Nullable StreamCipher incoming;
  private @Nullable StreamCipher outgoing;
  private int selected;
  private int paddingLength;

  /**
   * A handshake for one connection.
   *
   * @param infoHash the swarm, which the other side must know
   * @param plaintextAllowed whether the other side may choose to go on without encryption
   * @param initialPayload what is sent at once as the beginning of the stream, 65535 bytes at most:
   *     usually the peer's handshake
   */
  public EncryptionInitiator(
      InfoHash infoHash,
      boolean plaintextAllowed,
      byte[] initialPayload,
      EncryptionKey key,
      RandomGenerator random) {
    if (initialPayload.length > MAX_INITIAL_PAYLOAD) {
      throw new IllegalArgumentException("the initial payload has 65535 bytes at most");
    }
    this.infoHash = infoHash;
    this.provided = EncryptionMethod.allowed(plaintextAllowed);
    this.initialPayload = initialPayload.clone();
    this.key = key;
    this.random = random;
  }

  /** Writes what is sent first. */
  public void start(ByteBuf out) {
    out.writeBytes(key.open()).writeBytes(EncryptionPadding.random(random));
  }

  /**
   * Reads on, and writes what is to be sent. When it is done, what can be read still is the
   * stream's beginning, not decrypted yet.
   *
   * @throws PeerWireException if the other side doesn't speak message stream encryption, doesn't
   *     know the swarm, or chose what wasn't offered
   */
  public EncryptionState feed(ByteBuf in, ByteBuf out) throws PeerWireException {
    while (step != Step.DONE) {
      boolean goesOn =
          switch (step) {
            case KEY -> readKey(in, out);
            case MARK -> readMark(in);
            case SELECTION -> readSelection(in);
            case PADDING -> readPadding(in);
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
    EncryptionSecret secret = new EncryptionSecret(key.agree(theirs));
    StreamCipher encrypt = secret.fromInitiator(infoHash);
    StreamCipher decrypt = secret.fromResponder(infoHash);
    out.writeBytes(secret.mark()).writeBytes(secret.hidden(infoHash));
    int encrypted = out.writerIndex();
    byte[] padding = EncryptionPadding.random(random);
    out.writeZero(EncryptionPadding.CHECK_LENGTH).writeInt(provided);
    out.writeShort(padding.length).writeBytes(padding);
    out.writeShort(initialPayload.length).writeBytes(initialPayload);
    encrypt.apply(out, encrypted, out.writerIndex() - encrypted);
    // The responder's padding ends with zeros, encrypted: the first bytes of its cipher.
    byte[] check = new byte[EncryptionPadding.CHECK_LENGTH];
    decrypt.apply(check);
    mark = new EncryptionMark(check);
    incoming = decrypt;
    outgoing = encrypt;
    step = Step.MARK;
    return true;
  }

  private boolean readMark(ByteBuf in) throws PeerWireException {
    if (mark == null || !mark.find(in)) {
      return false;
    }
    mark = null;
    step = Step.SELECTION;
    return true;
  }

  private boolean readSelection(ByteBuf in) throws PeerWireException {
    if (incoming == null || in.readableBytes() < SELECT_LENGTH) {
      return false;
    }
    incoming.apply(in, in.readerIndex(), SELECT_LENGTH);
    selected = in.readInt();
    if (Integer.bitCount(selected) != 1 || (selected & provided) == 0) {
      throw new PeerWireException("the peer chose an encryption that we didn't offer");
    }
    paddingLength = EncryptionPadding.checkLength(in.readUnsignedShort());
    step = Step.PADDING;
    return true;
  }

  private boolean readPadding(ByteBuf in) {
    if (incoming == null || in.readableBytes() < paddingLength) {
      return false;
    }
    incoming.apply(in, in.readerIndex(), paddingLength);
    in.skipBytes(paddingLength);
    if (selected == EncryptionMethod.PLAINTEXT) {
      incoming = null;
      outgoing = null;
    }
    step = Step.DONE;
    return true;
  }

  /** The cipher of what comes in, once it is done; null where plaintext was chosen. */
  public @Nullable StreamCipher incoming() {
    requireDone();
    return incoming;
  }

  /**
   * The cipher of what goes out behind the initial payload, once it is done; null where plaintext
   * was chosen.
   */
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

package io.skep.protocol;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages out of the bytes that one peer sends after its handshake, and writes ours.
 *
 * <p>It holds no buffer of its own: what isn't whole yet stays with the caller, who needs to keep
 * {@link #MAX_MESSAGE_LENGTH} and 4 bytes at most. Not for several threads at once.
 */
public final class PeerWire {
  /** How many bytes a block has by custom; the last of a piece may have fewer. */
  public static final int BLOCK_LENGTH = 16384;

  /** The longest block that anybody may ask for, in bytes: more than other clients do. */
  public static final int MAX_BLOCK_LENGTH = 256 * 1024;

  /**
   * The longest block that is read, in bytes: who names {@link ExtensionHandshake#LONG_REQUEST} may
   * be asked for so much.
   */
  public static final int MAX_LONG_BLOCK_LENGTH = 1024 * 1024;

  /** How long a bitfield may be while the number of pieces isn't known yet, in bytes. */
  public static final int MAX_BITFIELD_BYTES = 1024 * 1024 - 1;

  /** How many bytes {@link #encodeBlockHeader} writes. */
  public static final int BLOCK_HEADER_LENGTH = 13;

  private static final int PREFIX_LENGTH = 4;

  /** The longest message that is read, in bytes, without the 4 bytes of its length. */
  public static final int MAX_MESSAGE_LENGTH =
      BLOCK_HEADER_LENGTH - PREFIX_LENGTH + MAX_LONG_BLOCK_LENGTH;

  private final int maxBitfieldBytes;

  /** How many bytes of a message of an unknown kind are still to come. */
  private int toSkip;

  /**
   * A codec for one connection.
   *
   * @param maxBitfieldBytes how long a bitfield may be, in bytes; {@link #MAX_BITFIELD_BYTES} at
   *     most
   */
  public PeerWire(int maxBitfieldBytes) {
    if (maxBitfieldBytes < 0 || maxBitfieldBytes > MAX_BITFIELD_BYTES) {
      throw new IllegalArgumentException("no such bound of a bitfield: " + maxBitfieldBytes);
    }
    this.maxBitfieldBytes = maxBitfieldBytes;
  }

  /**
   * Reads the next message and moves the reader index behind it. A block's data is a retained slice
   * of the input, which the caller releases; nothing else holds on to the input.
   *
   * @return null where the message isn't whole yet; then nothing was read, unless it is the rest of
   *     an unknown message, which is thrown away as it comes
   * @throws PeerWireException as early as the bytes show that they are no message; the reader index
   *     is of no meaning then
   */
  public @Nullable PeerMessage decode(ByteBuf in) throws PeerWireException {
    if (toSkip > 0 && !skip(in)) {
      return null;
    }
    int readable = in.readableBytes();
    if (readable < PREFIX_LENGTH) {
      return null;
    }
    int start = in.readerIndex();
    int length = in.getInt(start);
    if (length == 0) {
      in.skipBytes(PREFIX_LENGTH);
      return PeerMessage.KeepAlive.MESSAGE;
    }
    if (length < 0 || length > MAX_MESSAGE_LENGTH) {
      throw new PeerWireException(
          "a message of " + Integer.toUnsignedString(length) + " bytes is too long");
    }
    if (readable == PREFIX_LENGTH) {
      return null;
    }
    int id = in.getUnsignedByte(start + PREFIX_LENGTH);
    if (!PeerMessageLengths.check(id, length, maxBitfieldBytes)) {
      in.skipBytes(PREFIX_LENGTH + 1);
      toSkip = length - 1;
      skip(in);
      return new PeerMessage.Unknown(id);
    }
    if (readable - PREFIX_LENGTH < length) {
      return null;
    }
    in.skipBytes(PREFIX_LENGTH + 1);
    return read(id, length - 1, in);
  }

  /** Throws away the rest of an unknown message; true if all of it is gone. */
  private boolean skip(ByteBuf in) {
    int skipped = Math.min(toSkip, in.readableBytes());
    in.skipBytes(skipped);
    toSkip -= skipped;
    return toSkip == 0;
  }

  private static PeerMessage read(int id, int length, ByteBuf in) throws PeerWireException {
    return switch (id) {
      case PeerMessageId.BLOCK -> {
        int piece = number(in);
        int begin = number(in);
        yield new PeerMessage.Block(piece, begin, in.readRetainedSlice(length - 8));
      }
      case PeerMessageId.REQUEST -> new PeerMessage.Request(number(in), number(in), number(in));
      case PeerMessageId.HAVE -> new PeerMessage.Have(number(in));
      case PeerMessageId.CANCEL -> new PeerMessage.Cancel(number(in), number(in), number(in));
      case PeerMessageId.REJECT -> new PeerMessage.Reject(number(in), number(in), number(in));
      case PeerMessageId.CHOKE -> PeerMessage.Choke.MESSAGE;
      case PeerMessageId.UNCHOKE -> PeerMessage.Unchoke.MESSAGE;
      case PeerMessageId.INTERESTED -> PeerMessage.Interested.MESSAGE;
      case PeerMessageId.NOT_INTERESTED -> PeerMessage.NotInterested.MESSAGE;
      case PeerMessageId.BITFIELD -> new PeerMessage.Bitfield(bytes(length, in));
      case PeerMessageId.PORT -> new PeerMessage.Port(in.readUnsignedShort());
      case PeerMessageId.SUGGEST -> new PeerMessage.Suggest(number(in));
      case PeerMessageId.HAVE_ALL -> PeerMessage.HaveAll.MESSAGE;
      case PeerMessageId.HAVE_NONE -> PeerMessage.HaveNone.MESSAGE;
      case PeerMessageId.ALLOWED_FAST -> new PeerMessage.AllowedFast(number(in));
      case PeerMessageId.EXTENDED ->
          new PeerMessage.Extended(unsignedByte(in), bytes(length - 1, in));
      case PeerMessageId.HASH_REQUEST -> new PeerMessage.HashRequest(HashRange.read(in));
      case PeerMessageId.HASHES ->
          new PeerMessage.Hashes(HashRange.read(in), bytes(length - HashRange.WIRE_LENGTH, in));
      case PeerMessageId.HASH_REJECT -> new PeerMessage.HashReject(HashRange.read(in));
      default -> throw new IllegalStateException("a known message is not read: " + id);
    };
  }

  private static int number(ByteBuf in) throws PeerWireException {
    int number = in.readInt();
    if (number < 0) {
      throw new PeerWireException(
          "no piece and no place in one is " + Integer.toUnsignedString(number));
    }
    return number;
  }

  /** Not by readByte, which can answer a wrong byte of a composite buffer (netty/netty#16799). */
  private static int unsignedByte(ByteBuf in) {
    int number = in.getUnsignedByte(in.readerIndex());
    in.skipBytes(1);
    return number;
  }

  private static byte[] bytes(int length, ByteBuf in) {
    byte[] bytes = new byte[length];
    in.readBytes(bytes);
    return bytes;
  }

  /**
   * Writes a message. A block's data is copied and stays the caller's; {@link #encodeBlockHeader}
   * is for those who send it without copying.
   *
   * @throws IllegalArgumentException for a message of an unknown kind, which nobody could write
   */
  public static void encode(PeerMessage message, ByteBuf out) {
    PeerMessageWriter.write(message, out);
  }

  /** Writes all of a block's message but the data, which the caller sends behind it. */
  public static void encodeBlockHeader(int piece, int begin, int length, ByteBuf out) {
    out.writeInt(BLOCK_HEADER_LENGTH - PREFIX_LENGTH + length);
    out.writeByte(PeerMessageId.BLOCK);
    out.writeInt(piece).writeInt(begin);
  }
}

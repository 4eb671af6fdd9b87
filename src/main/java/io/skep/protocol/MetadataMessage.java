package io.skep.protocol;

import io.skep.bencode.BencodeDictionary;
import io.skep.bencode.BencodeWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** By which a peer gets the info dictionary from another (BEP 9). */
public sealed interface MetadataMessage {
  /** How many bytes each piece of the metadata has but the last. */
  int PIECE_LENGTH = 16384;

  /** Asks for a piece of the metadata. */
  record Request(int piece) implements MetadataMessage {}

  /**
   * A piece of the metadata.
   *
   * @param piece which
   * @param totalSize the length of all the metadata, in bytes
   * @param data its bytes, as many as the piece has; shared, not copied
   */
  record Data(int piece, int totalSize, byte[] data) implements MetadataMessage {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Data that
          && piece == that.piece
          && totalSize == that.totalSize
          && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
      return (31 * piece + totalSize) * 31 + Arrays.hashCode(data);
    }
  }

  /** The sender won't send this piece of the metadata. */
  record Reject(int piece) implements MetadataMessage {}

  /** A message of a kind that we don't know, which BEP 9 says to ignore. */
  record Unknown(long type) implements MetadataMessage {}

  /**
   * Reads the payload of an extended message.
   *
   * @throws PeerWireException if it is no such message; if a piece of metadata is not as long as it
   *     must be, or the metadata longer than {@link ExtensionHandshake#MAX_METADATA_SIZE}
   */
  static MetadataMessage read(byte[] bytes) throws PeerWireException {
    int end = BencodePrefix.end(bytes);
    BencodeDictionary dictionary =
        ExtensionMessages.read("a metadata message", Arrays.copyOf(bytes, end));
    long type = dictionary.integer("msg_type").orElse(-1);
    if (type < 0 || type > 2) {
      return new Unknown(type);
    }
    long piece = dictionary.integer("piece").orElse(-1);
    if (piece < 0 || piece > ExtensionHandshake.MAX_METADATA_SIZE / PIECE_LENGTH) {
      throw new PeerWireException("a metadata message speaks of no piece of the metadata");
    }
    return switch ((int) type) {
      case 0 -> new Request((int) piece);
      case 1 -> readData((int) piece, dictionary.integer("total_size").orElse(-1), bytes, end);
      default -> new Reject((int) piece);
    };
  }

  private static Data readData(int piece, long totalSize, byte[] bytes, int start)
      throws PeerWireException {
    if (totalSize < 1 || totalSize > ExtensionHandshake.MAX_METADATA_SIZE) {
      throw new PeerWireException("there is no metadata of " + totalSize + " bytes");
    }
    long length = Math.min(PIECE_LENGTH, totalSize - (long) piece * PIECE_LENGTH);
    if (length < 1 || bytes.length - start != length) {
      throw new PeerWireException(
          "piece "
              + piece
              + " of metadata of "
              + totalSize
              + " bytes cannot have "
              + (bytes.length - start));
    }
    return new Data(piece, (int) totalSize, Arrays.copyOfRange(bytes, start, bytes.length));
  }

  /**
   * The payload of an extended message that says this.
   *
   * @throws IllegalArgumentException for a message of an unknown kind, which nobody could write
   */
  default byte[] bytes() {
    if (this instanceof Request request) {
      return begin(0, request.piece()).end().toByteArray();
    }
    if (this instanceof Reject reject) {
      return begin(2, reject.piece()).end().toByteArray();
    }
    if (this instanceof Data data) {
      byte[] head =
          begin(1, data.piece()).key("total_size").integer(data.totalSize()).end().toByteArray();
      byte[] bytes = Arrays.copyOf(head, head.length + data.data().length);
      System.arraycopy(data.data(), 0, bytes, head.length, data.data().length);
      return bytes;
    }
    throw new IllegalArgumentException("nobody can write " + this);
  }

  private static BencodeWriter begin(int type, int piece) {
    return new BencodeWriter(64)
        .beginDictionary()
        .key("msg_type")
        .integer(type)
        .key("piece")
        .integer(piece);
  }
}

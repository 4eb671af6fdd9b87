package io.skep.protocol;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A range of one layer of a file's merkle tree, as the hash messages speak of it (BEP 52).
 *
 * @param root the file's pieces root, 32 bytes
 * @param baseLayer the layer; 0 is the blocks' hashes, at most {@link #MAX_LAYER}
 * @param index the first hash in the layer, a multiple of the least power of two that is not below
 *     the length
 * @param length how many hashes, 1 to {@link #MAX_LENGTH}. BEP 52 would have powers of two from 2
 *     on, but for the end of a layer: there some clients ask for fewer, be it one
 * @param proofLayers how many layers above the base layer are proved, at most {@link #MAX_LAYER}
 */
public record HashRange(byte[] root, int baseLayer, int index, int length, int proofLayers) {
  /** The length of a hash, in bytes: SHA-256. */
  public static final int HASH_LENGTH = 32;

  /** The most hashes of one range; BEP 52 would have clients ask for 512. */
  public static final int MAX_LENGTH = 8192;

  /** The highest layer: no file is longer than 2 to the power of 63 bytes. */
  public static final int MAX_LAYER = 63;

  /** How many bytes it takes on the wire. */
  static final int WIRE_LENGTH = HASH_LENGTH + 4 * 4;

  /** Refuses what is no such range. */
  public HashRange {
    String fault = fault(root.length, baseLayer, index, length, proofLayers);
    if (fault != null) {
      throw new IllegalArgumentException(fault);
    }
  }

  static HashRange read(ByteBuf in) throws PeerWireException {
    byte[] root = new byte[HASH_LENGTH];
    in.readBytes(root);
    int baseLayer = in.readInt();
    int index = in.readInt();
    int length = in.readInt();
    int proofLayers = in.readInt();
    String fault = fault(root.length, baseLayer, index, length, proofLayers);
    if (fault != null) {
      throw new PeerWireException(fault);
    }
    return new HashRange(root, baseLayer, index, length, proofLayers);
  }

  void write(ByteBuf out) {
    out.writeBytes(root);
    out.writeInt(baseLayer).writeInt(index).writeInt(length).writeInt(proofLayers);
  }

  private static @Nullable String fault(
      int rootLength, int baseLayer, int index, int length, int proofLayers) {
    if (rootLength != HASH_LENGTH) {
      return "a pieces root has 32 bytes, not " + rootLength;
    }
    if (baseLayer < 0 || baseLayer > MAX_LAYER || proofLayers < 0 || proofLayers > MAX_LAYER) {
      return "no merkle tree has the layers " + unsigned(baseLayer) + " + " + unsigned(proofLayers);
    }
    if (length < 1 || length > MAX_LENGTH) {
      return "hashes come by 1 to " + MAX_LENGTH + ", not by " + unsigned(length);
    }
    if (index < 0 || index % alignment(length) != 0) {
      return "hashes cannot begin at " + unsigned(index) + " where they come by " + length;
    }
    return null;
  }

  /** The least power of two that is not below a length. */
  private static int alignment(int length) {
    return length == 1 ? 1 : Integer.highestOneBit(length - 1) << 1;
  }

  private static String unsigned(int number) {
    return Integer.toUnsignedString(number);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HashRange that
        && Arrays.equals(root, that.root)
        && baseLayer == that.baseLayer
        && index == that.index
        && length == that.length
        && proofLayers == that.proofLayers;
  }

  @Override
  public int hashCode() {
    return ((Arrays.hashCode(root) * 31 + baseLayer) * 31 + index) * 31 + length + proofLayers;
  }
}

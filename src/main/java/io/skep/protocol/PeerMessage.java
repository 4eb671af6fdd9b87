package io.skep.protocol;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What peers say to each other after their handshakes (BEP 3, 5, 6, 10, 52).
 *
 * <p>Arrays are shared, not copied: nobody writes to them once the message is made. Numbers of
 * pieces and places in them were not compared with any torrent, they are only never negative.
 */
public sealed interface PeerMessage {
  /** Nothing, so that the connection isn't taken for dead. */
  record KeepAlive() implements PeerMessage {
    /** The only one that is needed. */
    public static final KeepAlive MESSAGE = new KeepAlive();
  }

  /** The sender will answer no requests, but for pieces that are allowed fast. */
  record Choke() implements PeerMessage {
    /** The only one that is needed. */
    public static final Choke MESSAGE = new Choke();
  }

  /** The sender will answer requests. */
  record Unchoke() implements PeerMessage {
    /** The only one that is needed. */
    public static final Unchoke MESSAGE = new Unchoke();
  }

  /** The receiver has something that the sender wants. */
  record Interested() implements PeerMessage {
    /** The only one that is needed. */
    public static final Interested MESSAGE = new Interested();
  }

  /** The receiver has nothing that the sender wants. */
  record NotInterested() implements PeerMessage {
    /** The only one that is needed. */
    public static final NotInterested MESSAGE = new NotInterested();
  }

  /** The sender has this piece now. */
  record Have(int piece) implements PeerMessage {}

  /**
   * Which pieces the sender has.
   *
   * @param bits the first byte's highest bit is piece 0; how many bytes there are was not compared
   *     with the number of pieces
   */
  record Bitfield(byte[] bits) implements PeerMessage {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Bitfield that && Arrays.equals(bits, that.bits);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bits);
    }
  }

  /**
   * Asks for a block.
   *
   * @param piece of which piece
   * @param begin where in the piece, in bytes
   * @param length how many bytes, of which {@link PeerWire#BLOCK_LENGTH} is usual
   */
  record Request(int piece, int begin, int length) implements PeerMessage {
    // Many are kept in sets, and those that a record has by itself take long to be compiled.
    @Override
    public boolean equals(Object other) {
      return other instanceof Request request
          && piece == request.piece
          && begin == request.begin
          && length == request.length;
    }

    @Override
    public int hashCode() {
      return 31 * (31 * piece + begin) + length;
    }
  }

  /**
   * A block; BEP 3 calls it "piece".
   *
   * @param piece of which piece
   * @param begin where in the piece, in bytes
   * @param data its bytes, which belong to the message: who takes it releases them
   */
  record Block(int piece, int begin, ByteBuf data) implements PeerMessage {}

  /** The sender no longer wants the block that it asked for. */
  record Cancel(int piece, int begin, int length) implements PeerMessage {}

  /** Where the sender's DHT node listens, over UDP (BEP 5). */
  record Port(int port) implements PeerMessage {}

  /** The sender would like to be asked for this piece (BEP 6). */
  record Suggest(int piece) implements PeerMessage {}

  /** The sender has every piece (BEP 6). */
  record HaveAll() implements PeerMessage {
    /** The only one that is needed. */
    public static final HaveAll MESSAGE = new HaveAll();
  }

  /** The sender has no piece (BEP 6). */
  record HaveNone() implements PeerMessage {
    /** The only one that is needed. */
    public static final HaveNone MESSAGE = new HaveNone();
  }

  /** The sender will not answer this request (BEP 6). */
  record Reject(int piece, int begin, int length) implements PeerMessage {}

  /** The sender answers requests for this piece though it chokes (BEP 6). */
  record AllowedFast(int piece) implements PeerMessage {}

  /**
   * A message of an extension (BEP 10).
   *
   * @param id 0 for an {@link ExtensionHandshake}; otherwise what the receiver's handshake called
   *     the extension, 1 to 255
   * @param payload what follows
   */
  record Extended(int id, byte[] payload) implements PeerMessage {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Extended that
          && id == that.id
          && Arrays.equals(payload, that.payload);
    }

    @Override
    public int hashCode() {
      return 31 * id + Arrays.hashCode(payload);
    }
  }

  /** Asks for hashes of a file's merkle tree (BEP 52). */
  record HashRequest(HashRange range) implements PeerMessage {
    /** Asks for the range that {@link HashRange} describes. */
    public HashRequest(byte[] root, int baseLayer, int index, int length, int proofLayers) {
      this(new HashRange(root, baseLayer, index, length, proofLayers));
    }
  }

  /**
   * Hashes of a file's merkle tree (BEP 52).
   *
   * @param range what they are
   * @param hashes 32 bytes a hash: the layer's, from the left, then the uncles that prove them,
   *     from below; whether they are enough was not looked at
   */
  record Hashes(HashRange range, byte[] hashes) implements PeerMessage {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Hashes that
          && range.equals(that.range)
          && Arrays.equals(hashes, that.hashes);
    }

    @Override
    public int hashCode() {
      return 31 * range.hashCode() + Arrays.hashCode(hashes);
    }
  }

  /** The sender will not answer this request for hashes (BEP 52). */
  record HashReject(HashRange range) implements PeerMessage {}

  /** A message of a kind that we don't know; what it said was skipped. */
  record Unknown(int id) implements PeerMessage {}
}

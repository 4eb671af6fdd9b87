package io.skep.protocol;

import io.netty.buffer.ByteBuf;

/** Writes messages to a peer; the kinds come in the order of how often they are sent. */
final class PeerMessageWriter {
  private PeerMessageWriter() {}

  static void write(PeerMessage message, ByteBuf out) {
    if (message instanceof PeerMessage.Block block) {
      ByteBuf data = block.data();
      PeerWire.encodeBlockHeader(block.piece(), block.begin(), data.readableBytes(), out);
      out.writeBytes(data, data.readerIndex(), data.readableBytes());
    } else if (message instanceof PeerMessage.Request request) {
      range(PeerMessageId.REQUEST, request.piece(), request.begin(), request.length(), out);
    } else if (message instanceof PeerMessage.Have have) {
      piece(PeerMessageId.HAVE, have.piece(), out);
    } else if (message instanceof PeerMessage.Cancel cancel) {
      range(PeerMessageId.CANCEL, cancel.piece(), cancel.begin(), cancel.length(), out);
    } else if (message instanceof PeerMessage.Reject reject) {
      range(PeerMessageId.REJECT, reject.piece(), reject.begin(), reject.length(), out);
    } else if (message instanceof PeerMessage.Extended extended) {
      begin(PeerMessageId.EXTENDED, 1 + extended.payload().length, out);
      out.writeByte(extended.id()).writeBytes(extended.payload());
    } else {
      writeRare(message, out);
    }
  }

  private static void writeRare(PeerMessage message, ByteBuf out) {
    if (message instanceof PeerMessage.KeepAlive) {
      out.writeInt(0);
    } else if (message instanceof PeerMessage.Choke) {
      begin(PeerMessageId.CHOKE, 0, out);
    } else if (message instanceof PeerMessage.Unchoke) {
      begin(PeerMessageId.UNCHOKE, 0, out);
    } else if (message instanceof PeerMessage.Interested) {
      begin(PeerMessageId.INTERESTED, 0, out);
    } else if (message instanceof PeerMessage.NotInterested) {
      begin(PeerMessageId.NOT_INTERESTED, 0, out);
    } else if (message instanceof PeerMessage.Bitfield bitfield) {
      begin(PeerMessageId.BITFIELD, bitfield.bits().length, out);
      out.writeBytes(bitfield.bits());
    } else if (message instanceof PeerMessage.Port port) {
      begin(PeerMessageId.PORT, 2, out);
      out.writeShort(port.port());
    } else if (message instanceof PeerMessage.Suggest suggest) {
      piece(PeerMessageId.SUGGEST, suggest.piece(), out);
    } else if (message instanceof PeerMessage.HaveAll) {
      begin(PeerMessageId.HAVE_ALL, 0, out);
    } else if (message instanceof PeerMessage.HaveNone) {
      begin(PeerMessageId.HAVE_NONE, 0, out);
    } else if (message instanceof PeerMessage.AllowedFast allowed) {
      piece(PeerMessageId.ALLOWED_FAST, allowed.piece(), out);
    } else if (message instanceof PeerMessage.HashRequest request) {
      begin(PeerMessageId.HASH_REQUEST, HashRange.WIRE_LENGTH, out);
      request.range().write(out);
    } else if (message instanceof PeerMessage.Hashes hashes) {
      begin(PeerMessageId.HASHES, HashRange.WIRE_LENGTH + hashes.hashes().length, out);
      hashes.range().write(out);
      out.writeBytes(hashes.hashes());
    } else if (message instanceof PeerMessage.HashReject reject) {
      begin(PeerMessageId.HASH_REJECT, HashRange.WIRE_LENGTH, out);
      reject.range().write(out);
    } else {
      throw new IllegalArgumentException("nobody can write " + message);
    }
  }

  private static void begin(int id, int following, ByteBuf out) {
    out.writeInt(1 + following).writeByte(id);
  }

  private static void piece(int id, int piece, ByteBuf out) {
    begin(id, 4, out);
    out.writeInt(piece);
  }

  private static void range(int id, int piece, int begin, int length, ByteBuf out) {
    begin(id, 12, out);
    out.writeInt(piece).writeInt(begin).writeInt(length);
  }
}

package io.skep.client;

import io.netty.buffer.ByteBuf;
import io.skep.metainfo.PieceLayout;
import io.skep.metainfo.PieceLayout.Span;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The content on disk by pieces: what of a piece lies in which file. For any worker. */
final class PieceContent {
  private final PieceLayout layout;
  private final ContentFiles files;

  PieceContent(PieceLayout layout, ContentFiles files) {
    this.layout = layout;
    this.files = files;
  }

  /** Writes the first {@code length} bytes of the array; padding is not stored. */
  void write(int piece, int begin, byte[] bytes, int length) throws StorageException {
    write(piece, begin, ByteBuffer.wrap(bytes, 0, length));
  }

  /** Writes all of a buffer that can be read, which stays as it is; padding is not stored. */
  void write(int piece, int begin, ByteBuf bytes) throws StorageException {
    write(piece, begin, bytes.nioBuffer());
  }

  private void write(int piece, int begin, ByteBuffer source) throws StorageException {
    for (Span span : layout.spans(piece, begin, source.remaining())) {
      if (!span.isPadding()) {
        files.write(span.file(), span.offset(), source.slice(source.position(), span.length()));
      }
      source.position(source.position() + span.length());
    }
  }

  /** Fills the first {@code length} bytes of the array; padding is zeros. */
  void read(int piece, int begin, byte[] target, int length) throws StorageException {
    read(piece, begin, ByteBuffer.wrap(target, 0, length));
  }

  /** Writes {@code length} bytes into the buffer, which has room for them; padding is zeros. */
  void read(int piece, int begin, ByteBuf target, int length) throws StorageException {
    read(piece, begin, target.nioBuffer(target.writerIndex(), length));
    target.writerIndex(target.writerIndex() + length);
  }

  private void read(int piece, int begin, ByteBuffer target) throws StorageException {
    for (Span span : layout.spans(piece, begin, target.remaining())) {
      ByteBuffer part = target.slice(target.position(), span.length());
      if (span.isPadding()) {
        while (part.hasRemaining()) {
          part.put((byte) 0);
        }
      } else {
        files.read(span.file(), span.offset(), part);
      }
      target.position(target.position() + span.length());
    }
  }

  /** True if some of these bytes are padding. */
  boolean hasPadding(int piece, int begin, int length) {
    return layout.spans(piece, begin, length).stream().anyMatch(Span::isPadding);
  }

  /** Makes zeros of what is padding, whatever a peer has sent for it. */
  void clearPadding(int piece, int begin, byte[] bytes, int length) {
    int index = 0;
    for (Span span : layout.spans(piece, begin, length)) {
      if (span.isPadding()) {
        Arrays.fill(bytes, index, index + span.length(), (byte) 0);
      }
      index += span.length();
    }
  }
}

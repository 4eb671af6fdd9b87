package io.skep.protocol;

import io.netty.buffer.ByteBuf;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * One direction of an encrypted connection: RC4 whose first 1024 bytes are thrown away (message
 * stream encryption).
 *
 * <p>It hides what a connection is from who looks at it in passing, no more: RC4 is broken, nothing
 * is authenticated. Encrypting and decrypting are the same. Every byte of the stream must go
 * through it once and in order; not for several threads at once.
 */
public final class StreamCipher {
  private static final int DISCARDED = 1024;
  private static final int CHUNK_LENGTH = 4096;

  private final Cipher cipher;
  private final byte[] chunk = new byte[CHUNK_LENGTH];

  StreamCipher(byte[] key) {
    try {
      cipher = Cipher.getInstance("ARCFOUR");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "ARCFOUR"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no RC4 for message stream encryption", e);
    }
    apply(chunk, 0, DISCARDED);
  }

  /** Encrypts or decrypts all that can be read, in place; the indexes stay where they are. */
  public void apply(ByteBuf buffer) {
    apply(buffer, buffer.readerIndex(), buffer.readableBytes());
  }

  /** Encrypts or decrypts a part of the buffer in place; {@code start} is an absolute index. */
  public void apply(ByteBuf buffer, int start, int length) {
    if (buffer.hasArray()) {
      apply(buffer.array(), buffer.arrayOffset() + start, length);
      return;
    }
    for (int done = 0; done < length; ) {
      int part = Math.min(chunk.length, length - done);
      buffer.getBytes(start + done, chunk, 0, part);
      apply(chunk, 0, part);
      buffer.setBytes(start + done, chunk, 0, part);
      done += part;
    }
  }

  /** Encrypts or decrypts the array in place. */
  void apply(byte[] bytes) {
    apply(bytes, 0, bytes.length);
  }

  private void apply(byte[] bytes, int offset, int length) {
    if (length == 0) {
      return;
    }
    try {
      cipher.update(bytes, offset, length, bytes, offset);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("RC4 gives a byte for a byte", e);
    }
  }
}

package io.skep.cli;

import io.skep.metainfo.Metainfo;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Has the JVM compile the hash of pieces on a second thread, while the first still starts: what is
 * hashed before takes many times as long, on all cores once the content is being checked.
 */
final class HashAhead {
  /** Less content is hashed before any of this would pay, in bytes. */
  private static final long MIN_LENGTH = 64L << 20;

  /** Short pieces, since what the compiler counts are calls. */
  private static final int SLICE = 1 << 10;

  private static final int SLICES = 64;
  private static final int MIN_ROUNDS = 100;
  private static final int MAX_ROUNDS = 200;

  /** A round takes a tenth of this when compiled, and more than it before. */
  private static final long SLOW_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private HashAhead() {}

  static void begin(Metainfo torrent, LongSupplier nanoTime) {
    if (torrent.layout().contentLength() < MIN_LENGTH) {
      return;
    }
    String algorithm = torrent.hashes().hasSha1() ? "SHA-1" : "SHA-256";
    Thread thread = new Thread(() -> hash(algorithm, nanoTime), "skep-hash");
    thread.setDaemon(true);
    thread.start();
  }

  private static void hash(String algorithm, LongSupplier nanoTime) {
    byte[] slice = new byte[SLICE];
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      for (int round = 0; round < MAX_ROUNDS; round++) {
        long begun = nanoTime.getAsLong();
        for (int i = 0; i < SLICES; i++) {
          digest.update(slice);
        }
        boolean isSlow = nanoTime.getAsLong() - begun > SLOW_NANOS;
        if (isSlow) {
          // The compiler is at it: to hash on would only cost.
          LockSupport.parkNanos(PAUSE_NANOS);
        } else if (round >= MIN_ROUNDS) {
          return;
        }
      }
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has " + algorithm, e);
    }
  }
}

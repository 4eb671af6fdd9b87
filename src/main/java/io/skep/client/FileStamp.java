package io.skep.client;

import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/**
 * By what a file is known to be unchanged.
 *
 * @param length in bytes, -1 where there is no file
 * @param modified when it was last written, in nanoseconds since 1970
 */
record FileStamp(long length, long modified) {
  static final FileStamp MISSING = new FileStamp(-1, 0);

  static FileStamp of(BasicFileAttributes attributes) {
    return new FileStamp(attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
  }
}

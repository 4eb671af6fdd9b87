package io.skep.client;

import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

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

  // Left to the compiler, the first call of either would have the JVM spin classes.
  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof FileStamp other
        && length == other.length
        && modified == other.modified;
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(length) + Long.hashCode(modified);
  }
}

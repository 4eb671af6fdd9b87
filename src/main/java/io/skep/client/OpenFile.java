package io.skep.client;

import java.io.IOException;
import java.nio.channels.FileChannel;

/** An open file and how many use it just now. Guarded by the {@link OpenFiles} that it is in. */
final class OpenFile {
  private final FileChannel channel;
  private int users;
  private boolean unwanted;

  OpenFile(FileChannel channel) {
    this.channel = channel;
  }

  FileChannel channel() {
    return channel;
  }

  void use() {
    users++;
  }

  void release() throws IOException {
    users--;
    closeIfUnused();
  }

  /** Closes it as soon as nobody uses it. */
  void discard() throws IOException {
    unwanted = true;
    closeIfUnused();
  }

  private void closeIfUnused() throws IOException {
    if (unwanted && users == 0) {
      channel.close();
    }
  }
}

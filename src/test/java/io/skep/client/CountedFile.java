package io.skep.client;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicInteger;

/** A file that counts itself among the open ones. */
final class CountedFile extends WrappedFile {
  private final AtomicInteger open;

  CountedFile(FileChannel file, AtomicInteger open) {
    super(file);
    this.open = open;
  }

  @Override
  protected void implCloseChannel() throws IOException {
    open.decrementAndGet();
    super.implCloseChannel();
  }
}

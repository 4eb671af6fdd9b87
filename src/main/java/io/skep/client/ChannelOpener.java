package io.skep.client;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Set;

/** Opens files: {@link FileChannel#open} but for tests in which a disk misbehaves. */
@FunctionalInterface
interface ChannelOpener {
  FileChannel open(Path file, Set<OpenOption> options) throws IOException;
}

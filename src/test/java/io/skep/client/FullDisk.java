package io.skep.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** A file on a disk with so many bytes of room left. */
final class FullDisk extends WrappedFile {
  private final AtomicLong room;

  private FullDisk(FileChannel file, AtomicLong room) {
    super(file);
    this.room = room;
  }

  /** Opens files on such a disk, all but one, which has its room already. */
  static ChannelOpener opener(AtomicLong room, Path exempt) {
    return (path, options) -> {
      FileChannel file = FileChannel.open(path, options);
      return path.equals(exempt) ? file : new FullDisk(file, room);
    };
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    if (room.addAndGet(-source.remaining()) < 0) {
      // As Linux words it.
      throw new IOException("No space left on device");
    }
    return super.write(source, position);
  }
}

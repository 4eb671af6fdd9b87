package io.skep.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where one connection's socket is read to: behind what is there of a long message, so that it need
 * not be copied; else to a buffer whose length follows what came before.
 */
@SuppressWarnings("deprecation") // Netty has no other type for a handle.
final class PeerReads extends AdaptiveRecvByteBufAllocator {
  private static final int MIN_READ = 2 * 1024;
  private static final int FIRST_READ = 16 * 1024;
  private static final int MAX_READ = 256 * 1024;

  private Supplier<@Nullable ByteBuf> begun = () -> null;

  PeerReads() {
    super(MIN_READ, FIRST_READ, MAX_READ);
  }

  /** Asks before each read for a buffer with room, which the read is to release; null for any. */
  void into(Supplier<@Nullable ByteBuf> message) {
    begun = message;
  }

  @Override
  public Handle newHandle() {
    return new Reads(super.newHandle());
  }

  private final class Reads extends RecvByteBufAllocator.DelegatingHandle
      implements RecvByteBufAllocator.ExtendedHandle {
    private Reads(Handle usual) {
      super(usual);
    }

    @Override
    public ByteBuf allocate(ByteBufAllocator allocator) {
      ByteBuf message = begun.get();
      return message == null ? delegate().allocate(allocator) : message;
    }

    @Override
    public boolean continueReading(UncheckedBooleanSupplier mayBeMore) {
      return ((RecvByteBufAllocator.ExtendedHandle) delegate()).continueReading(mayBeMore);
    }
  }
}

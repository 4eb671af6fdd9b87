package io.skep.client;

import io.netty.buffer.ByteBuf;
import io.skep.metainfo.Metainfo;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The pieces that are being written. Called on the event loop, but for what workers are given. */
final class PieceWrites implements PieceWriter.Disk {
  /** How many bytes of a piece are handed to a worker at once. */
  static final int BATCH = 256 << 10;

  /** How many bytes of all pieces together wait for their batches to be full. */
  static final int MAX_HELD = 4 << 20;

  private final Metainfo metainfo;
  private final OpenContent content;
  private final Workers workers;
  private final WriteBacklog backlog;
  private final Buffers buffers;
  private final Consumer<StorageException> failed;
  private final Lock writing = new ReentrantLock();
  private final Map<Integer, PieceWriter> writers = new HashMap<>();
  private final AtomicReference<@Nullable StorageException> failure = new AtomicReference<>();
  private int held;

  PieceWrites(
      Metainfo metainfo,
      OpenContent content,
      Workers workers,
      WriteBacklog backlog,
      Buffers buffers,
      Consumer<StorageException> failed) {
    this.metainfo = metainfo;
    this.content = content;
    this.workers = workers;
    this.backlog = backlog;
    this.buffers = buffers;
    this.failed = failed;
  }

  /** Takes a block, which it owns from then on. */
  void write(int piece, int begin, ByteBuf block) {
    int count = block.readableBytes();
    if (failure() != null || count == 0) {
      block.release();
      return;
    }
    PieceWriter writer = writers.computeIfAbsent(piece, this::newWriter);
    writer.hold(begin, block);
    backlog.add(count);
    held += count;
    if (writer.heldBytes() >= BATCH) {
      flush(writer);
    } else if (held > MAX_HELD) {
      writers.values().forEach(this::flush);
    }
  }

  private PieceWriter newWriter(int piece) {
    return new PieceWriter(
        this, piece, new PieceDigest(metainfo.layout(), metainfo.hashes(), piece));
  }

  private void flush(PieceWriter writer) {
    held -= writer.heldBytes();
    writer.flush();
  }

  private void drop(PieceWriter writer) {
    held -= writer.heldBytes();
    writer.drop();
  }

  /** Checks a piece when all of it that was given before is written. */
  Future<Verdict> verify(int piece) {
    PieceWriter writer = writers.computeIfAbsent(piece, this::newWriter);
    flush(writer);
    return writer
        .verify()
        .onSuccess(
            verdict -> {
              if (verdict.isGood() && writers.remove(piece, writer)) {
                drop(writer);
              }
            });
  }

  /** The digests of a piece's blocks when all of it that was given before is written. */
  Future<List<byte[]>> blockDigests(int piece) {
    PieceWriter found = writers.get(piece);
    // A piece that is had has no writer; one that is made for this writes nothing.
    PieceWriter writer = found == null ? newWriter(piece) : found;
    flush(writer);
    return writer.blockDigests();
  }

  /** Lets go of all that was not handed to a worker yet. */
  void dropAll() {
    writers.values().forEach(this::drop);
    writers.clear();
  }

  @Override
  public void beforeWriting() {
    content.saved().markUnclean();
  }

  @Override
  public PieceContent content() {
    return content.pieces();
  }

  @Override
  public Lock writing() {
    return writing;
  }

  @Override
  public Buffers buffers() {
    return buffers;
  }

  @Override
  public WriteBacklog backlog() {
    return backlog;
  }

  @Override
  public Workers workers() {
    return workers;
  }

  @Override
  public void fail(StorageException cause) {
    if (failure.compareAndSet(null, cause)) {
      workers.post(() -> failed.accept(cause));
    }
  }

  @Override
  public @Nullable StorageException failure() {
    return failure.get();
  }
}

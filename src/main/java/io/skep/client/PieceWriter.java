package io.skep.client;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * Writes the blocks of one piece, hashes them as they come, and checks the piece in the end. The
 * event loop collects blocks and hands them over by the batch: to wake a worker for each of them
 * would cost as much as to write it.
 */
final class PieceWriter {
  /** A block that waits to be written, and owns its data. */
  private record Block(int begin, ByteBuf data) {}

  /** What all writers of a storage have in common. */
  interface Disk {
    /** Is told before the content is touched. */
    void beforeWriting();

    PieceContent content();

    /** Is held by the worker that writes. */
    Lock writing();

    Buffers buffers();

    WriteBacklog backlog();

    Workers workers();

    /** From then on nothing is written any more. From any thread. */
    void fail(StorageException failure);

    /** Why nothing is written any more; null as long as all is well. */
    @Nullable StorageException failure();
  }

  private final Disk disk;
  private final int piece;
  private final PieceDigest digest;
  private final SerialTasks tasks;
  private List<Block> held = new ArrayList<>();
  private int heldBytes;

  /** Set by the worker: what comes for a piece that is good must not touch it. */
  private boolean isGood;

  /** Where in the piece that begins which a worker has gathered to write it at once. */
  private int gatheredBegin;

  private int gathered;

  PieceWriter(Disk disk, int piece, PieceDigest digest) {
    this.disk = disk;
    this.piece = piece;
    this.digest = digest;
    tasks = new SerialTasks(disk.workers());
  }

  /** Takes a block, on the event loop. */
  void hold(int begin, ByteBuf data) {
    held.add(new Block(begin, data));
    heldBytes += data.readableBytes();
  }

  /** How many bytes were not handed over yet. */
  int heldBytes() {
    return heldBytes;
  }

  /** Hands over what is held, on the event loop. */
  void flush() {
    if (held.isEmpty()) {
      return;
    }
    List<Block> batch = held;
    held = new ArrayList<>();
    heldBytes = 0;
    tasks.add(() -> write(batch));
  }

  /** Lets go of what is held, on the event loop. */
  void drop() {
    held.forEach(this::release);
    held.clear();
    heldBytes = 0;
  }

  /** Checks the piece when all before it is written. */
  Future<Verdict> verify() {
    flush();
    Promise<Verdict> promise = Promise.promise();
    tasks.add(() -> disk.workers().complete(promise, this::check));
    return promise.future();
  }

  /** The digests of the blocks when all before it is written. */
  Future<List<byte[]>> blockDigests() {
    flush();
    Promise<List<byte[]>> promise = Promise.promise();
    tasks.add(() -> disk.workers().complete(promise, this::digests));
    return promise.future();
  }

  private void write(List<Block> batch) {
    // In their order SHA-1 takes all of them, and neighbours are written at once.
    batch.sort(Comparator.comparingInt(Block::begin));
    byte[] buffer = disk.buffers().take();
    try {
      for (Block block : batch) {
        if (isLong(block)) {
          write(buffer);
          writeAtOnce(block, buffer);
        } else {
          gather(block, buffer);
        }
      }
      write(buffer);
    } catch (StorageException e) {
      disk.fail(e);
    } catch (RuntimeException e) {
      // A bug of ours: it must not leave the event loop waiting for this piece.
      disk.fail(StorageException.because("cannot write piece " + piece + ": " + e, e));
    } finally {
      gathered = 0;
      disk.buffers().giveBack(buffer);
      batch.forEach(this::release);
    }
  }

  /** True for what is worth a write by itself, from where it lies. */
  private boolean isLong(Block block) {
    int length = block.data().readableBytes();
    return length >= PieceDigest.CHUNK_LENGTH
        && !disk.content().hasPadding(piece, block.begin(), length);
  }

  private void writeAtOnce(Block block, byte[] buffer) throws StorageException {
    if (isGood || disk.failure() != null) {
      return;
    }
    ByteBuf data = block.data();
    inTurn(() -> disk.content().write(piece, block.begin(), data), () -> hash(block, buffer));
  }

  private void hash(Block block, byte[] buffer) {
    ByteBuf data = block.data();
    for (int start = 0; start < data.readableBytes(); start += buffer.length) {
      int count = Math.min(data.readableBytes() - start, buffer.length);
      data.getBytes(data.readerIndex() + start, buffer, 0, count);
      digest.written(block.begin() + start, buffer, count);
    }
  }

  /** Puts bytes on the disk. */
  private interface Write {
    void run() throws StorageException;
  }

  /**
   * Writes, and hashes the same before or after that: one worker at a time writes. Linux has it so
   * for each file anyway, and there whoever waits burns a core.
   */
  private void inTurn(Write write, Runnable hash) throws StorageException {
    Lock writing = disk.writing();
    boolean isFree = writing.tryLock();
    if (!isFree) {
      hash.run();
      writing.lock();
    }
    try {
      if (disk.failure() != null) {
        return;
      }
      disk.beforeWriting();
      write.run();
    } finally {
      writing.unlock();
    }
    if (isFree) {
      hash.run();
    }
  }

  /**
   * Copies a block behind those before it, which are written first where it is no neighbour. The
   * copy is what SHA-1 reads, and costs less than to write each block by itself.
   */
  private void gather(Block block, byte[] buffer) throws StorageException {
    int index = block.data().readerIndex();
    int end = block.data().writerIndex();
    if (block.begin() != gatheredBegin + gathered) {
      write(buffer);
      gatheredBegin = block.begin();
    }
    while (index < end) {
      if (gathered == buffer.length) {
        write(buffer);
      }
      int count = Math.min(end - index, buffer.length - gathered);
      block.data().getBytes(index, buffer, gathered, count);
      gathered += count;
      index += count;
    }
  }

  /** Writes and hashes what was gathered. */
  private void write(byte[] buffer) throws StorageException {
    if (gathered > 0 && !isGood && disk.failure() == null) {
      int begin = gatheredBegin;
      int count = gathered;
      disk.content().clearPadding(piece, begin, buffer, count);
      inTurn(
          () -> disk.content().write(piece, begin, buffer, count),
          () -> digest.written(begin, buffer, count));
    }
    gatheredBegin += gathered;
    gathered = 0;
  }

  private void release(Block block) {
    int count = block.data().readableBytes();
    block.data().release();
    disk.backlog().remove(count);
  }

  private Verdict check() throws StorageException {
    StorageException failure = disk.failure();
    if (failure != null) {
      throw failure;
    }
    byte[] buffer = disk.buffers().take();
    try {
      isGood = digest.matches(disk.content(), buffer);
      return isGood ? Verdict.GOOD : Verdict.bad(digest.blockDigests(disk.content(), buffer));
    } finally {
      disk.buffers().giveBack(buffer);
    }
  }

  private List<byte[]> digests() throws StorageException {
    byte[] buffer = disk.buffers().take();
    try {
      return digest.blockDigests(disk.content(), buffer);
    } finally {
      disk.buffers().giveBack(buffer);
    }
  }
}

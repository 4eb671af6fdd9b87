package io.skep.client;

import io.netty.buffer.ByteBuf;
import io.skep.protocol.PeerMessage;
import io.skep.protocol.PeerWire;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one peer asks us for, and gets (BEP 3, 6).
 *
 * <p>Requests are answered in their order, as fast as the socket takes blocks and the rate limit
 * lets them go. A block counts as given once the operating system has taken it.
 */
final class PeerUpload implements RateTurns.Waiter {
  /** How many requests are kept waiting; said to the peer as {@code reqq} (BEP 10). */
  static final int MAX_QUEUE = 2000;

  /** Some clients ask for more than they are told they may. */
  private static final int HARD_MAX_QUEUE = 5 * MAX_QUEUE;

  /** So many blocks are read at once, so that the next is there when one has gone. */
  private static final int MAX_READINGS = 4;

  /** And no more when so many bytes of them are. */
  private static final int MANY_BYTES = 512 << 10;

  /** A block that is being read. */
  private record Reading(PeerMessage.Request request, Future<ByteBuf> block) {}

  private final PeerConnection connection;
  private final Set<PeerMessage.Request> queue = new LinkedHashSet<>();
  private final Set<Integer> allowedFast = new HashSet<>();
  private final RateMeter rate;
  private final ArrayDeque<Reading> readings = new ArrayDeque<>();
  private @Nullable Content content;
  private boolean interested;
  private boolean choking = true;
  private boolean waitingForRate;
  private int bytesInReading;

  PeerUpload(PeerConnection connection, long nowNanos) {
    this.connection = connection;
    this.rate = new RateMeter(nowNanos);
  }

  void attach(Content torrent) {
    content = torrent;
  }

  void detach() {
    queue.clear();
    Content torrent = content;
    if (torrent != null) {
      torrent.waitNoLonger(this);
      content = null;
    }
  }

  void interested(boolean wants) {
    interested = wants;
  }

  boolean isInterested() {
    return interested;
  }

  boolean isUnchoked() {
    return !choking;
  }

  /** Lets the peer ask for blocks, or no longer. */
  void unchoke(boolean unchoked) {
    if (choking != unchoked) {
      return;
    }
    choking = !unchoked;
    if (unchoked) {
      connection.send(PeerMessage.Unchoke.MESSAGE);
      return;
    }
    connection.send(PeerMessage.Choke.MESSAGE);
    for (Iterator<PeerMessage.Request> i = queue.iterator(); i.hasNext(); ) {
      PeerMessage.Request request = i.next();
      if (!allowedFast.contains(request.piece())) {
        i.remove();
        reject(request);
      }
    }
  }

  /** Lets the peer ask for a piece even while it is choked (BEP 6). */
  void allowFast(int piece) {
    allowedFast.add(piece);
    connection.send(new PeerMessage.AllowedFast(piece));
  }

  /**
   * Takes a request.
   *
   * @return false if there is no such block in the torrent, or the peer asks without end
   */
  boolean request(PeerMessage.Request request) {
    Content torrent = content;
    if (torrent == null) {
      reject(request);
      return true;
    }
    if (!torrent.isBlock(request) || queue.size() >= HARD_MAX_QUEUE) {
      return false;
    }
    boolean isLong = request.length() > PeerWire.MAX_BLOCK_LENGTH;
    boolean allowed = !choking || (allowedFast.contains(request.piece()) && !isLong);
    if (!allowed || !torrent.gives(connection, request.piece())) {
      reject(request);
      return true;
    }
    queue.add(request);
    pump();
    return true;
  }

  /** Takes a request back. */
  void cancel(PeerMessage.Cancel cancel) {
    PeerMessage.Request request =
        new PeerMessage.Request(cancel.piece(), cancel.begin(), cancel.length());
    if (queue.remove(request)) {
      reject(request);
    }
  }

  private void reject(PeerMessage.Request request) {
    if (connection.isFast()) {
      connection.send(new PeerMessage.Reject(request.piece(), request.begin(), request.length()));
    }
  }

  /** Sends what may be sent now. */
  void pump() {
    Content torrent = content;
    while (torrent != null
        && readings.size() < MAX_READINGS
        && bytesInReading < MANY_BYTES
        && !waitingForRate
        && !queue.isEmpty()
        && connection.isWritable()) {
      PeerMessage.Request request = queue.iterator().next();
      if (!torrent.uploadLimit().take(request.length())) {
        waitingForRate = true;
        torrent.waitForUpload(this);
        return;
      }
      queue.remove(request);
      Future<ByteBuf> block = torrent.read(request);
      if (readings.isEmpty() && block.succeeded()) {
        give(request, block.result());
      } else {
        readings.add(new Reading(request, block));
        bytesInReading += request.length();
        block.onComplete(done -> wasRead());
      }
    }
  }

  /** Sends what has been read, in the order in which it was asked for. */
  private void wasRead() {
    while (!readings.isEmpty() && readings.element().block().isComplete()) {
      Reading reading = readings.remove();
      bytesInReading -= reading.request().length();
      if (reading.block().failed()) {
        couldNotRead(reading.request(), reading.block().cause());
      } else if (content == null) {
        reading.block().result().release();
      } else {
        give(reading.request(), reading.block().result());
      }
    }
    pump();
  }

  private void couldNotRead(PeerMessage.Request request, Throwable cause) {
    Content torrent = content;
    if (torrent != null) {
      reject(request);
      torrent.couldNotRead(request.piece(), cause);
    }
  }

  private void give(PeerMessage.Request request, ByteBuf block) {
    connection.sendBlock(request.piece(), request.begin(), block);
  }

  @Override
  public void rateAllows() {
    waitingForRate = false;
    pump();
  }

  @Override
  public int nextLength() {
    return queue.isEmpty() ? PeerWire.BLOCK_LENGTH : queue.iterator().next().length();
  }

  /** Counts a block that has gone out. */
  void gave(int length) {
    rate.add(length);
  }

  void tick(long nowNanos) {
    rate.tick(nowNanos);
  }

  double rate() {
    return rate.rate();
  }

  long total() {
    return rate.total();
  }
}

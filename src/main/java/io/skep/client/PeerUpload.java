package io.skep.client;

import io.netty.buffer.ByteBuf;
import io.skep.protocol.PeerMessage;
import io.skep.protocol.PeerWire;
import io.vertx.core.Future;
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
  private static final int HARD_MAX_QUEUE = 2 * MAX_QUEUE;

  private final PeerConnection connection;
  private final Set<PeerMessage.Request> queue = new LinkedHashSet<>();
  private final Set<Integer> allowedFast = new HashSet<>();
  private final RateMeter rate;
  private @Nullable Content content;
  private boolean interested;
  private boolean choking = true;
  private boolean reading;
  private boolean waitingForRate;

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
    boolean allowed = !choking || allowedFast.contains(request.piece());
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
        && !reading
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
      Future<ByteBuf> read = torrent.read(request);
      if (read.succeeded()) {
        give(request, read.result());
      } else {
        reading = true;
        read.onSuccess(block -> wasRead(request, block))
            .onFailure(cause -> couldNotRead(request, cause));
      }
    }
  }

  private void wasRead(PeerMessage.Request request, ByteBuf block) {
    reading = false;
    if (content == null) {
      block.release();
      return;
    }
    give(request, block);
    pump();
  }

  private void couldNotRead(PeerMessage.Request request, Throwable cause) {
    reading = false;
    Content torrent = content;
    if (torrent != null) {
      reject(request);
      torrent.couldNotRead(request.piece(), cause);
      pump();
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

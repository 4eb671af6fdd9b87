package io.skep.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.skep.bittorrent.PeerAddress;
import io.skep.metainfo.PieceLayout.Span;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Fetches content from one web seed (BEP 19), a long run of blocks after the other, over one
 * connection. Lives on one event loop.
 *
 * <p>Invariant: it has a run, or is idle. A run's spans of files are got one after the other; what
 * comes is cut into blocks. It takes no more from the socket while the disk or the rate limit can't
 * keep up: what came is paid for afterwards.
 */
final class WebSeed implements WebSeedRequest.Listener, RateTurns.Waiter {
  /** How much is fetched at once, unless a piece is longer. */
  private static final long RUN_BYTES = 8L << 20;

  /** Below this it isn't worth it to break off a request. */
  private static final long SHORT_RUN_BYTES = 1 << 20;

  private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);
  private static final BackOff BACK_OFF = new BackOff(Duration.ofSeconds(10), LONGEST_WAIT);

  /** Nobody's address: of the IPv6 block that is there to be discarded (RFC 6666). */
  private static final long DISCARD_PREFIX = 0x0100L << 48;

  /** What becomes of it. */
  interface Listener {
    /** Some content has come, good or bad. */
    void received(int length);

    /** It has given all that it was asked for, and may be asked for more. */
    void finished(WebSeed seed);

    /** It gave none, and is asked again later; or not, if it is useless. */
    void failed(WebSeed seed, WebSeedException why);
  }

  private final WebSeedUrl url;
  private final PeerAddress address;
  private final Content content;
  private final HttpClient client;
  private final Timers timers;
  private final RandomGenerator random;
  private final Listener listener;
  private final ArrayDeque<Span> spans = new ArrayDeque<>();
  private @Nullable BlockRun run;
  private @Nullable WebSeedRequest request;
  private @Nullable ByteBuf block;
  private int owed;
  private boolean waitingForRate;
  private boolean dropped;
  private boolean isSeed;
  private int failures;
  private long notBefore;
  private long lastReceived;

  /**
   * A web seed that isn't asked yet.
   *
   * @param number tells it from the torrent's others
   */
  WebSeed(
      WebSeedUrl url,
      int number,
      Content content,
      HttpClient client,
      Timers timers,
      RandomGenerator random,
      Listener listener) {
    this.url = url;
    this.content = content;
    this.client = client;
    this.timers = timers;
    this.random = random;
    this.listener = listener;
    address = new PeerAddress(DISCARD_PREFIX, number, 0);
    notBefore = timers.nanoTime();
  }

  /** What stands for it where the senders of blocks are noted. */
  PeerAddress address() {
    return address;
  }

  boolean isBusy() {
    return run != null;
  }

  /** True if it may be asked for a run. */
  boolean isReady() {
    return run == null && !dropped && timers.nanoTime() - notBefore >= 0;
  }

  /** Begins a run, if there is something to fetch. */
  void begin() {
    BlockRun next = content.runs().next(this, RUN_BYTES);
    if (next != null) {
      run = next;
      spans.addAll(next.spans(content.metainfo().layout()));
      proceed();
    }
  }

  /** Goes on as far as it can now. */
  private void proceed() {
    boolean held = isHeld();
    if (request != null) {
      request.pause(held);
    }
    while (!held && request == null && run != null) {
      Span span = spans.poll();
      if (span == null) {
        finish();
      } else if (span.isPadding()) {
        take(Buffer.buffer(new byte[span.length()]));
        held = isHeld();
      } else {
        request(span);
      }
    }
  }

  private void request(Span span) {
    long fileLength = content.metainfo().files().get(span.file()).length();
    lastReceived = timers.nanoTime();
    WebSeedRequest sending =
        new WebSeedRequest(
            client,
            url.of(span.file()),
            new WebSeedRequest.Range(span.offset(), span.length(), fileLength),
            this);
    request = sending;
    sending.send();
  }

  private void finish() {
    run = null;
    failures = 0;
    listener.finished(this);
  }

  private boolean isHeld() {
    return owed > 0 || content.isPaused();
  }

  @Override
  public void received(Buffer bytes) {
    lastReceived = timers.nanoTime();
    count(true);
    listener.received(bytes.length());
    owed += bytes.length();
    take(bytes);
    pay();
    proceed();
  }

  private void take(Buffer bytes) {
    for (int position = 0; position < bytes.length() && run != null; ) {
      int length = run.partial().length(run.block());
      ByteBuf filling = block == null ? PooledByteBufAllocator.DEFAULT.directBuffer(length) : block;
      int end = Math.min(bytes.length(), position + length - filling.readableBytes());
      filling.writeBytes(bytes.getBytes(position, end));
      position = end;
      block = filling;
      if (filling.readableBytes() == length) {
        block = null;
        int piece = run.partial().piece();
        int begin = Blocks.begin(run.block());
        run.came();
        content.received(address, this, piece, begin, filling);
      }
    }
  }

  private void pay() {
    while (owed > 0 && !waitingForRate) {
      int length = nextLength();
      if (content.downloadLimit().take(length)) {
        owed -= length;
      } else {
        waitingForRate = true;
        content.waitForDownload(this);
      }
    }
  }

  @Override
  public int nextLength() {
    return Math.min(owed, Blocks.LENGTH);
  }

  @Override
  public void rateAllows() {
    waitingForRate = false;
    pay();
    proceed();
  }

  @Override
  public void completed() {
    request = null;
    proceed();
  }

  @Override
  public void failed(WebSeedException why) {
    end();
    count(false);
    if (why.isUseless()) {
      dropped = true;
    } else {
      failures++;
      Duration asked = why.retryAfter();
      Duration wait = asked == null ? BACK_OFF.after(failures, random) : asked;
      notBefore =
          timers.nanoTime() + (wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT).toNanos();
    }
    listener.failed(this, why);
  }

  /** Gives it up for good, for what it did. */
  void drop(String why) {
    if (!dropped) {
      failed(WebSeedException.useless(why));
    }
  }

  /** Counts it among the seeds while it gives what it is asked for. */
  private void count(boolean gives) {
    if (gives && !isSeed) {
      content.availability().seedCame();
    } else if (!gives && isSeed) {
      content.availability().seedLeft();
    }
    isSeed = gives;
  }

  /** Ends it, since nothing more is needed. */
  void close() {
    end();
    count(false);
    dropped = true;
  }

  /** Ends a run before it is done. */
  private void end() {
    if (request != null) {
      request.abort();
      request = null;
    }
    if (block != null) {
      block.release();
      block = null;
    }
    if (run != null) {
      run.release(this);
      run = null;
    }
    spans.clear();
    owed = 0;
    waitingForRate = false;
    content.waitNoLonger(this);
  }

  /** The disk can keep up again, or can no longer. */
  void paused() {
    proceed();
  }

  /** Leaves what it is at, if readers want something else and it has much left to do. */
  void cancelOutside(ReadingWindows windows) {
    BlockRun running = run;
    if (running != null
        && running.left() > SHORT_RUN_BYTES
        && !windows.contains(running.partial().piece())) {
      end();
      begin();
    }
  }

  /** Looks once a second whether the server still sends. */
  void tick(long nowNanos) {
    if (isHeld()) {
      lastReceived = nowNanos;
    } else if (request != null && nowNanos - lastReceived > SILENCE_NANOS) {
      failed(WebSeedException.passing("sent nothing for too long"));
    }
  }

  /** Scheme, host and port. */
  @Override
  public String toString() {
    return url.toString();
  }
}

package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.skep.bittorrent.PeerAddress;
import io.skep.protocol.ExtensionHandshake;
import io.skep.protocol.PeerMessage;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;

/**
 * Content with peers that a test plays, all on the test's thread: what would run on the event loop
 * waits until the test lets it, and time passes when the test says so.
 */
final class PlayedSwarm implements AutoCloseable, Content.Listener {
  private final TestContent torrent;
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private final List<PeerConnection> connections = new ArrayList<>();
  private final PieceStorage storage;
  private final Set<PeerAddress> banned = new HashSet<>();
  final LonelyTorrent lonely;
  final ManualTimers timers = new ManualTimers();
  final ReadingWindows windows = new ReadingWindows();
  final List<Player> players = new ArrayList<>();
  final Content content;
  final Set<PeerAddress> liars = new HashSet<>();
  int badPieces;

  /** How many requests for several blocks there were. */
  int longRequests;

  /**
   * A swarm of which nobody has come yet.
   *
   * @param folder what lies there is had
   */
  PlayedSwarm(TestContent torrent, Path folder, long maxDownload, Random random) {
    this.torrent = torrent;
    lonely = new LonelyTorrent(torrent);
    storage = new PieceStorage(context(), Runnable::run, 1, torrent.metainfo(), folder);
    var opened = storage.open(false, (done, total) -> {});
    runAll();
    assertTrue(opened.succeeded());
    BitSet wanted = new BitSet();
    wanted.set(0, torrent.count());
    content =
        new Content(
            torrent.metainfo(),
            storage,
            opened.result(),
            wanted,
            windows,
            new RateTurns(RateLimit.of(maxDownload, timers::nanoTime), timers),
            new RateTurns(RateLimit.of(0, timers::nanoTime), timers),
            false,
            random,
            connections,
            this);
  }

  /** An event loop of which nothing is needed but that it runs things later. */
  private Context context() {
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("runOnContext")) {
                throw new UnsupportedOperationException(method.getName());
              }
              @SuppressWarnings("unchecked")
              Handler<Void> handler = (Handler<Void>) arguments[0];
              tasks.add(() -> handler.handle(null));
              return null;
            });
  }

  /** Lets the event loop do one thing that waits. */
  void runOne() {
    Runnable task = tasks.poll();
    if (task != null) {
      task.run();
    }
  }

  void runAll() {
    while (!tasks.isEmpty()) {
      runOne();
    }
  }

  void pass(Duration time) {
    lonely.pass(time);
    timers.pass(time);
    for (Player player : List.copyOf(players)) {
      player.download().tick(lonely.now());
    }
  }

  Player join(boolean fast) {
    return new Player(lonely.connect(fast));
  }

  /** A peer that does what the test says, and what it was asked for on the wire. */
  final class Player {
    final LonelyTorrent.Peer peer;
    final List<PeerMessage.Request> requests = new ArrayList<>();
    final List<PeerMessage.Request> cancelled = new ArrayList<>();
    final BitSet told = new BitSet();
    boolean choking = true;

    private Player(LonelyTorrent.Peer peer) {
      this.peer = peer;
      players.add(this);
      connections.add(peer.connection);
      peer.connection.upload().attach(content);
      assertTrue(download().attach(content));
    }

    PeerDownload download() {
      return peer.connection.download();
    }

    boolean isGone() {
      return peer.connection.isClosed();
    }

    /** Says that it takes requests for several blocks at once. */
    Player takesLongRequests() {
      byte[] payload =
          new ExtensionHandshake(
                  Map.of(ExtensionHandshake.LONG_REQUEST, 9),
                  OptionalInt.empty(),
                  0,
                  "",
                  2000,
                  null,
                  false,
                  false)
              .bytes();
      says(new PeerMessage.Extended(ExtensionHandshake.ID, payload));
      return this;
    }

    /** Hears what it was sent. */
    void listen() {
      for (PeerMessage message : peer.sent()) {
        if (message instanceof PeerMessage.Request request) {
          assertFalse(requests.contains(request), "asked twice for " + request);
          longRequests += request.length() > Blocks.LENGTH ? 1 : 0;
          requests.add(request);
        } else if (message instanceof PeerMessage.Cancel cancel) {
          PeerMessage.Request request =
              new PeerMessage.Request(cancel.piece(), cancel.begin(), cancel.length());
          assertTrue(requests.remove(request), "cancelled what was not asked for: " + request);
          cancelled.add(request);
        }
      }
    }

    void says(PeerMessage message) {
      peer.receive(message);
      if (message instanceof PeerMessage.Choke) {
        // Only the first one takes requests back.
        boolean isNews = !choking;
        choking = true;
        if (isNews && !peer.connection.isFast()) {
          cancelled.addAll(requests);
          requests.clear();
        }
      } else if (message instanceof PeerMessage.Unchoke) {
        choking = false;
      }
    }

    /** Sends a block, corrupt or not, as {@link ActiveTorrent} would take it. */
    void sends(PeerMessage.Request request, boolean isGood) {
      ByteBuf data = lonely.memory.directBuffer(request.length());
      data.writeBytes(torrent.piece(request.piece()), request.begin(), request.length());
      if (!isGood) {
        data.setByte(0, ~data.getByte(0));
      }
      requests.remove(request);
      cancelled.remove(request);
      int length = request.length();
      if (!download().received(request.piece(), request.begin(), length)) {
        data.release();
        peer.connection.close("sends what nobody asked for");
        return;
      }
      content.received(
          peer.connection, new PeerMessage.Block(request.piece(), request.begin(), data));
      download().fill();
    }

    void rejects(PeerMessage.Request request) {
      requests.remove(request);
      cancelled.remove(request);
      says(new PeerMessage.Reject(request.piece(), request.begin(), request.length()));
    }

    void leaves() {
      players.remove(this);
      connections.remove(peer.connection);
      peer.connection.close("the test says so");
    }
  }

  @Override
  public void verified(int piece) {
    assertTrue(storage.has(piece));
  }

  @Override
  public void failed(int piece, int length) {
    badPieces++;
  }

  @Override
  public void lied(PeerAddress sender) {
    liars.add(sender);
    banned.add(sender);
  }

  /** Lets those go who were banned, and those who did what closes a connection. */
  void sweep() {
    for (Player player : List.copyOf(players)) {
      if (banned.contains(player.peer.connection.address()) || player.isGone()) {
        player.leaves();
      }
    }
  }

  @Override
  public void paused(boolean paused) {}

  @Override
  public void broken(Throwable cause) {
    throw new AssertionError(cause);
  }

  @Override
  public void lost(int piece) {}

  /** Holds all counts against what they count. */
  void check() {
    PieceTracker tracker = content.tracker();
    int asked = 0;
    for (PartialPiece partial : tracker.partials()) {
      for (int block = 0; block < partial.blocks(); block++) {
        int count = 0;
        for (Player player : players) {
          count += player.download().hasAsked(partial.piece(), block) ? 1 : 0;
        }
        assertEquals(count, partial.requests(block), partial.piece() + ":" + block);
        // Of a long request some may be here already.
        assertFalse(
            count > 0 && partial.isHere(block) && longRequests == 0, "asked for what is here");
        asked += count;
      }
      Object only = partial.onlyFor();
      assertTrue(
          only == null || players.stream().anyMatch(player -> player.download() == only),
          "a piece waits for one who has left");
    }
    int open = players.stream().mapToInt(player -> player.download().outstanding()).sum();
    assertTrue(longRequests == 0 ? asked == open : asked >= open, asked + " and " + open);
    for (int piece = 0; piece < torrent.count(); piece++) {
      checkPiece(piece);
    }
    for (Player player : players) {
      assertEquals(isUseful(player), player.download().isInterested(), "is interested");
    }
  }

  private void checkPiece(int piece) {
    int one = piece;
    assertEquals(
        players.stream().filter(player -> player.download().has(one)).count(),
        content.availability().count(piece));
    boolean isUntouched =
        content.tracker().isMissing(piece) && content.tracker().partial(piece) == null;
    assertEquals(isUntouched, content.availability().isOffered(piece), "piece " + piece);
  }

  private boolean isUseful(Player player) {
    for (int piece = 0; piece < torrent.count(); piece++) {
      if (player.download().has(piece) && content.tracker().isMissing(piece)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    List.copyOf(players).forEach(Player::leaves);
    runAll();
    storage.close(0, 0);
    runAll();
    lonely.close();
  }
}

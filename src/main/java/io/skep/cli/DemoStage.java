package io.skep.cli;

import io.skep.metainfo.Metainfo;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** All that the demo has going: its tracker, its peers, its folder; clears them away together. */
final class DemoStage {
  private static final int LOOPS = 4;
  private static final long PATIENCE_SECONDS = 20;
  private static final long FRAME_MILLIS = 200;

  private final DemoBoard board;
  private final boolean keep;
  private final DemoFolder folder;
  private final DemoHosts hosts = new DemoHosts();
  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(LOOPS));
  private final List<DemoPeer> peers = new ArrayList<>();
  private @Nullable DemoTracker tracker;
  private int folders;

  DemoStage(DemoBoard board, boolean keep) throws DemoFault {
    this.board = board;
    this.keep = keep;
    try {
      folder = new DemoFolder();
    } catch (IOException e) {
      throw new DemoFault("no temporary folder can be made: " + e.getMessage(), e);
    }
  }

  DemoTracker startTracker() throws DemoFault {
    DemoTracker started = DemoTracker.start(vertx, folder("tracker"));
    tracker = started;
    return started;
  }

  /** For one peer: what an earlier one has left there would count as its own. */
  private Path ownFolder() throws DemoFault {
    return folder("peer-" + ++folders);
  }

  Path folder(String name) throws DemoFault {
    try {
      return folder.below(name);
    } catch (IOException e) {
      throw new DemoFault("the folder " + folder.path() + " can't be written: " + e, e);
    }
  }

  /** Starts a seed that has the content at {@code from} as its own copy. */
  DemoPeer seed(String name, Metainfo torrent, Path from, long rate)
      throws DemoFault, InterruptedException {
    Path own = ownFolder();
    try {
      Files.copy(from, own.resolve(torrent.name()));
    } catch (IOException e) {
      throw new DemoFault("the content can't be copied: " + e.getMessage(), e);
    }
    DemoPeer seed = DemoPeer.seed(name, hosts.next(), own, vertx, torrent, rate);
    start(seed);
    return seed;
  }

  /** A leecher that isn't started yet. */
  DemoPeer leecher(String name, Metainfo torrent) throws DemoFault {
    return DemoPeer.leecher(name, hosts.next(), ownFolder(), vertx, torrent);
  }

  void start(DemoPeer peer) throws DemoFault, InterruptedException {
    peers.add(peer);
    await(peer.start(), peer.name() + " can't start");
  }

  /** Draws all peers until all leechers among them have everything. */
  void watch(double mostSeconds) throws DemoFault, InterruptedException {
    Future<?> all =
        Future.all(peers.stream().filter(peer -> !peer.isSeed()).map(DemoPeer::completed).toList());
    CompletableFuture<?> completed = all.toCompletionStage().toCompletableFuture();
    long begun = System.nanoTime();
    while (true) {
      try {
        completed.get(FRAME_MILLIS, TimeUnit.MILLISECONDS);
        board.settle(bars());
        return;
      } catch (TimeoutException e) {
        board.draw(bars());
        if (System.nanoTime() - begun > mostSeconds * 1e9) {
          throw new DemoFault(
              "the download isn't complete after " + Figures.time((long) mostSeconds), e);
        }
      } catch (ExecutionException e) {
        throw new DemoFault("a leecher failed: " + words(e), e);
      }
    }
  }

  private List<DemoBar> bars() {
    return peers.stream().map(DemoPeer::bar).toList();
  }

  /** Lets all peers leave. */
  void dismissPeers() throws DemoFault, InterruptedException {
    List<Future<Void>> stops = peers.stream().map(DemoPeer::stop).toList();
    peers.clear();
    await(Future.join(stops), "a peer can't stop");
  }

  <T> T await(Future<T> future, String otherwise) throws DemoFault, InterruptedException {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new DemoFault(otherwise + ": " + words(e), e);
    } catch (TimeoutException e) {
      throw new DemoFault(otherwise + ": it takes too long", e);
    }
  }

  private static String words(ExecutionException e) {
    return Ending.failed(e.getCause() == null ? e : e.getCause()).words();
  }

  /** Leaves nothing behind: no peer, no port, no file. */
  void clear() throws DemoFault, InterruptedException {
    try {
      dismissPeers();
      if (tracker != null) {
        await(tracker.stop(), "the tracker can't stop");
      }
    } finally {
      try {
        await(vertx.close(), "the event loops can't stop");
      } finally {
        leave();
      }
    }
  }

  private void leave() throws DemoFault {
    if (keep) {
      board.say("The folder is kept: " + folder.path());
      return;
    }
    try {
      folder.delete();
    } catch (IOException e) {
      throw new DemoFault("the folder " + folder.path() + " can't be deleted: " + e, e);
    }
  }
}

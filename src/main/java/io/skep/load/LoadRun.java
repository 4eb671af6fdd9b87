package io.skep.load;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Puts one load on a tracker, from its first socket to the result. */
public final class LoadRun {
  private static final long LEAST_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final int TIMEOUTS = 5;

  private final LoadPlan load;
  private final OptionalLong serverPid;
  private final PeerPlan peers;
  private final EventLoopGroup group;
  private final List<LoadLoop> loops = new ArrayList<>();
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();
  private final LoadWatch watch;
  private final long patienceNanos;

  /**
   * A load.
   *
   * @param serverPid the process of the tracker, where what it costs is wanted
   * @param listener hears a few times a second how far the load is, on the thread that runs it
   */
  public LoadRun(LoadPlan load, OptionalLong serverPid, Consumer<LoadProgress> listener) {
    this.load = load;
    this.serverPid = serverPid;
    this.peers = new PeerPlan(load.crowd(), load.addresses(), load.sources());
    this.patienceNanos = Math.max(LEAST_PATIENCE_NANOS, TIMEOUTS * load.pace().timeout().toNanos());
    this.group = Sockets.loops(load.loops());
    Counters counters = new Counters(System.nanoTime() - load.runningFor().toNanos());
    for (int i = 0; i < load.loops(); i++) {
      loops.add(loop(i, group.next(), counters));
    }
    List<Tallies> tallies = loops.stream().map(LoadLoop::tallies).toList();
    this.watch = new LoadWatch(tallies, listener, stopped, patienceNanos);
  }

  private LoadLoop loop(int number, EventLoop executor, Counters counters) {
    int[] sources = ofLoop(number, peers.sources());
    int connections = ofLoop(number, load.pace().connections()).length;
    Tallies tallies = new Tallies();
    Function<Wire.Listener, Wire> wire =
        load.target().isUdp()
            ? listening -> new UdpWire(load, peers, executor, sources, tallies, counters, listening)
            : listening ->
                new HttpWire(
                    load, peers, executor, sources, connections, tallies, counters, listening);
    long seed = Mixing.bits(load.crowd().seed(), -1L - number);
    return new LoadLoop(
        executor,
        new Questions(peers, load.mix(), sources, seed),
        tallies,
        load.mix().scrapeHashes(),
        load.pace().rate() / load.loops(),
        wire);
  }

  /** Which of so many things one loop has for itself. */
  private int[] ofLoop(int loop, int count) {
    return IntStream.range(0, count).filter(i -> i % load.loops() == loop).toArray();
  }

  /** Lets it end early, with what it has measured; for any thread. */
  public void stop() {
    stopped.complete(null);
  }

  /**
   * Runs it; to be called once.
   *
   * @throws LoadException if the tracker can't be reached or answers nothing any more
   */
  public LoadResult run() throws LoadException, InterruptedException {
    try {
      open();
      ProcessReading empty = server();
      ProcessReading full = fill();
      Snapshot before = warmedUp();
      Snapshot after = measured();
      LoadWatch.await(all(LoadLoop::end), 2 * load.pace().timeout().toNanos());
      return result(before, after, bytesPerPeer(empty, full));
    } finally {
      loops.forEach(LoadLoop::close);
      group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
  }

  private CompletableFuture<Void> all(Function<LoadLoop, CompletableFuture<Void>> part) {
    return CompletableFuture.allOf(loops.stream().map(part).toArray(CompletableFuture[]::new));
  }

  private void open() throws LoadException, InterruptedException {
    CompletableFuture<Void> opened = all(LoadLoop::open);
    try {
      watch.until(LoadProgress.Part.CONNECTING, opened, patienceNanos, () -> 0);
    } catch (LoadException e) {
      throw new LoadException(load.target() + " can't be asked: " + e.getMessage());
    }
    if (!opened.isDone() && !stopped.isDone()) {
      throw new LoadException(load.target() + " can't be asked: " + loops.get(0).fault());
    }
  }

  private @Nullable ProcessReading fill() throws LoadException, InterruptedException {
    if (!load.pace().fills()) {
      return null;
    }
    watch.until(
        LoadProgress.Part.FILLING,
        all(LoadLoop::fill),
        Long.MAX_VALUE,
        () -> (double) filled() / peers.peers());
    return server();
  }

  private long filled() {
    return loops.stream().mapToLong(LoadLoop::filled).sum();
  }

  /** From here on there is load; without a warm-up all of it counts. */
  private Snapshot warmedUp() throws LoadException, InterruptedException {
    long nanos = load.pace().warmUp().toNanos();
    if (nanos > 0) {
      loops.forEach(LoadLoop::ask);
      watch.during(LoadProgress.Part.WARMING_UP, new CompletableFuture<>(), nanos);
    }
    return snapshot();
  }

  private Snapshot measured() throws LoadException, InterruptedException {
    List<CompletableFuture<Void>> counts = new ArrayList<>();
    for (int i = 0; i < loops.size(); i++) {
      long share = load.pace().requests() / loops.size();
      long rest = i < load.pace().requests() % loops.size() ? 1 : 0;
      counts.add(loops.get(i).count(share + rest));
    }
    if (load.pace().warmUp().isZero()) {
      loops.forEach(LoadLoop::ask);
    }
    CompletableFuture<Void> usedUp =
        CompletableFuture.allOf(counts.toArray(CompletableFuture[]::new));
    watch.during(LoadProgress.Part.MEASURING, usedUp, load.pace().duration().toNanos());
    return snapshot();
  }

  private Snapshot snapshot() throws LoadException {
    ProcessReading server = server();
    return new Snapshot(System.nanoTime(), watch.answers(), server, ProcessReading.ofThisProcess());
  }

  private @Nullable ProcessReading server() throws LoadException {
    if (serverPid.isEmpty()) {
      return null;
    }
    try {
      return ProcessReading.of(serverPid.getAsLong());
    } catch (IOException e) {
      throw new LoadException("the system tells nothing of a process " + serverPid.getAsLong());
    }
  }

  private OptionalDouble bytesPerPeer(
      @Nullable ProcessReading empty, @Nullable ProcessReading full) {
    return empty == null || full == null
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) (full.resident() - empty.resident()) / peers.peers());
  }

  private LoadResult result(Snapshot before, Snapshot after, OptionalDouble bytesPerPeer) {
    Map<Kind, Tally> sums = new EnumMap<>(Kind.class);
    Findings findings = new Findings();
    long unsent = 0;
    long toldOfItself = 0;
    long late = 0;
    for (LoadLoop loop : loops) {
      loop.tallies().addTo(sums);
      findings.add(loop.tallies().findings());
      unsent += loop.unsent();
      toldOfItself += loop.tallies().ownAddresses();
      late += loop.tallies().lateAnswers();
    }
    Map<Kind, LoadResult.Line> lines = new EnumMap<>(Kind.class);
    sums.forEach((kind, tally) -> lines.put(kind, tally.line()));
    return new LoadResult(
        before.seconds(after),
        before.answersPerSecond(after),
        lines,
        unsent,
        findings.list(),
        toldOfItself,
        late,
        filled(),
        before.cost(after, bytesPerPeer),
        before.ownCpuMicros(after));
  }
}

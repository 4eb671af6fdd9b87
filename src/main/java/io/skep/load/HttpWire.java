package io.skep.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerList;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Questions over HTTP: on connections that stay, or on a new one each. */
final class HttpWire implements Wire, HttpConnection.Listener {
  private static final int REQUEST_BYTES = 512;

  private final LoadPlan load;
  private final PeerPlan peers;
  private final EventLoop loop;
  private final Tallies tallies;
  private final Wire.Listener listener;
  private final HttpQuestionWriter writer;
  private final boolean oneEach;
  private final long timeoutNanos;
  private final int[] sources;
  private final List<HttpConnection> connections = new ArrayList<>();
  private final ArrayDeque<HttpConnection> ready = new ArrayDeque<>();
  private final List<HttpConnection> unflushed = new ArrayList<>();
  private final CompletableFuture<Void> opened = new CompletableFuture<>();
  private volatile String fault = "it accepts no connection";
  private int nextSource;
  private int waiting;
  private boolean closed;

  /**
   * A wire.
   *
   * @param sources the sources that are this loop's
   * @param count how many connections are
   */
  HttpWire(
      LoadPlan load,
      PeerPlan peers,
      EventLoop loop,
      int[] sources,
      int count,
      Tallies tallies,
      Counters counters,
      Wire.Listener listener) {
    this.load = load;
    this.peers = peers;
    this.loop = loop;
    this.sources = sources;
    this.tallies = tallies;
    this.listener = listener;
    this.writer = new HttpQuestionWriter(load, peers, counters);
    this.oneEach = load.pace().connectionPerRequest();
    this.timeoutNanos = load.pace().timeout().toNanos();
    int timeoutMillis = (int) Math.max(1, load.pace().timeout().toMillis());
    for (int i = 0; i < count; i++) {
      connections.add(
          new HttpConnection(
              sources[i % sources.length],
              load.pace().pipeline(),
              load.mix().scrapeHashes(),
              timeoutMillis,
              this));
    }
  }

  @Override
  public CompletableFuture<Void> open() {
    if (oneEach) {
      opened.complete(null);
    } else {
      long now = System.nanoTime();
      connections.forEach(connection -> connect(connection, now));
    }
    return opened;
  }

  @Override
  public String fault() {
    return fault;
  }

  private void connect(HttpConnection connection, long now) {
    int address = peers.address(connection.source);
    InetSocketAddress from =
        load.target().isLoopback() ? new InetSocketAddress(Target.sourceAddress(address), 0) : null;
    tallies.sent(Kind.CONNECT, tallies.isCounting());
    connection.connect(loop, load.target().address(), from, now);
  }

  @Override
  public int source(Questions questions) {
    while (!ready.isEmpty()) {
      HttpConnection connection = ready.peek();
      if (oneEach) {
        connection.source = sourceWithQuestions(questions);
        return connection.source;
      }
      if (connection.isConnected()
          && connection.waiting().hasRoom()
          && questions.has(connection.source)) {
        return connection.source;
      }
      dropReady();
    }
    return -1;
  }

  private int sourceWithQuestions(Questions questions) {
    for (int i = 0; i < sources.length; i++) {
      nextSource = (nextSource + 1) % sources.length;
      if (questions.has(sources[nextSource])) {
        return sources[nextSource];
      }
    }
    return -1;
  }

  private void dropReady() {
    ready.remove().isReady = false;
  }

  private void ready(HttpConnection connection) {
    boolean usable = oneEach || connection.isConnected();
    if (usable && !connection.isReady && connection.waiting().hasRoom()) {
      connection.isReady = true;
      ready.add(connection);
      listener.room();
    }
  }

  @Override
  public void send(Question question) {
    HttpConnection connection = ready.element();
    long now = System.nanoTime();
    connection.waiting().add(question, now);
    waiting++;
    tallies.sent(question.kind, question.counted);
    ByteBuf request = PooledByteBufAllocator.DEFAULT.directBuffer(REQUEST_BYTES);
    writer.write(question, request);
    connection.write(request);
    if (oneEach) {
      dropReady();
      connect(connection, now);
      return;
    }
    if (!connection.isUnflushed) {
      connection.isUnflushed = true;
      unflushed.add(connection);
    }
    if (!connection.waiting().hasRoom()) {
      dropReady();
    }
  }

  @Override
  public void flush() {
    for (int i = 0; i < unflushed.size(); i++) {
      unflushed.get(i).flush();
    }
    unflushed.clear();
  }

  @Override
  public void connected(HttpConnection connection) {
    if (closed) {
      connection.close();
      return;
    }
    tallies.answered(Kind.CONNECT, tallies.isCounting(), connection.age(), 0, 0);
    if (oneEach && connection.waiting().isEmpty()) {
      // Its question has been given up meanwhile.
      connection.close();
    }
    ready(connection);
    if (!opened.isDone() && connections.stream().allMatch(HttpConnection::isConnected)) {
      opened.complete(null);
    }
  }

  @Override
  public void failed(HttpConnection connection, String words) {
    fault = words;
    tallies.lost(Kind.CONNECT, tallies.isCounting());
    tallies.stray(Flaw.NOT_CONNECTED, words);
    loseAll(connection);
  }

  /** Gives its questions up; each connection of its own is free again a little later. */
  private void loseAll(HttpConnection connection) {
    WaitingQuestions questions = connection.waiting();
    while (!questions.isEmpty()) {
      tallies.lost(questions.kind(), questions.isCounted());
      forget(questions);
    }
  }

  private void forget(WaitingQuestions questions) {
    int peer = questions.peer();
    questions.drop(System.nanoTime());
    waiting--;
    listener.lost(peer);
  }

  @Override
  public void answered(HttpConnection connection, HttpResponseReader response) {
    long now = System.nanoTime();
    WaitingQuestions questions = connection.waiting();
    Kind kind = questions.kind();
    boolean counted = questions.isCounted();
    try {
      int told = accept(connection, response);
      tallies.answered(kind, counted, now - questions.planned(), response.length(), told);
    } catch (WrongAnswerException e) {
      tallies.wrong(kind, counted, e.flaw(), String.valueOf(e.getMessage()));
    }
    questions.drop(now);
    waiting--;
    if (oneEach || response.closes()) {
      connection.close();
      closed(connection, false);
    } else {
      ready(connection);
    }
  }

  /** How many peers the answer tells. */
  private int accept(HttpConnection connection, HttpResponseReader response)
      throws WrongAnswerException {
    WaitingQuestions questions = connection.waiting();
    if (questions.kind() == Kind.SCRAPE) {
      HttpAnswers.scrape(response.status(), response.body(), questions.asked(peers));
      return 0;
    }
    PeerList told = HttpAnswers.announce(response.status(), response.body(), load.mix().numwant());
    PeerAddress address = connection.address();
    if (address != null
        && peers.hasUniquePorts()
        && PeerBytes.has(told.ipv4(), told.ipv6(), address, peers.port(questions.peer()))) {
      if (!load.acceptsSelf()) {
        throw new WrongAnswerException(Flaw.OWN_ADDRESS, "the peer's own address and port");
      }
      tallies.toldOfItself(questions.isCounted());
    }
    return told.size();
  }

  @Override
  public void wrong(HttpConnection connection, Flaw flaw, String words) {
    WaitingQuestions questions = connection.waiting();
    if (questions.isEmpty()) {
      tallies.stray(flaw, words);
    } else {
      tallies.broken(questions.kind(), questions.isCounted(), flaw, words);
      forget(questions);
    }
  }

  @Override
  public void closed(HttpConnection connection, boolean isCut) {
    WaitingQuestions questions = connection.waiting();
    String words = isCut ? "in the middle of the answer" : "before any of the answer had come";
    while (!questions.isEmpty()) {
      tallies.broken(questions.kind(), questions.isCounted(), Flaw.CLOSED_EARLY, words);
      forget(questions);
      words = "before any of the answer had come";
    }
    comeBack(connection, System.nanoTime());
  }

  /** A connection that is not there is free for the next question, or made again. */
  private void comeBack(HttpConnection connection, long now) {
    if (closed || !connection.mayConnect(now)) {
      return;
    }
    if (oneEach) {
      ready(connection);
    } else {
      connect(connection, now);
    }
  }

  @Override
  public void read() {
    listener.room();
  }

  @Override
  public void tick(long now) {
    for (HttpConnection connection : connections) {
      if (connection.waiting().isOverdue(now, timeoutNanos)) {
        loseAll(connection);
        connection.close();
      }
      comeBack(connection, now);
    }
    listener.room();
  }

  @Override
  public void resume() {
    connections.forEach(this::ready);
  }

  @Override
  public int waiting() {
    return waiting;
  }

  @Override
  public void close() {
    closed = true;
    connections.forEach(HttpConnection::close);
  }
}

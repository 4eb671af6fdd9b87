package io.skep.client;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.ClientName;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerId;
import io.skep.metainfo.HashLayers;
import io.skep.metainfo.MagnetLink;
import io.skep.metainfo.Metainfo;
import io.skep.metainfo.MetainfoException;
import io.skep.protocol.ExtensionHandshake;
import io.skep.protocol.PeerExchange;
import io.skep.protocol.PeerMessage;
import io.skep.protocol.PeerPriority;
import io.skep.protocol.PeerWire;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.internal.ContextInternal;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A torrent that is being transferred: brings together its trackers, its connections and its
 * content. Lives on one event loop.
 */
final class ActiveTorrent
    implements Content.Listener, TrackerAnnouncer.Listener, WebSeeds.Listener {
  private static final Logger LOG = System.getLogger(ActiveTorrent.class.getName());
  private static final int TICK_MILLIS = 1000;

  /** How often the state file is written while something changes. */
  private static final int SAVE_SECONDS = 10;

  /** With fewer peers than this, trackers are asked for more. */
  private static final int FEW_PEERS = 5;

  private static final int PEERS_WANTED = 100;

  private final ContextInternal context;
  private final EventLoop loop;
  private final TransferOptions options;
  private final ExecutorService workers;
  private final int parallelism;
  private final TrackerClient trackerClient;
  private final LongSupplier nanoTime;
  private final SecureRandom random = new SecureRandom();
  private final PeerId peerId = OwnPeerId.next(random);
  private final PeerSockets sockets;
  private final Choker choker;
  private final PeerGossip gossip = new PeerGossip();
  private final ReadingWindows windows = new ReadingWindows();
  private final RateMeter downloadRate;
  private final RateMeter uploadRate;
  private final Promise<Metainfo> metainfoFound;
  private final Promise<Void> completed;
  private final Promise<Void> finished;
  private final Promise<Void> ended;
  private final Set<PeerConnection> introduced = new HashSet<>();
  private final MetadataExchange metadata;
  private final ContentReaders readers;
  private @Nullable PeerBook book;
  private @Nullable PeerConnections connections;
  private @Nullable TrackerAnnouncer announcer;
  private @Nullable Channel server;
  private @Nullable PieceStorage storage;
  private @Nullable Content content;
  private @Nullable SuperSeeding superSeeding;
  private @Nullable Metainfo metainfo;
  private @Nullable HashLayers hashLayers;

  /** Set while layers are fetched. */
  private @Nullable LayerExchange layers;

  /** Set while there is something to fetch. */
  private @Nullable WebSeeds webSeeds;

  private TransferProgress.State state = TransferProgress.State.STARTING;
  private volatile TransferProgress progress;
  private @Nullable Future<Void> stopped;
  private double checked;
  private int seconds;
  private long corrupt;
  private long completedAt;
  private boolean joined;
  private boolean unsaved;
  private boolean isStarted;
  private long timer = -1;

  ActiveTorrent(
      ContextInternal context,
      TransferOptions options,
      ExecutorService workers,
      int parallelism,
      TrackerClient trackerClient,
      LongSupplier nanoTime) {
    this.context = context;
    this.loop = context.nettyEventLoop();
    this.options = options;
    this.workers = workers;
    this.parallelism = parallelism;
    this.trackerClient = trackerClient;
    this.nanoTime = nanoTime;
    // Of this context, which keeps what throws in somebody's handler away from us.
    metainfoFound = context.promise();
    completed = context.promise();
    finished = context.promise();
    ended = context.promise();
    InetSocketAddress listen = options.listen();
    boolean isAny = listen.getAddress().isAnyLocalAddress();
    sockets = new PeerSockets(loop, isAny ? null : new InetSocketAddress(listen.getAddress(), 0));
    choker = new Choker(options.uploadSlots(), random);
    downloadRate = new RateMeter(nanoTime.getAsLong());
    uploadRate = new RateMeter(nanoTime.getAsLong());
    Metainfo known = options.torrent();
    metadata =
        new MetadataExchange(
            known == null ? null : known.info(),
            this::judge,
            new MetadataExchange.Listener() {
              @Override
              public void found(Metainfo found) {
                described(found);
              }

              @Override
              public void useless(MetainfoException why) {
                fail(why);
              }

              @Override
              public void lied(PeerConnection peer) {
                ban(peer.address(), "gave metadata of another torrent");
              }
            });
    readers = new ContentReaders(this);
    progress = snapshot();
  }

  /** Opens port and files, and begins. */
  Future<Void> start() {
    if (isStarted || stopped != null) {
      return Future.failedFuture(new IllegalStateException("a transfer is started once"));
    }
    isStarted = true;
    timer = context.owner().setPeriodic(TICK_MILLIS, tick -> tick());
    return sockets
        .listen(options.listen(), this::accept)
        .transform(
            listening ->
                listening.succeeded()
                    ? Future.succeededFuture(listening.result())
                    : Future.failedFuture(
                        new CannotListenException(options.listen(), listening.cause())))
        .compose(this::listening)
        .onFailure(this::fail);
  }

  private Future<Void> listening(Channel channel) {
    if (stopped != null) {
      channel.close();
      return Future.failedFuture(new TransferStoppedException());
    }
    server = channel;
    PeerBook peers = new PeerBook(port(), PeerPriority::of, random);
    options.peers().forEach(peer -> peers.add(peer, PeerSource.MANUAL));
    MagnetLink magnet = options.magnet();
    if (magnet != null) {
      magnet.peers().forEach(peer -> peers.add(peer, PeerSource.MAGNET));
    }
    book = peers;
    connections =
        new PeerConnections(
            this,
            sockets,
            peers,
            new PeerHandshaker.Identity(options.infoHashes(), peerId, random),
            options.encryption(),
            options.maxConnections());
    announcer =
        new TrackerAnnouncer(
            context,
            trackerClient,
            nanoTime,
            random,
            new AnnounceSubject(
                options.trackers(), options.infoHashes(), peerId, port(), this::counters),
            this);
    Metainfo known = options.torrent();
    if (known != null && !LayerExchange.isNeededFor(known)) {
      return begin(known);
    }
    state = TransferProgress.State.METADATA;
    if (known != null) {
      described(known);
    }
    joinSwarm();
    return Future.succeededFuture();
  }

  /** The info dictionary is here, and maybe not all that its pieces must hash to (BEP 52). */
  private void described(Metainfo torrent) {
    metainfo = torrent;
    if (LayerExchange.isNeededFor(torrent)) {
      layers = new LayerExchange(torrent, () -> layered(torrent));
      layers.ask(peers(), now());
    } else {
      received(torrent);
    }
  }

  private void layered(Metainfo torrent) {
    layers = null;
    try {
      torrent.hashes().requireComplete();
      received(torrent);
    } catch (MetainfoException e) {
      fail(e);
    }
  }

  private void received(Metainfo torrent) {
    if (options.torrent() == null) {
      tell(new TransferEvent.MetadataReceived(torrent));
      // Now they can have the metadata from us, too.
      peers().forEach(peer -> peer.extensions().sendHandshake());
    }
    begin(torrent);
  }

  private @Nullable Metainfo judge(byte[] info) throws MetainfoException {
    return SoughtTorrent.judge(options.magnet(), info, options.trackers());
  }

  /** Opens the content, and takes part in the swarm with it. */
  private Future<Void> begin(Metainfo torrent) {
    metainfo = torrent;
    metainfoFound.tryComplete(torrent);
    state = TransferProgress.State.CHECKING;
    PieceStorage opening =
        new PieceStorage(context, workers, parallelism, torrent, options.folder());
    storage = opening;
    opening.onFailure(this::fail);
    Future<Void> begun =
        opening
            .open(
                options.seedOnly(),
                (done, total) -> checked = total == 0 ? 1 : (double) done / total)
            .compose(
                had -> {
                  if (stopped != null) {
                    return Future.failedFuture(new TransferStoppedException());
                  }
                  checked(torrent, opening, had);
                  return Future.succeededFuture();
                });
    return begun.onFailure(this::fail);
  }

  private void checked(Metainfo torrent, PieceStorage opened, BitSet had) {
    Timers timers = new EventLoopTimers(context, nanoTime);
    Content active =
        new Content(
            torrent,
            opened,
            had,
            options.seedOnly() ? had : SoughtTorrent.pieces(options.magnet(), torrent),
            windows,
            new RateTurns(RateLimit.of(options.maxDownload(), nanoTime), timers),
            new RateTurns(RateLimit.of(options.maxUpload(), nanoTime), timers),
            options.sequential(),
            random,
            peers(),
            this);
    content = active;
    tell(new TransferEvent.Checked(had.cardinality(), torrent.layout().pieceCount()));
    boolean isComplete = active.tracker().isComplete();
    state = isComplete ? TransferProgress.State.SEEDING : TransferProgress.State.DOWNLOADING;
    if (options.superSeeding() && active.tracker().isWhole()) {
      superSeeding = active.startSuperSeeding();
    }
    for (PeerConnection peer : List.copyOf(peers())) {
      attach(peer, active);
    }
    readers.opened();
    if (!isComplete && !torrent.webSeeds().isEmpty()) {
      openWebSeeds(active, timers);
    }
    // What a seed lacks is not fetched, so that it never completes.
    if (isComplete && (active.tracker().isWhole() || !options.seedOnly())) {
      complete();
    }
    progress = snapshot();
    joinSwarm();
  }

  private void openWebSeeds(Content active, Timers timers) {
    InetSocketAddress listen = options.listen();
    boolean isAny = listen.getAddress().isAnyLocalAddress();
    HttpClientOptions http =
        new HttpClientOptions()
            .setLocalAddress(isAny ? null : listen.getAddress().getHostAddress());
    WebSeeds opened = new WebSeeds(context.owner(), active, http, timers, random, this);
    webSeeds = opened;
    opened.tick(peers(), now());
  }

  private Future<Void> closeWebSeeds() {
    WebSeeds opened = webSeeds;
    webSeeds = null;
    return opened == null ? Future.succeededFuture() : opened.close();
  }

  private void joinSwarm() {
    TrackerAnnouncer trackers = announcer;
    if (trackers != null && !joined) {
      joined = true;
      trackers.start();
    }
    dial();
  }

  private void accept(Channel channel) {
    PeerConnections all = connections;
    if (all == null) {
      channel.close();
    } else {
      all.accept(channel);
    }
  }

  private void dial() {
    PeerConnections all = connections;
    if (all != null && stopped == null) {
      all.dial();
    }
  }

  private List<PeerConnection> peers() {
    PeerConnections all = connections;
    return all == null ? List.of() : all.all();
  }

  // What connections ask.

  long now() {
    return nanoTime.getAsLong();
  }

  int port() {
    return server != null && server.localAddress() instanceof InetSocketAddress address
        ? address.getPort()
        : options.listen().getPort();
  }

  boolean isV2(InfoHash infoHash) {
    return options.isV2(infoHash);
  }

  int maxBitfield() {
    Metainfo known = metainfo;
    return known == null ? PeerWire.MAX_BITFIELD_BYTES : (known.layout().pieceCount() + 7) / 8;
  }

  MetadataExchange metadata() {
    return metadata;
  }

  OptionalInt metadataSize() {
    return metadata.size();
  }

  /** What we call ourselves to peers (BEP 10). */
  String clientName() {
    return "Skep " + OwnPeerId.VERSION;
  }

  boolean isSeed() {
    return content != null && content.tracker().isWhole();
  }

  boolean requiresEncryption() {
    return options.encryption() == Encryption.REQUIRED;
  }

  /** True if peers may ask for more at once than usual: not where the rate is to flow evenly. */
  boolean takesLongRequests() {
    return options.maxUpload() == 0;
  }

  /** True if peers may tell each other of peers: never in a private torrent (BEP 27). */
  boolean exchangesPeers() {
    Metainfo known = metainfo;
    return options.peerExchange() && (known == null || !known.isPrivate());
  }

  // What connections tell.

  void connected(PeerConnection peer) {
    Content active = content;
    Greeting.send(peer, active, superSeeding != null);
    if (active != null) {
      attach(peer, active);
      if (superSeeding == null) {
        Greeting.allowFast(peer, active);
      }
    }
    if (!peer.handshake().extensions()) {
      introduce(peer, ClientName.of(peer.handshake().peerId()));
    }
  }

  private void attach(PeerConnection peer, Content active) {
    peer.upload().attach(active);
    if (!peer.download().attach(active)) {
      peer.close("has pieces that are not there");
      return;
    }
    if (superSeeding != null) {
      superSeeding.tell(peer);
    }
    closeIfUseless(peer);
  }

  /** A peer has said who it is and what it speaks (BEP 10). */
  void introduced(PeerConnection peer, ExtensionHandshake handshake) {
    PeerAddress reachable = peer.reachableAt();
    if (reachable != null && book != null) {
      book.connected(reachable);
    }
    introduce(
        peer,
        handshake.client().isEmpty()
            ? ClientName.of(peer.handshake().peerId())
            : handshake.client());
    metadata.ask(peers(), now());
    if (layers != null) {
      layers.ask(peers(), now());
    }
    if (exchangesPeers()) {
      gossip.tell(peer, peers());
    }
    closeIfUseless(peer);
  }

  private void introduce(PeerConnection peer, String client) {
    if (introduced.add(peer)) {
      tell(new TransferEvent.PeerConnected(peer.address(), client));
    }
  }

  void receive(PeerConnection peer, PeerExchange message) {
    PeerBook peers = book;
    if (peers != null && gossip.mayTell(peer, now())) {
      message.added().entries().forEach(entry -> peers.add(entry.address(), PeerSource.PEX));
      dial();
    }
  }

  void received(PeerConnection peer, PeerMessage.Block block) {
    Content active = content;
    int length = block.data().readableBytes();
    downloadRate.add(length);
    if (!peer.download().received(block.piece(), block.begin(), length)) {
      block.data().release();
      peer.close("sends what nobody asked for");
      return;
    }
    if (active == null) {
      block.data().release();
      return;
    }
    unsaved = true;
    active.received(peer, block);
    peer.download().fill();
  }

  void uploaded(int length) {
    uploadRate.add(length);
    unsaved = true;
  }

  void peerHas(PeerConnection peer, int piece) {
    if (superSeeding != null) {
      superSeeding.has(piece, peer);
    }
    if (peer.download().hasEverything()) {
      peerHasMany(peer);
    }
  }

  /** A peer may have everything now. */
  void peerHasMany(PeerConnection peer) {
    closeIfUseless(peer);
  }

  /** Two seeds have nothing to say to each other. */
  private void closeIfUseless(PeerConnection peer) {
    PeerAddress reachable = peer.reachableAt();
    if (peer.isSeed() && reachable != null && book != null) {
      book.isSeed(reachable);
    }
    if (isSeed() && peer.isSeed() && introduced.contains(peer)) {
      peer.close("has everything, as we do");
    }
  }

  void interested(PeerConnection peer) {
    choker.interested(peers(), peer);
  }

  void uninterested(PeerConnection peer) {
    choker.left(peers(), peer, isSeed());
  }

  /** What is known of the files' hash trees; null where there are none, or no metadata yet. */
  @Nullable HashLayers hashLayers() {
    Metainfo known = metainfo;
    if (hashLayers == null && known != null && known.hashes().hasMerkle()) {
      hashLayers = new HashLayers(known);
    }
    return hashLayers;
  }

  void received(PeerConnection peer, PeerMessage.Hashes hashes) {
    if (layers != null) {
      layers.receive(peer, hashes, now());
    }
  }

  void rejected(PeerConnection peer, PeerMessage.HashReject reject) {
    if (layers != null) {
      layers.rejected(peer, reject.range(), now());
    }
  }

  /** A peer certainly told an untruth. */
  void lied(PeerConnection peer, String what) {
    ban(peer.address(), what);
  }

  void couldNotConnect(PeerAddress address, String why) {
    if (why.equals("the peer is this client itself") && book != null) {
      book.weAre(address);
    }
  }

  void disconnected(PeerConnection peer, String why) {
    PeerConnections all = connections;
    if (all != null) {
      all.ended(peer);
    }
    gossip.left(peer);
    metadata.left(peer);
    if (layers != null) {
      layers.left(peer);
    }
    if (superSeeding != null) {
      superSeeding.left(peer);
    }
    if (introduced.remove(peer)) {
      tell(new TransferEvent.PeerDisconnected(peer.address(), why));
    }
    if (stopped == null) {
      choker.left(peers(), peer, isSeed());
      loop.execute(this::dial);
    }
  }

  // What the content tells.

  @Override
  public void verified(int piece) {
    unsaved = true;
    tell(new TransferEvent.PieceCompleted(piece));
    readers.verified(piece);
    if (content != null && content.tracker().isComplete()) {
      completedNow();
    }
  }

  private void completedNow() {
    if (state == TransferProgress.State.DOWNLOADING) {
      state = TransferProgress.State.SEEDING;
      if (announcer != null && isSeed()) {
        announcer.completed();
      }
      tell(new TransferEvent.Completed());
      complete();
      tellProgress();
      closeWebSeeds();
      for (PeerConnection peer : List.copyOf(peers())) {
        closeIfUseless(peer);
      }
    }
  }

  private void complete() {
    completedAt = now();
    if (book != null) {
      book.seeding(isSeed());
    }
    completed.tryComplete();
    if (!options.hasGoal() && !options.seedOnly()) {
      finished.tryComplete();
    }
  }

  @Override
  public void failed(int piece, int length) {
    corrupt += length;
    tell(new TransferEvent.PieceFailed(piece));
  }

  @Override
  public void lied(PeerAddress sender) {
    if (webSeeds == null || !webSeeds.lied(sender)) {
      ban(sender, "sent corrupt blocks");
    }
  }

  private void ban(PeerAddress sender, String why) {
    PeerConnections all = connections;
    if (all != null) {
      all.ban(sender, why);
      tell(new TransferEvent.PeerBanned(sender, why));
    }
  }

  @Override
  public void paused(boolean paused) {
    for (PeerConnection peer : List.copyOf(peers())) {
      peer.read(!paused);
      if (!paused) {
        peer.download().fill();
      }
    }
    if (webSeeds != null) {
      webSeeds.paused();
    }
  }

  @Override
  public void broken(Throwable cause) {
    fail(cause);
  }

  @Override
  public void lost(int piece) {
    for (PeerConnection peer : peers()) {
      peer.download().countUseful();
    }
  }

  // What web seeds tell.

  @Override
  public void received(int length) {
    downloadRate.add(length);
    unsaved = true;
  }

  @Override
  public void failed(String webSeed, String why, boolean isDropped) {
    tell(new TransferEvent.WebSeedFailed(webSeed, why, isDropped));
  }

  // What trackers ask and tell.

  private AnnounceCounters counters() {
    Content active = content;
    long left = active == null ? AnnounceRequest.LEFT_UNKNOWN : active.tracker().left();
    int wanted = isSeed() || connections == null ? 0 : Math.min(PEERS_WANTED, connections.room());
    if (isSeed() && peers().size() < FEW_PEERS) {
      wanted = PEERS_WANTED;
    }
    return new AnnounceCounters(uploadRate.total(), downloadRate.total(), left, corrupt, wanted);
  }

  @Override
  public void found(List<PeerAddress> found) {
    PeerBook peers = book;
    if (peers != null) {
      found.forEach(peer -> peers.add(peer, PeerSource.TRACKER));
      dial();
    }
  }

  @Override
  public void seenAs(PeerAddress ourAddress) {
    if (book != null) {
      book.weAreSeenAs(ourAddress);
    }
  }

  @Override
  public void changed(TrackerStatus status) {
    if (status.state() == TrackerStatus.State.WORKING) {
      tell(
          new TransferEvent.TrackerAnswered(
              status.tracker(),
              status.seeds().orElse(-1),
              status.seeds().orElse(0) + status.leechers().orElse(0)));
    } else {
      tell(new TransferEvent.TrackerFailed(status.tracker(), status.words()));
    }
  }

  // Once a second.

  private void tick() {
    long now = now();
    seconds++;
    downloadRate.tick(now);
    uploadRate.tick(now);
    for (PeerConnection peer : List.copyOf(peers())) {
      peer.tick(now);
    }
    if (seconds % Choker.ROUND_SECONDS == 0) {
      choker.round(peers(), isSeed());
    }
    if (exchangesPeers() && seconds % PeerGossip.ROUND_SECONDS == 0) {
      gossip.round(peers());
    }
    metadata.ask(peers(), now);
    if (layers != null) {
      layers.ask(peers(), now);
    }
    if (webSeeds != null) {
      webSeeds.tick(peers(), now);
    }
    if (connections != null && !isSeed() && downloadRate.rate() == 0) {
      connections.makeRoomToDial();
    }
    dial();
    if (announcer != null && peers().size() < FEW_PEERS && !isSeed()) {
      announcer.needPeers();
    }
    if (unsaved && storage != null && seconds % SAVE_SECONDS == 0) {
      unsaved = false;
      storage.save(uploadRate.total(), downloadRate.total());
    }
    checkGoal(now);
    tellProgress();
  }

  private void checkGoal(long now) {
    if (state != TransferProgress.State.SEEDING || !options.hasGoal()) {
      return;
    }
    boolean ratioMet = options.seedRatio() > 0 && snapshot().ratio() >= options.seedRatio();
    boolean timeMet =
        !options.seedTime().isZero() && now - completedAt >= options.seedTime().toNanos();
    if ((ratioMet || timeMet) && finished.tryComplete()) {
      tell(new TransferEvent.GoalReached());
    }
  }

  private void tell(TransferEvent event) {
    try {
      options.listener().happened(event);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a transfer's listener failed", e);
    }
  }

  private void tellProgress() {
    progress = snapshot();
    try {
      options.listener().progressed(progress);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a transfer's listener failed", e);
    }
  }

  /** How far it is; any thread. */
  TransferProgress progress() {
    return progress;
  }

  private TransferProgress snapshot() {
    Content active = content;
    Metainfo known = metainfo;
    long length = known == null ? 0 : known.layout().contentLength();
    long left = active == null ? length : active.tracker().left();
    double rate = downloadRate.rate();
    boolean isFetching = state == TransferProgress.State.DOWNLOADING && rate > 0;
    PieceStorage files = storage;
    return new TransferProgress(
        state,
        known == null ? options.name() : known.name(),
        length,
        length - left,
        known == null ? 0 : known.layout().pieceCount(),
        active == null ? 0 : active.tracker().hadCount(),
        downloadRate.total() + (files == null ? 0 : files.downloadedEarlier()),
        uploadRate.total() + (files == null ? 0 : files.uploadedEarlier()),
        rate,
        uploadRate.rate(),
        peers().size(),
        (int) peers().stream().filter(PeerConnection::isSeed).count(),
        isFetching ? OptionalLong.of((long) (left / rate)) : OptionalLong.empty(),
        checked,
        announcer == null ? "" : TrackerPhrase.of(announcer.statuses()),
        active == null ? 0 : active.availability().copies());
  }

  // What the library's user asks.

  /** Completes when it has ended, by itself or not; fails if it could not end in order. */
  Future<Void> ended() {
    return ended.future();
  }

  Future<Metainfo> metainfo() {
    return metainfoFound.future();
  }

  Future<Void> completed() {
    return completed.future();
  }

  Future<Void> finished() {
    return finished.future();
  }

  /** What stands for the torrent's content alone. */
  String tag() {
    return options.infoHashes().get(0).toString();
  }

  ContentReaders readers() {
    return readers;
  }

  @Nullable Content content() {
    return content;
  }

  ReadingWindows windows() {
    return windows;
  }

  /** Readers want something else now: what is under way for others makes room. */
  void windowsChanged() {
    for (PeerConnection peer : List.copyOf(peers())) {
      peer.download().cancelOutside(windows);
    }
    if (webSeeds != null) {
      webSeeds.cancelOutside(windows);
    }
  }

  private void fail(Throwable cause) {
    if (stopped == null) {
      tell(new TransferEvent.Failed(words(cause)));
      end(cause);
    }
  }

  private static String words(Throwable cause) {
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  /** Says goodbye, saves the state and closes everything. */
  Future<Void> stop() {
    return end(new TransferStoppedException());
  }

  private Future<Void> end(Throwable why) {
    Future<Void> ending = stopped;
    if (ending != null) {
      return ending;
    }
    stopped = ended.future();
    context.owner().cancelTimer(timer);
    metainfoFound.tryFail(why);
    completed.tryFail(why);
    finished.tryFail(why);
    readers.fail(why);
    if (server != null) {
      server.close();
    }
    if (connections != null) {
      connections.close();
    }
    Future<Void> fetched = closeWebSeeds();
    Future<Void> farewell = announcer == null ? Future.succeededFuture() : announcer.stop();
    Future<Void> saved =
        storage == null
            ? Future.succeededFuture()
            : storage.close(uploadRate.total(), downloadRate.total());
    Future.join(farewell, saved, fetched)
        .transform(
            done -> {
              state = TransferProgress.State.STOPPED;
              tellProgress();
              return done.succeeded()
                  ? Future.<Void>succeededFuture()
                  : Future.failedFuture(done.cause());
            })
        .onComplete(ended);
    return ended.future();
  }
}

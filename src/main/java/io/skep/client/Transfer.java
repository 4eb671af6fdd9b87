package io.skep.client;

import io.netty.util.concurrent.DefaultThreadFactory;
import io.skep.bittorrent.PeerAddress;
import io.skep.metainfo.MagnetLink;
import io.skep.metainfo.Metainfo;
import io.skep.metainfo.TorrentFile;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One torrent that is fetched into a folder, or given to others from it: the whole of a BitTorrent
 * client but its face.
 *
 * <pre>{@code
 * Transfer transfer =
 *     Transfer.builder(vertx)
 *         .torrent(Metainfo.read(Files.readAllBytes(file)))
 *         .folder(Path.of("downloads"))
 *         .build();
 * transfer.start().compose(started -> transfer.completed()).compose(done -> transfer.stop());
 * }</pre>
 *
 * <p>It is used once: built, started, stopped. May be called from any thread; its futures complete,
 * and its listener is called, on its event loop. A transfer that fails has stopped by itself, and
 * its futures fail with the cause: a {@link StorageException} where files are at fault, a {@link
 * CannotListenException} for the port. Stopping fails what has not come about with a {@link
 * TransferStoppedException}.
 */
public final class Transfer {
  private final ContextInternal context;
  private final ExecutorService workers;
  private final TrackerClient trackers;
  private final ActiveTorrent torrent;
  private @Nullable Future<Void> stopped;

  private Transfer(VertxInternal vertx, TransferOptions options) {
    context = vertx.createEventLoopContext();
    int parallelism = Runtime.getRuntime().availableProcessors();
    workers =
        Executors.newFixedThreadPool(parallelism, new DefaultThreadFactory("skep-transfer", true));
    InetSocketAddress listen = options.listen();
    String localAddress =
        listen.getAddress().isAnyLocalAddress() ? null : listen.getAddress().getHostAddress();
    trackers =
        new TrackerClient(
            context,
            options.trackerOptions(),
            new HttpClientOptions().setLocalAddress(localAddress),
            System::nanoTime);
    torrent = new ActiveTorrent(context, options, workers, parallelism, trackers, System::nanoTime);
    // Where it fails it ends by itself, and what it used ends with it.
    torrent.ended().onComplete(ended -> stop());
  }

  /** Begins to describe a transfer whose event loop is one of these. */
  public static Builder builder(Vertx vertx) {
    return new Builder(vertx);
  }

  /**
   * Opens the port and the files, checks what is there, and begins to announce and to transfer; a
   * magnet link's files are opened when its metadata has come.
   */
  public Future<Void> start() {
    return on(torrent::start);
  }

  /** What the torrent says: at once, or when a magnet link's metadata has come. */
  public Future<Metainfo> metainfo() {
    return torrent.metainfo();
  }

  /** Completes when everything is verified and on disk, at once if it was there already. */
  public Future<Void> completed() {
    return torrent.completed();
  }

  /**
   * Completes when there is nothing more to do: everything is here, and the seeding goal met where
   * one was set. A transfer that only seeds and has no goal never finishes.
   */
  public Future<Void> finished() {
    return torrent.finished();
  }

  /**
   * Tells the trackers, ends all connections, saves the state and closes the files. Takes some
   * seconds at most, whether trackers answer or not.
   */
  public Future<Void> stop() {
    return on(this::stopOnce);
  }

  private Future<Void> stopOnce() {
    Future<Void> ending = stopped;
    if (ending == null) {
      ending =
          torrent
              .stop()
              .transform(
                  done ->
                      trackers
                          .close()
                          .transform(
                              closed -> {
                                workers.shutdown();
                                return done.succeeded()
                                    ? Future.<Void>succeededFuture()
                                    : Future.failedFuture(done.cause());
                              }));
      stopped = ending;
    }
    return ending;
  }

  /** How far it is, as of the last second. */
  public TransferProgress progress() {
    return torrent.progress();
  }

  /** The port on which peers are taken; of no meaning before it was started. */
  public int port() {
    return torrent.port();
  }

  /** The context of the event loop on which all of it happens. */
  ContextInternal context() {
    return context;
  }

  /** The content for those who read it while it comes; to be used on {@link #context}. */
  StreamSource streamSource() {
    return new StreamSource() {
      @Override
      public @Nullable List<TorrentFile> files() {
        Content content = torrent.content();
        return content == null ? null : content.metainfo().files();
      }

      @Override
      public String name() {
        return progress().name();
      }

      @Override
      public String tag() {
        return torrent.tag();
      }

      @Override
      public ContentReader open(int file, long from, long to) {
        return torrent.readers().open(file, from, to);
      }
    };
  }

  private <T> Future<T> on(Supplier<Future<T>> action) {
    Promise<T> promise = Promise.promise();
    context.runOnContext(
        nothing -> {
          try {
            action.get().onComplete(promise);
          } catch (RuntimeException e) {
            promise.fail(e);
          }
        });
    return promise.future();
  }

  /** Describes a transfer. A torrent or a magnet link is needed; everything else has a default. */
  public static final class Builder {
    private static final int DEFAULT_CONNECTIONS = 100;
    private static final int DEFAULT_SLOTS = 8;

    private final VertxInternal vertx;
    private @Nullable Metainfo torrent;
    private @Nullable MagnetLink magnet;
    private Path folder = Path.of(".");
    private boolean seedOnly;
    private InetSocketAddress listen = new InetSocketAddress(0);
    private long maxDownload;
    private long maxUpload;
    private boolean sequential;
    private boolean superSeeding;
    private Encryption encryption = Encryption.ALLOWED;
    private int maxConnections = DEFAULT_CONNECTIONS;
    private int uploadSlots = DEFAULT_SLOTS;
    private boolean peerExchange = true;
    private double seedRatio;
    private Duration seedTime = Duration.ZERO;
    private List<PeerAddress> peers = List.of();
    private @Nullable List<List<String>> trackers;
    private TrackerClientOptions trackerOptions = TrackerClientOptions.STANDARD;
    private TransferListener listener = TransferListener.NONE;

    private Builder(Vertx vertx) {
      this.vertx = (VertxInternal) vertx;
    }

    /** What to transfer. */
    public Builder torrent(Metainfo metainfo) {
      torrent = metainfo;
      magnet = null;
      return this;
    }

    /** What to fetch, by a magnet link: its metadata comes from peers (BEP 9). */
    public Builder magnet(MagnetLink link) {
      magnet = link;
      torrent = null;
      return this;
    }

    /** Where the content lies, below the torrent's name (default: the working directory). */
    public Builder folder(Path downloads) {
      folder = downloads;
      return this;
    }

    /** Whether nothing is to be written: what is not there is not fetched. */
    public Builder seedOnly(boolean only) {
      seedOnly = only;
      return this;
    }

    /**
     * Where peers are taken, and whence others are dialled (default: any address, any port).
     *
     * @param host an address or a name, which is looked up now
     * @param port 0 for any that is free
     */
    public Builder listen(String host, int port) {
      InetSocketAddress address = new InetSocketAddress(host, port);
      if (address.isUnresolved()) {
        throw new IllegalArgumentException("no such host: " + host);
      }
      listen = address;
      return this;
    }

    /** The most to take, in bytes of content per second; 0 for all that comes (the default). */
    public Builder maxDownload(long bytesPerSecond) {
      maxDownload = atLeast(0, bytesPerSecond);
      return this;
    }

    /** The most to give, in bytes of content per second; 0 for all there is (the default). */
    public Builder maxUpload(long bytesPerSecond) {
      maxUpload = atLeast(0, bytesPerSecond);
      return this;
    }

    /** Whether to fetch pieces in their order, so that what is there can be watched. */
    public Builder sequential(boolean inOrder) {
      sequential = inOrder;
      return this;
    }

    /** Whether to seed so that each piece is given away about once (BEP 16). */
    public Builder superSeeding(boolean on) {
      superSeeding = on;
      return this;
    }

    /** Whether connections may be, or must be, encrypted (default: may be). */
    public Builder encryption(Encryption policy) {
      encryption = policy;
      return this;
    }

    /** How many connections there may be at once, at least 1 (default: 100). */
    public Builder maxConnections(int connections) {
      maxConnections = (int) atLeast(1, connections);
      return this;
    }

    /** How many peers are given something at once, at least 1 (default: 8). */
    public Builder uploadSlots(int slots) {
      uploadSlots = (int) atLeast(1, slots);
      return this;
    }

    /** Whether peers may tell each other of peers (BEP 11); never so in a private torrent. */
    public Builder peerExchange(boolean on) {
      peerExchange = on;
      return this;
    }

    /**
     * When {@link #finished} completes after everything is here: whichever comes first.
     *
     * @param ratio bytes given for bytes taken; 0 for no such goal
     * @param time how long to seed; zero for no such goal
     */
    public Builder seedGoal(double ratio, Duration time) {
      if (!(ratio >= 0) || time.isNegative()) {
        throw new IllegalArgumentException("a goal is not negative");
      }
      seedRatio = ratio;
      seedTime = time;
      return this;
    }

    /** Peers that are known beforehand. */
    public Builder peers(List<PeerAddress> known) {
      peers = List.copyOf(known);
      return this;
    }

    /** Trackers in place of those that the torrent names, by tier (BEP 12). */
    public Builder trackers(List<List<String>> tiers) {
      trackers = tiers.stream().map(List::copyOf).toList();
      return this;
    }

    /** How long to wait for trackers. */
    public Builder trackerOptions(TrackerClientOptions patience) {
      trackerOptions = patience;
      return this;
    }

    /** Who hears of what happens. */
    public Builder listener(TransferListener hears) {
      listener = hears;
      return this;
    }

    private static long atLeast(long least, long value) {
      if (value < least) {
        throw new IllegalArgumentException(value + " is less than " + least);
      }
      return value;
    }

    /**
     * The transfer, not started yet.
     *
     * @throws IllegalStateException if there is neither a torrent nor a magnet link
     */
    public Transfer build() {
      Metainfo metainfo = torrent;
      MagnetLink link = magnet;
      if (metainfo == null && link == null) {
        throw new IllegalStateException("a transfer needs a torrent or a magnet link");
      }
      List<List<String>> announced = trackers;
      if (announced == null && metainfo != null) {
        announced = metainfo.trackers();
      } else if (announced == null && link != null) {
        announced = link.trackers().stream().map(List::of).toList();
      }
      return new Transfer(
          vertx,
          new TransferOptions(
              metainfo,
              link,
              folder,
              seedOnly,
              listen,
              maxDownload,
              maxUpload,
              sequential,
              superSeeding,
              encryption,
              maxConnections,
              uploadSlots,
              peerExchange,
              seedRatio,
              seedTime,
              peers,
              announced == null ? List.of() : announced,
              trackerOptions,
              listener));
    }
  }
}

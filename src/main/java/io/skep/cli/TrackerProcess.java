package io.skep.cli;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.skep.console.ConsoleServer;
import io.skep.console.FirstToken;
import io.skep.console.Health;
import io.skep.console.LiveOptions;
import io.skep.registry.AnnounceUrls;
import io.skep.registry.ListAdmission;
import io.skep.registry.RegistryException;
import io.skep.registry.TorrentListException;
import io.skep.server.CannotListenException;
import io.skep.server.ClientAddress;
import io.skep.server.MonotonicSeconds;
import io.skep.server.TotalsJson;
import io.skep.server.TrackerMetrics;
import io.skep.server.TrackerServer;
import io.skep.storage.LockFile;
import io.skep.storage.StorageException;
import io.skep.swarm.CaffeineSwarmStore;
import io.skep.swarm.SwarmSnapshot;
import io.skep.swarm.SwarmStore;
import io.skep.tracker.Admission;
import io.skep.tracker.AnnounceListener;
import io.skep.tracker.Tracker;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.micrometer.MicrometerMetricsFactory;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A running tracker with everything around it, put together from its configuration. */
final class TrackerProcess {
  private static final int CHORES_AT_ONCE = 2;
  private static final long SNAPSHOT_MILLIS = TimeUnit.MINUTES.toMillis(5);

  private final TrackerOptions options;
  private final PrivateOptions privateOptions;
  private final Path dataFolder;
  private final Vertx vertx;
  private final LongSupplier seconds = new MonotonicSeconds();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Health health = new Health();
  private @Nullable LockFile lock;
  private @Nullable TrackerServer server;
  private @Nullable ConsoleServer console;
  private @Nullable PrivateTracker privateTracker;
  private @Nullable FirstStart firstStart;
  private @Nullable CaffeineSwarmStore swarms;
  private @Nullable JvmMetrics jvmMetrics;

  private TrackerProcess(TrackerOptions options, PrivateOptions privateOptions, Path dataFolder) {
    this.options = options;
    this.privateOptions = privateOptions;
    this.dataFolder = dataFolder;
    this.vertx =
        Vertx.builder()
            .with(
                new VertxOptions()
                    .setPreferNativeTransport(true)
                    // One more than the tracker has, so that the console never delays an announce.
                    .setEventLoopPoolSize(options.eventLoops() + 1)
                    // It has no files to serve, so it needs no folder for copies of them.
                    .setFileSystemOptions(
                        new FileSystemOptions()
                            .setFileCachingEnabled(false)
                            .setClassPathResolvingEnabled(false))
                    .setMetricsOptions(ProcessMetrics.vertxOptions()))
            .withMetrics(new MicrometerMetricsFactory(registry))
            .build();
  }

  /**
   * Starts everything.
   *
   * @throws ConfigurationException if the configuration doesn't fit together
   * @throws TorrentListException if a list of torrents can't be read
   * @throws CannotListenException if a port can't be had; nothing is left open then
   * @throws StorageException if the database can't be used, or another tracker uses the data folder
   * @throws IOException if the data folder can't be used
   */
  static TrackerProcess start(Configuration configuration)
      throws ConfigurationException,
          TorrentListException,
          CannotListenException,
          StorageException,
          IOException {
    TrackerOptions options = new TrackerOptions(configuration);
    TorrentLists lists = TorrentLists.open(options);
    PrivateOptions privateOptions = new PrivateOptions(configuration);
    Path dataFolder = makeFolder(options.dataFolder());
    if (options.mode() == TrackerMode.PRIVATE) {
      StartAhead.storage(privateOptions.storage(dataFolder));
    }
    TrackerProcess process = new TrackerProcess(options, privateOptions, dataFolder);
    try {
      process.startParts(lists);
      return process;
    } catch (ConfigurationException
        | CannotListenException
        | StorageException
        | IOException
        | RuntimeException e) {
      process.abandon();
      throw e;
    }
  }

  private void abandon() {
    closeStorage();
    closeMetrics();
    vertx.close();
  }

  private void closeMetrics() {
    JvmMetrics registered = jvmMetrics;
    if (registered != null) {
      registered.close();
    }
  }

  private void closeStorage() {
    PrivateTracker known = privateTracker;
    LockFile held = lock;
    try {
      if (known != null) {
        known.close();
      }
    } finally {
      if (held != null) {
        held.close();
      }
    }
  }

  private static Path makeFolder(Path folder) throws ConfigurationException {
    String why;
    try {
      Files.createDirectories(folder);
      if (Files.isWritable(folder)) {
        return folder.toAbsolutePath().normalize();
      }
      why = "can't be written to";
    } catch (FileAlreadyExistsException e) {
      why = "is a file and no folder";
    } catch (AccessDeniedException e) {
      why = "can't be made: no permission";
    } catch (FileSystemException e) {
      why = e.getReason() == null ? "can't be made" : "can't be made: " + e.getReason();
    } catch (IOException e) {
      why = "can't be made: " + e.getMessage();
    }
    throw new ConfigurationException("data.folder " + folder + " " + why);
  }

  private void startParts(TorrentLists lists)
      throws ConfigurationException, CannotListenException, StorageException, IOException {
    LiveOptions live = options.live();
    lock = LockFile.ofFolder(dataFolder);
    CaffeineSwarmStore swarms = new CaffeineSwarmStore(options.swarmLimits());
    this.swarms = swarms;
    WorkerExecutor workers = vertx.createSharedWorkerExecutor("skep-chores", CHORES_AT_ONCE);
    SwarmSnapshot.Counts restored = SwarmFile.restore(dataFolder, swarms, seconds.getAsLong());
    ClientAddress clientAddress = options.clientAddress();
    PrivateTracker known = null;
    if (options.mode() == TrackerMode.PRIVATE) {
      known =
          PrivateTracker.open(privateOptions, options.clientRules(), dataFolder, swarms, seconds);
      privateTracker = known;
    }
    Admission admission =
        known == null
            ? new ListAdmission(lists.allowed(), lists.denied(), options.clientRules())
            : known.admission();
    Tracker tracker =
        new Tracker(
            options.announceRules(),
            admission,
            swarms,
            known == null ? AnnounceListener.NONE : known.ledger());
    TrackerMetrics metrics = new TrackerMetrics(registry);
    TotalsJson totals =
        new TotalsJson(
            Version.text(),
            options.mode().name().toLowerCase(Locale.ROOT),
            swarms,
            metrics,
            seconds);
    TrackerServer.Parts parts =
        new TrackerServer.Parts(
            tracker,
            clientAddress,
            totals,
            metrics,
            seconds,
            options.announceRules().minInterval());
    server =
        await(
            TrackerServer.start(vertx, parts, options.http(), options.udp(), options.eventLoops()));
    // What is not needed for an answer is done once there are answers.
    if (restored != null) {
      SwarmFile.log(restored);
    }
    metrics.watch(swarms, swarms.tiers());
    ProcessMetrics.register(registry, Version.text());
    jvmMetrics = JvmMetrics.register(registry);
    IdleHeap.watch();
    if (known != null) {
      AnnounceUrls urls = announceUrls();
      known.register(registry);
      known.watch(vertx, workers, health);
      startConsole(swarms, totals, live, known.consoleParts(urls, privateOptions));
      // Last, so that a start that fails keeps nothing that it would have had to show.
      firstStart = firstStart(known, urls);
    } else {
      startConsole(swarms, totals, live, null);
    }
    lists.watch(vertx, options.listReloadMillis(), registry);
    CertificateWatch.start(vertx, options, server);
    Chore sweep = new Chore("silent peers not swept out", () -> swarms.sweep(seconds.getAsLong()));
    vertx.setPeriodic(options.sweepMillis(), timer -> sweep.runOn(workers));
    // So that who is killed has peers to tell of too, if not the latest.
    Chore snapshot =
        new Chore("swarms not kept", () -> SwarmFile.keep(dataFolder, swarms, seconds.getAsLong()));
    vertx.setPeriodic(SNAPSHOT_MILLIS, timer -> snapshot.runOn(workers));
    health.report("tracker", true);
  }

  private @Nullable FirstStart firstStart(PrivateTracker known, AnnounceUrls urls)
      throws StorageException, IOException {
    try {
      return FirstStart.make(known, urls, dataFolder);
    } catch (RegistryException e) {
      throw new IllegalStateException("the first user can't be made", e);
    }
  }

  /** What users are given: what the operator says, or what this machine itself can reach. */
  private AnnounceUrls announceUrls() {
    List<String> urls = new ArrayList<>(privateOptions.publicUrls());
    TrackerServer running = server();
    if (urls.isEmpty() && running.httpPort() != 0) {
      String scheme = options.hasTls() ? "https" : "http";
      urls.add(reachable(scheme, options.httpHost(), running.httpPort()));
    }
    if (privateOptions.publicUrls().isEmpty() && running.udpPort() != 0) {
      urls.add(reachable("udp", options.udpHost(), running.udpPort()));
    }
    return new AnnounceUrls(urls);
  }

  private static String reachable(String scheme, String host, int port) {
    return scheme + "://" + ListenAddress.fromHere(host) + ":" + port + "/announce";
  }

  private void startConsole(
      SwarmStore swarms,
      TotalsJson totals,
      LiveOptions live,
      ConsoleServer.@Nullable PrivateParts privateParts)
      throws CannotListenException {
    if (options.hasConsole()) {
      ConsoleServer.Parts parts =
          new ConsoleServer.Parts(
              swarms, seconds, registry, health, totals::totals, privateParts, live);
      String host = options.consoleHost();
      int port = options.consolePort();
      console =
          await(
              ConsoleServer.start(vertx, privateOptions.consoleDoor(host, port), parts)
                  .recover(
                      cause ->
                          Future.failedFuture(CannotListenException.of("TCP", host, port, cause))));
    }
  }

  private static <T> T await(Future<T> future) throws CannotListenException {
    try {
      return future.toCompletionStage().toCompletableFuture().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CannotListenException cannotListen) {
        throw cannotListen;
      }
      throw new IllegalStateException("could not start: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while starting", e);
    }
  }

  /** What a person sees once the tracker has started: where it listens, its mode, its data. */
  String banner() {
    List<String> lines = new ArrayList<>();
    lines.add("Skep " + Version.text() + " is running, mode " + options.modeName() + ".");
    TrackerServer running = server;
    if (running != null && running.httpPort() != 0) {
      String scheme = options.hasTls() ? "https" : "http";
      lines.add(listening("announce", scheme, options.httpHost(), running.httpPort(), "/announce"));
    }
    if (running != null && running.udpPort() != 0) {
      String sockets = running.udpSockets() == 1 ? "" : ", " + running.udpSockets() + " sockets";
      lines.add(
          listening("announce", "udp", options.udpHost(), running.udpPort(), "/announce")
              + sockets);
    }
    ConsoleServer shown = console;
    if (shown != null) {
      lines.add(listening("console ", "http", options.consoleHost(), shown.port(), "/"));
    }
    lines.add("  data      " + dataFolder);
    FirstStart first = firstStart;
    if (first != null) {
      lines.addAll(
          first.banner(
              NextCommand.ofProcess()
                  .registering(first.tokenFile(), options.consoleHost(), consolePort())));
    }
    PrivateTracker known = privateTracker;
    if (known != null && shown != null) {
      known
          .signIn()
          .firstAdministrator()
          .secret()
          .ifPresent(secret -> lines.addAll(welcome(shown, secret)));
    }
    lines.add("Stop it with Ctrl-C.");
    return String.join(System.lineSeparator(), lines) + System.lineSeparator();
  }

  /** Shown until an administrator can sign in. */
  private List<String> welcome(ConsoleServer shown, String secret) {
    String origin =
        privateOptions.consoleUrl().isEmpty()
            ? "http://" + ListenAddress.fromHere(options.consoleHost()) + ":" + shown.port()
            : privateOptions.consoleUrl();
    return List.of(
        "No administrator can sign in to the console yet. Whoever opens this link becomes one:",
        "  " + origin + "/#/welcome?token=" + secret);
  }

  /** Makes the administrator's token of a private tracker anew, and answers where it is kept. */
  Path renewAdminToken() throws StorageException, IOException {
    PrivateTracker known = privateTracker;
    if (known == null) {
      throw new IllegalStateException("not private, so there are no tokens");
    }
    return FirstToken.renew(known.tokens(), dataFolder);
  }

  private static String listening(String what, String scheme, String host, int port, String path) {
    String url = scheme + "://" + ListenAddress.inUrl(host) + ":" + port + path;
    String every = ListenAddress.isEvery(host) ? ", on every address" : "";
    return "  " + what + "  " + url + every;
  }

  TrackerServer server() {
    TrackerServer running = server;
    if (running == null) {
      throw new IllegalStateException("not started");
    }
    return running;
  }

  /** The console's port; 0 if there is none. */
  int consolePort() {
    ConsoleServer running = console;
    return running == null ? 0 : running.port();
  }

  /**
   * Stops: not ready any more, then no new requests, then the sockets close, then all that is known
   * is kept.
   */
  Future<Void> stop() {
    health.report("tracker", false);
    TrackerServer running = server;
    ConsoleServer shown = console;
    Future<Void> stopped = running == null ? Future.succeededFuture() : running.stop();
    return stopped
        .eventually(() -> shown == null ? Future.succeededFuture() : shown.stop())
        .eventually(() -> vertx.executeBlocking(this::keep))
        .eventually(vertx::close);
  }

  private boolean keep() {
    CaffeineSwarmStore filled = swarms;
    if (filled != null) {
      SwarmFile.keep(dataFolder, filled, seconds.getAsLong());
    }
    closeStorage();
    closeMetrics();
    return true;
  }
}

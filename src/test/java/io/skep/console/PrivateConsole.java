package io.skep.console;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.skep.ledger.CheatRules;
import io.skep.ledger.Findings;
import io.skep.ledger.HitAndRunRules;
import io.skep.ledger.HitAndRuns;
import io.skep.ledger.Ledger;
import io.skep.ledger.LedgerBooks;
import io.skep.ledger.LedgerRules;
import io.skep.ledger.LedgerWriter;
import io.skep.ledger.LedgerWriterOptions;
import io.skep.registry.AccessRules;
import io.skep.registry.AnnounceUrls;
import io.skep.registry.Passkeys;
import io.skep.registry.Torrents;
import io.skep.registry.Users;
import io.skep.signin.HashCost;
import io.skep.signin.SignIn;
import io.skep.signin.SignInSettings;
import io.skep.storage.AuditStore;
import io.skep.storage.Database;
import io.skep.storage.Databases;
import io.skep.storage.FindingStore;
import io.skep.storage.LedgerStore;
import io.skep.storage.MultiplierStore;
import io.skep.storage.StorageException;
import io.skep.storage.StorageOptions;
import io.skep.storage.StorageUnavailableException;
import io.skep.storage.TokenStore;
import io.skep.storage.TorrentPasskeyStore;
import io.skep.storage.TorrentStore;
import io.skep.storage.UserStore;
import io.skep.swarm.CaffeineSwarmStore;
import io.skep.swarm.SwarmLimits;
import io.skep.tracker.Departures;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** The console of a private tracker on a free port, over a real SQLite file. */
final class PrivateConsole implements AutoCloseable {
  static final long START = 1_800_000_000L;

  /**
   * As long as nobody should have to wait for the database on a machine that has much else to do.
   */
  private static final int PATIENT_MILLIS = 60_000;

  private static final AccessRules ACCESS = new AccessRules(0, 0, 0, 0.5, 1000, 0, 0, 3);
  private static final LedgerRules RULES = new LedgerRules(1800, 900, 30L * 86_400, 120);

  /** Passwords that are cheap to hash, since tests have many. */
  private static final SignInSettings SIGN_IN =
      new SignInSettings(30L * 86_400, 7L * 86_400, 7L * 86_400, 3, 20, new HashCost(64, 1));

  /** Whether the database is away. */
  final AtomicBoolean away = new AtomicBoolean();

  /** Whether the database is away for the audit log alone. */
  final AtomicBoolean failingAudit = new AtomicBoolean();

  /** Whether the database goes away once the history was read. */
  final AtomicBoolean unplugAfterNextRead = new AtomicBoolean();

  /** What happens while the books are checked. */
  volatile Runnable duringCheck = () -> {};

  final AtomicLong clock = new AtomicLong(START);
  final CaffeineSwarmStore swarms =
      new CaffeineSwarmStore(new SwarmLimits(10_000, 1_000, 1800, 2700, 86_400, true));
  final Path folder;
  final Database database;
  final ConsoleServer.PrivateParts parts;
  final ConsoleServer server;

  /** What may do everything. */
  final String admin;

  private final String publicUrl;
  private final Vertx vertx = Vertx.vertx();
  private final LedgerWriter writer;
  private final LedgerStore ledgerStore;
  final FindingStore findingStore;

  PrivateConsole() {
    this(PATIENT_MILLIS);
  }

  /** One that tells whoever waits for the database so long to try again. */
  PrivateConsole(int stopTimeoutMillis) {
    this(stopTimeoutMillis, "");
  }

  /** One that browsers reach by another address than it listens on. */
  PrivateConsole(String publicUrl) {
    this(PATIENT_MILLIS, publicUrl);
  }

  private PrivateConsole(int stopTimeoutMillis, String publicUrl) {
    this.publicUrl = publicUrl;
    try {
      folder = Files.createTempDirectory("skep-console");
      database = Databases.open(new StorageOptions("jdbc:sqlite:" + databaseFile(), "", "", 2));
      ledgerStore = store(LedgerStore.class, database.ledger());
      findingStore = store(FindingStore.class, database.findings());
      writer =
          LedgerWriter.open(
              ledgerStore,
              new LedgerWriterOptions(1000, 1000, 1000, 20, stopTimeoutMillis),
              folder,
              clock::get);
      parts = parts();
      admin = token("everything", Scopes.ALL);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (StorageException e) {
      throw new IllegalStateException(e);
    }
    server =
        RunningConsole.await(
            ConsoleServer.start(
                vertx,
                "127.0.0.1",
                0,
                new ConsoleServer.Parts(
                    swarms,
                    clock::get,
                    new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                    new Health(),
                    () -> new JsonObject().put("torrents", 0),
                    parts)));
  }

  private ConsoleServer.PrivateParts parts() throws StorageException, IOException {
    Users users = Users.load(store(UserStore.class, database.users()), clock::get);
    Torrents torrents = Torrents.load(store(TorrentStore.class, database.torrents()), clock::get);
    HitAndRuns hitAndRuns =
        new HitAndRuns(ledgerStore, HitAndRunRules.DEFAULTS, torrent -> true, torrent -> -1);
    return new ConsoleServer.PrivateParts(
        users,
        new Passkeys(
            users, store(TorrentPasskeyStore.class, database.torrentPasskeys()), new byte[32]),
        torrents,
        new AnnounceUrls(
            List.of("http://tracker.example:6969/announce", "udp://tracker.example:6969/announce")),
        Ledger.open(
            ledgerStore,
            store(MultiplierStore.class, database.multipliers()),
            writer,
            CheatRules.NONE,
            hitAndRuns,
            RULES,
            Departures.NONE,
            START),
        new LedgerBooks(ledgerStore),
        new Findings(findingStore, 1000),
        hitAndRuns,
        Tokens.load(store(TokenStore.class, database.tokens()), clock::get),
        SignIn.open(stores(), users, folder, SIGN_IN, clock::get),
        new SiteRules(ACCESS, HitAndRunRules.DEFAULTS),
        site(),
        List.of(
            new ConfigurationEntry("database.password", "(set)", "\"\"", "The password."),
            new ConfigurationEntry("log.level", "info", "info", "How much the log tells.")));
  }

  /** Where requests come from is what they say, so that a test can come from anywhere. */
  private Site site() {
    return new Site(
        publicUrl,
        request ->
            Objects.requireNonNullElse(
                request.getHeader("X-Test-Address"), request.remoteAddress().hostAddress()));
  }

  /** The database with every store as {@link #store} has it. */
  private Database stores() {
    return (Database)
        Proxy.newProxyInstance(
            Database.class.getClassLoader(),
            new Class<?>[] {Database.class},
            (proxy, method, arguments) ->
                wrapped(method.getReturnType(), method.invoke(database, arguments)));
  }

  private <T> Object wrapped(Class<T> type, Object answer) {
    return type.isInterface() ? store(type, type.cast(answer)) : answer;
  }

  /** A store that is as if the database were away while {@link #away} says so. */
  private <T> T store(Class<T> type, T store) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (away.get() || (failingAudit.get() && type == AuditStore.class)) {
                throw new StorageUnavailableException("unplugged", null);
              }
              if (method.getName().equals("check")) {
                duringCheck.run();
              }
              try {
                Object answer = method.invoke(store, arguments);
                if (method.getName().equals("lines")
                    && unplugAfterNextRead.compareAndSet(true, false)) {
                  away.set(true);
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  Path databaseFile() {
    return folder.resolve("skep.db");
  }

  /** The secret of a new token of the operator's. */
  String token(String name, Set<String> scopes) {
    return token(name, scopes, 0, 0);
  }

  String token(String name, Set<String> scopes, long user, long expiresAt) {
    try {
      return parts.tokens().add(name, scopes, user, expiresAt).secret();
    } catch (StorageException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Asks with the token that may do everything. */
  ApiClient client() {
    return client(admin);
  }

  ApiClient client(String token) {
    return new ApiClient(server.port(), token);
  }

  @Override
  public void close() {
    RunningConsole.await(server.stop());
    RunningConsole.await(vertx.close());
    writer.close();
    database.close();
    delete(folder);
  }

  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.skep.cli;

import io.micrometer.core.instrument.MeterRegistry;
import io.skep.bittorrent.InfoHash;
import io.skep.console.ConsoleServer;
import io.skep.console.Health;
import io.skep.console.SiteRules;
import io.skep.console.Tokens;
import io.skep.ledger.CheatSettings;
import io.skep.ledger.Findings;
import io.skep.ledger.HitAndRuns;
import io.skep.ledger.Ledger;
import io.skep.ledger.LedgerBooks;
import io.skep.ledger.LedgerRules;
import io.skep.ledger.LedgerWriter;
import io.skep.ledger.UnbalancedSwarms;
import io.skep.ledger.WatchedRules;
import io.skep.registry.AnnounceUrls;
import io.skep.registry.ClientRules;
import io.skep.registry.PasskeyGuesses;
import io.skep.registry.Passkeys;
import io.skep.registry.PrivateAdmission;
import io.skep.registry.Torrents;
import io.skep.registry.Users;
import io.skep.signin.SignIn;
import io.skep.storage.Database;
import io.skep.storage.Databases;
import io.skep.storage.StorageException;
import io.skep.storage.Torrent;
import io.skep.swarm.SwarmStore;
import io.skep.tracker.Admission;
import io.skep.tracker.Departures;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What a private tracker has beside an open one: a database, those whom it knows, and the ledger.
 *
 * <p>Opened before the sockets are; closed after them, so that the last {@code stopped} is kept.
 */
final class PrivateTracker implements AutoCloseable {
  private static final Logger LOG = System.getLogger(PrivateTracker.class.getName());
  private static final int SITE_KEY_BYTES = 32;
  private static final int MAX_FINDINGS = 10_000;
  private static final long HIT_AND_RUN_MILLIS = TimeUnit.MINUTES.toMillis(10);
  private static final long UNBALANCED_MILLIS = TimeUnit.HOURS.toMillis(1);
  private static final long FINDINGS_MILLIS = TimeUnit.SECONDS.toMillis(5);
  private static final long SWEEP_MILLIS = TimeUnit.MINUTES.toMillis(5);
  private static final long SIGN_IN_MILLIS = TimeUnit.MINUTES.toMillis(1);
  private static final long HEALTH_MILLIS = 1000;

  private final Database database;
  private final LongSupplier seconds;
  private final LedgerWriter writer;
  private final Users users;
  private final Passkeys passkeys;
  private final Torrents torrents;
  private final PasskeyGuesses guesses;
  private final HitAndRuns hitAndRuns;
  private final Findings findings;
  private final UnbalancedSwarms unbalanced;
  private final Ledger ledger;
  private final Tokens tokens;
  private final SignIn signIn;
  private final PrivateAdmission admission;

  private PrivateTracker(
      PrivateOptions options,
      ClientRules clients,
      Database database,
      LedgerWriter writer,
      Path dataFolder,
      SwarmStore swarms,
      LongSupplier seconds)
      throws StorageException, IOException {
    this.database = database;
    this.writer = writer;
    this.seconds = seconds;
    long now = seconds.getAsLong();
    users = Users.load(database.users(), seconds);
    torrents = Torrents.load(database.torrents(), seconds);
    passkeys = new Passkeys(users, database.torrentPasskeys(), siteKey(database));
    tokens = Tokens.load(database.tokens(), seconds);
    signIn = SignIn.open(database, users, dataFolder, options.signIn(), seconds);
    guesses = new PasskeyGuesses(PasskeyGuesses.DEFAULT_PER_MINUTE, seconds);
    hitAndRuns =
        new HitAndRuns(database.ledger(), options.hitAndRuns(), this::serves, this::length);
    hitAndRuns.refresh(now);
    findings = new Findings(database.findings(), MAX_FINDINGS);
    CheatSettings cheats = options.cheats();
    LedgerRules rules = options.ledger();
    unbalanced = new UnbalancedSwarms(database.ledger(), cheats.unbalancedSwarms(), findings);
    ledger =
        Ledger.open(
            database.ledger(),
            database.multipliers(),
            writer,
            new WatchedRules(
                cheats,
                rules.interval(),
                rules.grace(),
                findings,
                database.ledger().lastSeen(),
                now),
            hitAndRuns,
            rules,
            Departures.from(swarms, this::infoHashes),
            now);
    admission =
        new PrivateAdmission(passkeys, torrents, clients, options.access(), ledger, guesses);
  }

  /**
   * Opens the database, loads what is known from it, and writes what an earlier run has left.
   *
   * @throws StorageException with a sentence for the operator if it can't be used
   */
  static PrivateTracker open(
      PrivateOptions options,
      ClientRules clients,
      Path dataFolder,
      SwarmStore swarms,
      LongSupplier seconds)
      throws StorageException, IOException {
    Database database = Databases.open(options.storage(dataFolder));
    LedgerWriter writer = null;
    try {
      writer = LedgerWriter.open(database.ledger(), options.writer(), dataFolder, seconds);
      return new PrivateTracker(options, clients, database, writer, dataFolder, swarms, seconds);
    } catch (StorageException | IOException | RuntimeException e) {
      if (writer != null) {
        writer.close();
      }
      database.close();
      throw e;
    }
  }

  private static byte[] siteKey(Database database) throws StorageException {
    String hex =
        database.setting(
            "passkey-site-key",
            () -> {
              byte[] key = new byte[SITE_KEY_BYTES];
              new SecureRandom().nextBytes(key);
              return HexFormat.of().formatHex(key);
            });
    return HexFormat.of().parseHex(hex);
  }

  private boolean serves(long torrent) {
    return torrents.find(torrent).filter(each -> each.deleted() == null).isPresent();
  }

  private long length(long torrent) {
    return torrents.find(torrent).map(Torrent::length).orElse(-1L);
  }

  private List<InfoHash> infoHashes(long torrent) {
    return torrents.find(torrent).map(Torrent::infoHashes).orElse(List.of());
  }

  /** Does again and again, off the event loops, what is not done by announces. */
  void watch(Vertx vertx, WorkerExecutor workers, Health health) {
    List<Chore> chores =
        List.of(
            new Chore("hit-and-runs could not be counted", () -> hitAndRuns.refresh(now())),
            new Chore("the books of swarms could not be compared", () -> unbalanced.run(now())),
            new Chore("findings could not be kept", findings::flush),
            new Chore("old sessions could not be forgotten", () -> ledger.sweep(now())),
            new Chore("who is signed in could not be kept", signIn::sweep));
    long[] periods = {
      HIT_AND_RUN_MILLIS, UNBALANCED_MILLIS, FINDINGS_MILLIS, SWEEP_MILLIS, SIGN_IN_MILLIS
    };
    for (int i = 0; i < periods.length; i++) {
      Chore chore = chores.get(i);
      vertx.setPeriodic(periods[i], timer -> chore.runOn(workers));
    }
    health.reportAside("database", writer.isStorageUp());
    vertx.setPeriodic(HEALTH_MILLIS, timer -> health.reportAside("database", writer.isStorageUp()));
  }

  private long now() {
    return seconds.getAsLong();
  }

  /** Registers how the books and those who keep them are doing. */
  void register(MeterRegistry registry) {
    PrivateMetrics metrics = new PrivateMetrics(registry);
    metrics.watch(writer);
    metrics.watch(ledger);
    metrics.watch(findings);
    metrics.watch(guesses);
    metrics.watch(passkeys);
    metrics.watch(admission);
    metrics.watch(users, torrents, hitAndRuns);
    new SignInMetrics(registry).watch(signIn);
  }

  Admission admission() {
    return admission;
  }

  Ledger ledger() {
    return ledger;
  }

  Users users() {
    return users;
  }

  String description() {
    return database.description();
  }

  Tokens tokens() {
    return tokens;
  }

  SignIn signIn() {
    return signIn;
  }

  /** What the console's API works with. */
  ConsoleServer.PrivateParts consoleParts(AnnounceUrls urls, PrivateOptions options) {
    return new ConsoleServer.PrivateParts(
        users,
        passkeys,
        torrents,
        urls,
        ledger,
        new LedgerBooks(database.ledger()),
        findings,
        hitAndRuns,
        tokens,
        signIn,
        new SiteRules(options.access(), options.hitAndRuns()),
        options.site(),
        options.shown());
  }

  /** Writes what still waits and closes the database. Blocks. */
  @Override
  public void close() {
    try {
      findings.flush();
      signIn.sweep();
    } catch (StorageException e) {
      LOG.log(Level.WARNING, "the last findings, or who is signed in, could not be kept", e);
    } finally {
      writer.close();
      database.close();
    }
  }
}

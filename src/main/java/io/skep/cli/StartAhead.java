package io.skep.cli;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.skep.server.TrackerMetrics;
import io.skep.server.TrackerServer;
import io.skep.storage.Databases;
import io.skep.storage.StorageOptions;
import io.skep.swarm.CaffeineSwarmStore;
import io.skep.swarm.SwarmLimits;
import java.lang.System.Logger.Level;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;

/**
 * Loads on other threads what {@code serve} needs, while the first reads the command line and puts
 * the parts together.
 *
 * <p>Most of a start is the loading of classes, and of the native libraries of Netty and SQLite,
 * which have to be unpacked first. Nothing here is kept: it only has happened when the first thread
 * gets there, or is waited for.
 */
final class StartAhead {
  private StartAhead() {}

  /** What is loaded; whoever needs it will meet the same failure and say what it means. */
  private interface Load {
    void run() throws ClassNotFoundException, NoSuchAlgorithmException;
  }

  /** Begins with what every tracker needs. */
  static void begin() {
    begin("skep-start", StartAhead::server);
  }

  /** Begins with what only a private tracker needs. */
  static void storage(StorageOptions options) {
    begin(
        "skep-start-storage",
        () -> {
          Databases.loadAhead(options);
          Mac.getInstance("HmacSHA256");
        });
  }

  private static void begin(String name, Load load) {
    Thread thread = new Thread(() -> attempt(load), name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void attempt(Load load) {
    try {
      load.run();
    } catch (ClassNotFoundException | NoSuchAlgorithmException | RuntimeException e) {
      System.getLogger(StartAhead.class.getName()).log(Level.DEBUG, "could not load ahead", e);
    }
  }

  private static void server() throws ClassNotFoundException {
    Class.forName("io.vertx.core.impl.VertxImpl");
    TrackerServer.loadAhead();
    Class.forName("io.vertx.core.http.impl.HttpServerImpl");
    Class.forName("io.vertx.ext.web.impl.RouterImpl");
    CaffeineSwarmStore swarms = new CaffeineSwarmStore(new SwarmLimits(64, 1, 1, 1, 1, false));
    new TrackerMetrics(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))
        .watch(swarms, swarms.tiers());
  }
}

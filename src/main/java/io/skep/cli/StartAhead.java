package io.skep.cli;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.channel.epoll.Epoll;
import io.skep.server.TrackerMetrics;
import io.skep.swarm.CaffeineSwarmStore;
import io.skep.swarm.SwarmLimits;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Loads on a second thread what {@code serve} needs, while the first reads the command line.
 *
 * <p>Most of a start is the loading of classes, and of Netty's native library, which has to be
 * unpacked first. Nothing here is kept: it only has happened when the first thread gets there.
 */
final class StartAhead {
  private static final Logger LOG = System.getLogger(StartAhead.class.getName());

  private StartAhead() {}

  static void begin() {
    Thread thread = new Thread(StartAhead::load, "skep-start");
    thread.setDaemon(true);
    thread.start();
  }

  private static void load() {
    try {
      Class.forName("io.vertx.core.impl.VertxImpl");
      if (Epoll.isAvailable()) {
        Class.forName("io.netty.channel.epoll.EpollEventLoopGroup");
      }
      Class.forName("io.vertx.core.http.impl.HttpServerImpl");
      Class.forName("io.vertx.ext.web.impl.RouterImpl");
      CaffeineSwarmStore swarms = new CaffeineSwarmStore(new SwarmLimits(64, 1, 1, 1, 1, false));
      new TrackerMetrics(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))
          .watch(swarms, swarms.tiers());
    } catch (ClassNotFoundException | RuntimeException e) {
      // Whoever needs it will meet the same and say what it means.
      LOG.log(Level.DEBUG, "could not load ahead", e);
    }
  }
}

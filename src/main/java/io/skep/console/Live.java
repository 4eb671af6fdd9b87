package io.skep.console;

import io.micrometer.core.instrument.Gauge;
import io.skep.statistics.LiveFigures;
import io.skep.statistics.SwarmHistory;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What is done each second as long as there is a console: the counters are read, and those who
 * listen are told. On a thread of its own, so that neither a long sweep nor a slow question to the
 * API leaves a gap in the charts.
 */
final class Live {
  private static final Logger LOG = System.getLogger(Live.class.getName());
  private static final long EVERY_MILLIS = 1000;
  private static final String WORKER = "skep-live";

  private final Vertx vertx;
  private final WorkerExecutor worker;
  private final LiveReadings readings;
  private final LiveFigures figures;
  private final Overview overview;
  private final EventStreams streams;
  private final SwarmHistory swarmHistory;
  private final SwarmHistoryTaker taker;
  private final AtomicBoolean running = new AtomicBoolean();
  private long timer;

  Live(Vertx vertx, ConsoleServer.Parts parts) {
    this.vertx = vertx;
    worker = vertx.createSharedWorkerExecutor(WORKER, 1);
    readings = new LiveReadings(parts.registry(), parts.swarms(), parts.seconds());
    figures = new LiveFigures(readings.counterNames(), readings.levelNames(), readings.bounds());
    overview = new Overview(parts, figures, this::inBackground);
    streams = new EventStreams(parts.registry());
    swarmHistory = new SwarmHistory(parts.live().historyBytes(), parts.seconds().getAsLong());
    Gauge.builder("skep.console.history", swarmHistory, SwarmHistory::bytes)
        .description("Bytes that the history of swarms takes")
        .register(parts.registry());
    Gauge.builder("skep.console.history.max", swarmHistory, SwarmHistory::maxBytes)
        .description("Bytes that the history of swarms may take")
        .register(parts.registry());
    taker = new SwarmHistoryTaker(parts, swarmHistory);
  }

  Overview overview() {
    return overview;
  }

  EventStreams streams() {
    return streams;
  }

  SwarmHistory swarmHistory() {
    return swarmHistory;
  }

  void start() {
    timer = vertx.setPeriodic(0, EVERY_MILLIS, tick -> onWorker());
  }

  private void onWorker() {
    if (running.compareAndSet(false, true)) {
      worker
          .executeBlocking(
              () -> {
                tick();
                return true;
              },
              false)
          .onComplete(done -> running.set(false))
          .onFailure(fault -> LOG.log(Level.WARNING, "the live figures have a gap", fault));
    }
  }

  private void inBackground(Runnable work) {
    vertx.executeBlocking(
        () -> {
          work.run();
          return true;
        },
        false);
  }

  /** Does once what is done each second. */
  void tick() {
    figures.take(readings.take());
    if (!streams.isEmpty()) {
      JsonObject told = overview.told();
      streams.tick(
          EventStream.event("overview", told),
          EventStream.event("overview", Overview.withoutFindings(told)));
    }
    taker.takeIfDue();
  }

  /** Ends it; who listens is told so. */
  void stop() {
    vertx.cancelTimer(timer);
    streams.close();
    worker.close();
  }
}

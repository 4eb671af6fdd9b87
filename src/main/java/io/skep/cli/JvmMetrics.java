package io.skep.cli;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmCompilationMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmHeapPressureMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.util.List;

/**
 * The figures of the JVM. Vert.x would register the same, but before the tracker listens, which
 * then would do so later.
 */
final class JvmMetrics implements AutoCloseable {
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final JvmHeapPressureMetrics pressure = new JvmHeapPressureMetrics();

  private JvmMetrics() {}

  /** Registers them. */
  static JvmMetrics register(MeterRegistry registry) {
    JvmMetrics metrics = new JvmMetrics();
    List<MeterBinder> all =
        List.of(
            metrics.collections,
            metrics.pressure,
            new ClassLoaderMetrics(),
            new JvmCompilationMetrics(),
            new JvmInfoMetrics(),
            new JvmMemoryMetrics(),
            new JvmThreadMetrics(),
            new ProcessorMetrics(),
            new UptimeMetrics());
    all.forEach(binder -> binder.bindTo(registry));
    return metrics;
  }

  /** Listens to collections no more. */
  @Override
  public void close() {
    collections.close();
    pressure.close();
  }
}

package io.skep.cli;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The figures of the process: open files, memory as the operating system counts it. */
final class ProcessMetrics {
  private static final Logger LOG = System.getLogger(ProcessMetrics.class.getName());
  private static final Path STATUS = Path.of("/proc/self/status");

  private ProcessMetrics() {}

  /**
   * What Vert.x measures of itself: its pools. Not its HTTP servers, whose labels and cost each
   * announce would pay for; the tracker counts its requests itself.
   */
  static MicrometerMetricsOptions vertxOptions() {
    MicrometerMetricsOptions options = new MicrometerMetricsOptions().setEnabled(true);
    for (MetricsDomain domain : MetricsDomain.values()) {
      if (domain != MetricsDomain.NAMED_POOLS) {
        options.addDisabledMetricsCategory(domain);
      }
    }
    return options;
  }

  static void register(MeterRegistry registry, String version) {
    new FileDescriptorMetrics().bindTo(registry);
    Gauge.builder("skep.build.info", () -> 1)
        .description("Always 1; the label tells the version")
        .tag("version", version)
        .register(registry);
    if (Files.isReadable(STATUS)) {
      Gauge.builder("skep.process.resident", ProcessMetrics::residentBytes)
          .description("Memory of the process as the operating system counts it")
          .baseUnit("bytes")
          .register(registry);
    }
  }

  private static double residentBytes() {
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> line.replaceAll("[^0-9]", ""))
          .mapToDouble(kibibytes -> 1024 * Double.parseDouble(kibibytes))
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the resident memory could not be read", e);
      return Double.NaN;
    }
  }
}

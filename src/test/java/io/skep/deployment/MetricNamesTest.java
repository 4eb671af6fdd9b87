package io.skep.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricNamesTest {
  private static final Path CONF = OutsideContract.PROJECT.resolve("conf");
  private static final Path DASHBOARD = CONF.resolve("grafana/skep-dashboard.json");
  private static final Path ALERTS = CONF.resolve("prometheus/skep-alerts.yaml");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "up | up",
        "sum by (a, b) (rate(x_total{c=\"d_total\", e=~\"$f\"}[$__rate_interval])) | x_total",
        "sum(rate(x_total[5m])) without (a) / on(b) group_left(c) y | x_total,y",
        "histogram_quantile(0.99, sum by (le) (rate(x_bucket[5m]))) > 1e9 | x_bucket",
        "x offset 1h unless y <= bool 2 or vector(0) and NaN | x,y",
        "x{a=\"}\"} + ignoring (z) y # w | x,y",
        "increase(a:b_total[1h:5m]) == +Inf | a:b_total",
        "$instance + ${other} + x | x"
      })
  void namesAreTakenFromAnExpression(String expression, String names) {
    assertEquals(Set.of(names.split(",", -1)), MetricNames.inExpression(expression));
  }

  @Test
  void anExpressionThatHidesTheNameIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> MetricNames.inExpression("{__name__=~\"skep_.*_total\"}"));
  }

  @Test
  void anUnknownNameInARuleFileIsFound(@TempDir Path folder) throws IOException {
    Path rules = folder.resolve("rules.yaml");
    Files.writeString(
        rules,
        Files.readString(ALERTS).replace("skep_http_connections_max", "skep_http_connections_mux"));

    assertEquals(Set.of("skep_http_connections_mux"), unknown(rules));
  }

  @ParameterizedTest
  @ValueSource(strings = {"grafana/skep-dashboard.json", "prometheus/skep-alerts.yaml"})
  void everyNameIsOneThatIsServed(String file) throws IOException {
    Path path = CONF.resolve(file);

    assertTrue(MetricNames.used(path).size() > 10, "The file holds too few names to be read right");
    assertEquals(Set.of(), unknown(path));
  }

  @Test
  void everyLabelIsOneThatIsServed() throws IOException {
    Set<String> used = new TreeSet<>(MetricNames.usedLabels(DASHBOARD));
    used.addAll(MetricNames.usedLabels(ALERTS));

    assertEquals(KnownMetrics.labels(), used);
  }

  @Test
  void noMetricOfOurOwnIsMissingFromTheDashboard() throws IOException {
    Set<String> shown =
        MetricNames.used(DASHBOARD).stream().map(KnownMetrics::family).collect(Collectors.toSet());

    Set<String> missing = new TreeSet<>(KnownMetrics.ownFamilies());
    missing.removeAll(shown);
    assertEquals(Set.of(), missing);
  }

  private static Set<String> unknown(Path file) throws IOException {
    Set<String> unknown = new TreeSet<>(MetricNames.used(file));
    unknown.removeAll(KnownMetrics.all());
    return unknown;
  }
}

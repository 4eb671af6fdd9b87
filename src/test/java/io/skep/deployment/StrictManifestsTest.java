package io.skep.deployment;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;

/** The reader rejects what a cluster would reject, or worse, drop in silence. */
class StrictManifestsTest {
  private static final String GOOD =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: skep
      spec:
        replicas: 1
        selector:
          matchLabels: {app: skep}
        template:
          spec:
            containers:
              - name: skep
                ports:
                  - containerPort: 6969
                livenessProbe:
                  httpGet: {path: /health/live, port: console}
                resources:
                  limits: {memory: 1Gi}
      """;

  @Test
  void aGoodManifestIsRead() {
    assertDoesNotThrow(() -> StrictManifests.resources(GOOD));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: Deployment | kind: Deploymint",
        "apiVersion: apps/v1 | apiVersion: apps/v7",
        "replicas: 1 | replica: 1",
        "name: skep | nam: skep",
        "containerPort: 6969 | containersPort: 6969",
        "livenessProbe: | livenesProbe:",
        "port: console} | port: console, scheem: HTTP}",
        "limits: {memory: 1Gi} | limit: {memory: 1Gi}",
        "matchLabels: {app: skep} | matchLabel: {app: skep}"
      })
  void anUnknownFieldIsRejected(String right, String wrong) {
    assertTrue(GOOD.contains(right));
    String manifest = GOOD.replace(right, wrong);

    assertThrows(StrictManifests.Rejected.class, () -> StrictManifests.resources(manifest));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "replicas: 1 | replicas: one",
        "replicas: 1 | replicas: '1'",
        "replicas: 1 | replicas: 1.5",
        "containerPort: 6969 | containerPort: http",
        "ports: | ports: 6969"
      },
      quoteCharacter = '~')
  void aValueOfTheWrongTypeIsRejected(String right, String wrong) {
    assertTrue(GOOD.contains(right));
    String manifest = GOOD.replace(right, wrong);

    assertThrows(JacksonException.class, () -> StrictManifests.resources(manifest));
  }

  @Test
  void aFieldGivenTwiceIsRejected() {
    String manifest = GOOD.replace("replicas: 1", "replicas: 1\n  replicas: 2");

    assertThrows(JacksonException.class, () -> StrictManifests.resources(manifest));
  }

  @Test
  void anUnknownFieldOfOurOwnRecordsIsRejected() {
    String manifest =
        """
        apiVersion: monitoring.coreos.com/v1
        kind: ServiceMonitor
        spec:
          jobLable: app
        """;

    assertThrows(
        JacksonException.class,
        () ->
            StrictManifests.typed(
                StrictManifests.documents(manifest).get(0), ServiceMonitor.class));
  }
}

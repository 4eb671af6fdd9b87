package io.skep.deployment;

import java.util.List;
import java.util.Map;

/**
 * What the Prometheus operator scrapes; only the fields that are used here.
 *
 * <p>fabric8 has this model in {@code openshift-model-monitoring}, but not in the version that the
 * other models have.
 */
record ServiceMonitor(String apiVersion, String kind, Metadata metadata, Spec spec) {

  record Metadata(String name, Map<String, String> labels) {}

  record Spec(String jobLabel, Selector selector, List<Endpoint> endpoints) {}

  record Selector(Map<String, String> matchLabels) {}

  record Endpoint(String port, String path, String interval, String scrapeTimeout) {}
}

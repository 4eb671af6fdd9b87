package io.skep.deployment;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a kustomization that are used here; another one is added when it is needed. */
record Kustomization(
    String apiVersion,
    String kind,
    List<String> resources,
    @Nullable List<ConfigMap> configMapGenerator,
    @Nullable GeneratorOptions generatorOptions,
    @Nullable List<Image> images,
    @Nullable List<String> components) {

  record ConfigMap(String name, List<String> files) {}

  record GeneratorOptions(Map<String, String> labels) {}

  record Image(String name, String newName, String newTag) {}
}

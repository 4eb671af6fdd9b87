package io.skep.deployment;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads Kubernetes manifests by the typed models of fabric8, and refuses what they do not know.
 *
 * <p>The models take unknown fields into a map of additional properties, as a client of newer
 * clusters has to. A misspelt field would hide there, so every such map must be empty.
 */
final class StrictManifests {
  private static final String MODELS = "io.fabric8.kubernetes.api.model";

  private static final YAMLMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  // Only for its list of kinds: reading by it turns the text "1" into a number, which a cluster
  // refuses.
  private static final KubernetesSerialization KINDS = new KubernetesSerialization();

  private StrictManifests() {}

  /** A manifest that does not say what it should. */
  static final class Rejected extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Rejected(String words) {
      super(words);
    }
  }

  /** The documents of a YAML text. */
  static List<JsonNode> documents(String yaml) {
    try (MappingIterator<JsonNode> documents = YAML.readerFor(JsonNode.class).readValues(yaml)) {
      List<JsonNode> all = new ArrayList<>();
      documents.forEachRemaining(all::add);
      return all;
    }
  }

  static List<HasMetadata> resources(String yaml) {
    return documents(yaml).stream().map(StrictManifests::resource).toList();
  }

  static HasMetadata resource(JsonNode document) {
    String version = document.path("apiVersion").asString();
    String kind = document.path("kind").asString();
    Class<? extends KubernetesResource> type = KINDS.getRegisteredKubernetesResource(version, kind);
    if (type == null) {
      throw new Rejected("Kubernetes has no " + kind + " in " + version);
    }
    HasMetadata resource = (HasMetadata) STRICT.treeToValue(document, type);
    refuseUnknown(kind, resource);
    return resource;
  }

  /** Reads a kind for which fabric8 has no model, by a record that names every field allowed. */
  static <T> T typed(JsonNode document, Class<T> type) {
    return STRICT.treeToValue(document, type);
  }

  private static void refuseUnknown(String path, @Nullable Object value) {
    if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        refuseUnknown(path + "[" + i + "]", list.get(i));
      }
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, element) -> refuseUnknown(path + "." + key, element));
    } else if (value != null && value.getClass().getName().startsWith(MODELS)) {
      for (Method method : value.getClass().getMethods()) {
        if (isGetter(method)) {
          Object inner = call(method, value);
          if (method.getName().equals("getAdditionalProperties")) {
            refuseAny(path, inner);
          } else {
            refuseUnknown(path + "." + method.getName().substring(3), inner);
          }
        }
      }
    }
  }

  private static void refuseAny(String path, @Nullable Object additional) {
    if (additional instanceof Map<?, ?> map && !map.isEmpty()) {
      throw new Rejected(path + " has no field " + map.keySet());
    }
  }

  private static boolean isGetter(Method method) {
    return method.getName().startsWith("get")
        && method.getParameterCount() == 0
        && !method.getName().equals("getClass");
  }

  private static @Nullable Object call(Method getter, Object owner) {
    try {
      return getter.invoke(owner);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("Could not read " + getter, e);
    }
  }
}

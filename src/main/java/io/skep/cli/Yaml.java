package io.skep.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads YAML into dotted keys, each with its words and its line; and quotes a text for YAML. */
final class Yaml {
  private static final int MAX_DEPTH = 10;
  private static final int MAX_NODES = 10_000;

  private final String name;
  private final Map<String, Value> values = new LinkedHashMap<>();
  private int nodes;

  private Yaml(String name) {
    this.name = name;
  }

  /**
   * A value as it is written.
   *
   * @param words one for a scalar, any number for a list, none where there is no value ({@code
   *     null}, {@code ~} or nothing)
   * @param list whether it is written as a list
   * @param where a name of the place, for an error
   */
  record Value(List<String> words, boolean list, String where) {
    /** True if the key stands there without a value. */
    boolean isMissing() {
      return words.isEmpty() && !list;
    }
  }

  /**
   * Reads a document.
   *
   * @param name what an error calls the document
   */
  static Map<String, Value> read(String text, String name) throws ConfigurationException {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(name)
            .setUseMarks(true)
            .setSchema(new CoreSchema())
            .setAllowNonScalarKeys(true)
            .build();
    Yaml yaml = new Yaml(name);
    try {
      Optional<Node> root = new Compose(settings).composeString(text);
      if (root.isPresent()) {
        yaml.readRoot(root.get());
      }
      return yaml.values;
    } catch (MarkedYamlEngineException e) {
      String line = e.getProblemMark().map(mark -> " line " + (mark.getLine() + 1)).orElse("");
      throw new ConfigurationException(name + line + ": no YAML: " + firstLine(e.getProblem()));
    } catch (YamlEngineException e) {
      throw new ConfigurationException(name + ": no YAML: " + firstLine(e.getMessage()));
    } catch (StackOverflowError e) {
      throw new ConfigurationException(name + ": no configuration is nested that deep");
    }
  }

  private static String firstLine(@Nullable String text) {
    return String.valueOf(text).lines().findFirst().orElse("");
  }

  private void readRoot(Node root) throws ConfigurationException {
    if (root instanceof MappingNode mapping) {
      readMapping("", mapping, 1);
    } else if (!isNull(root)) {
      throw new ConfigurationException(where(root) + ": must be keys with values");
    }
  }

  private void readMapping(String prefix, MappingNode mapping, int depth)
      throws ConfigurationException {
    Set<String> keys = new HashSet<>();
    for (NodeTuple entry : mapping.getValue()) {
      String where = where(entry.getKeyNode());
      String key = prefix + word(entry.getKeyNode(), where + ": a key");
      if (!keys.add(key)) {
        throw new ConfigurationException(where + ": " + key + " is there twice");
      }
      // An alias may stand for what it is part of, so that there is no end to it.
      if (depth > MAX_DEPTH || ++nodes > MAX_NODES) {
        throw new ConfigurationException(where + ": no configuration has that many keys");
      }
      if (entry.getValueNode() instanceof MappingNode inner) {
        readMapping(key + ".", inner, depth + 1);
      } else {
        put(key, value(key, entry.getValueNode(), where));
      }
    }
  }

  private void put(String key, Value value) throws ConfigurationException {
    if (values.put(key, value) != null) {
      throw new ConfigurationException(value.where() + ": " + key + " is there twice");
    }
  }

  private static Value value(String key, Node node, String where) throws ConfigurationException {
    List<String> words = new ArrayList<>();
    boolean list = node instanceof SequenceNode;
    if (node instanceof SequenceNode sequence) {
      for (Node item : sequence.getValue()) {
        words.add(word(item, where + ": each item of " + key));
      }
    } else if (!isNull(node)) {
      words.add(word(node, where + ": " + key));
    }
    return new Value(words, list, where);
  }

  private static boolean isNull(Node node) {
    return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
  }

  private static String word(Node node, String what) throws ConfigurationException {
    if (node instanceof ScalarNode scalar && !isNull(node)) {
      return scalar.getValue();
    }
    throw new ConfigurationException(what + " must be a single value");
  }

  private String where(Node node) {
    return name + " line " + (node.getStartMark().map(Mark::getLine).orElse(0) + 1);
  }

  static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}

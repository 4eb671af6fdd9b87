package io.skep.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/** Reads YAML into dotted keys, each with its words and its line; and quotes a text for YAML. */
final class Yaml {
  /**
   * A value as it is written.
   *
   * @param words one for a scalar, any number for a list
   * @param list whether it is written as a list
   * @param where a name of the place, for an error
   */
  record Value(List<String> words, boolean list, String where) {}

  private Yaml() {}

  /**
   * Reads a document.
   *
   * @param name what an error calls the document
   */
  static Map<String, Value> read(String text, String name) throws ConfigurationException {
    LoadSettings settings = LoadSettings.builder().setLabel(name).setUseMarks(true).build();
    try {
      Map<String, Value> values = new LinkedHashMap<>();
      Optional<Node> root = new Compose(settings).composeString(text);
      if (root.isPresent()) {
        flatten("", root.get(), name, values);
      }
      return values;
    } catch (MarkedYamlEngineException e) {
      String line = e.getProblemMark().map(mark -> " line " + (mark.getLine() + 1)).orElse("");
      throw new ConfigurationException(name + line + ": no YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new ConfigurationException(name + ": no YAML: " + firstLine(e));
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static void flatten(String prefix, Node node, String name, Map<String, Value> values)
      throws ConfigurationException {
    String where = name + " line " + (node.getStartMark().map(Mark::getLine).orElse(0) + 1);
    if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        String key = scalar(entry.getKeyNode(), where);
        flatten(prefix.isEmpty() ? key : prefix + "." + key, entry.getValueNode(), name, values);
      }
    } else if (prefix.isEmpty()) {
      throw new ConfigurationException(where + ": must be keys with values");
    } else {
      boolean list = node instanceof SequenceNode;
      Value value = new Value(words(node, where), list, where);
      if (values.put(prefix, value) != null) {
        throw new ConfigurationException(where + ": " + prefix + " is there twice");
      }
    }
  }

  private static List<String> words(Node node, String where) throws ConfigurationException {
    if (node instanceof SequenceNode sequence) {
      List<String> words = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        words.add(scalar(item, where));
      }
      return words;
    }
    return List.of(scalar(node, where));
  }

  private static String scalar(Node node, String where) throws ConfigurationException {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw new ConfigurationException(where + ": must be a single value");
  }

  static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}

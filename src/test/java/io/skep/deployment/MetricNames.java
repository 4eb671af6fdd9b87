package io.skep.deployment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The metrics that a dashboard or a file of rules asks Prometheus for. */
final class MetricNames {
  private static final Pattern COMMENT = Pattern.compile("#[^\n]*");
  private static final Pattern QUOTED =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|`[^`]*`");
  private static final Pattern LABEL_MATCHERS = Pattern.compile("\\{[^}]*}");
  private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
  private static final Pattern LABEL_LIST =
      Pattern.compile(
          "\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)",
          Pattern.CASE_INSENSITIVE);

  /** A word, but neither the unit of a number (5m, 1e9) nor a Grafana variable nor a function. */
  private static final Pattern NAME =
      Pattern.compile("(?<![\\w$.:])[a-zA-Z_:][a-zA-Z0-9_:]*+(?!\\s*\\()");

  private static final Set<String> KEYWORDS =
      Set.of(
          "and",
          "or",
          "unless",
          "bool",
          "offset",
          "by",
          "without",
          "on",
          "ignoring",
          "group_left",
          "group_right",
          "inf",
          "nan");
  private static final Pattern LABEL_VALUES =
      Pattern.compile("label_values\\(\\s*([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*[{,]");

  private static final Pattern LABEL_IS = Pattern.compile("\\w+=\"[^\"]*\"");

  private MetricNames() {}

  /**
   * The names of the series that the file uses, as they stand in Prometheus's text format, so with
   * {@code _bucket}, {@code _sum} or {@code _count} for a histogram.
   *
   * @param file a Grafana dashboard (JSON) or a file of Prometheus rules (YAML)
   */
  static Set<String> used(Path file) throws IOException {
    Set<String> names = new TreeSet<>();
    JsonNode root = new YAMLMapper().readTree(file);
    for (String expression : expressions(root)) {
      names.addAll(inExpression(expression));
    }
    for (String variable : root.findValuesAsString("definition")) {
      Matcher matcher = LABEL_VALUES.matcher(variable);
      if (matcher.find()) {
        names.add(matcher.group(1));
      }
    }
    return names;
  }

  /**
   * The labels that the file asks to have one value, each as it stands in Prometheus's text format,
   * such as {@code transport="udp"}.
   *
   * <p>A misspelt value gives no error anywhere, only an empty panel and an alert that never fires.
   */
  static Set<String> usedLabels(Path file) throws IOException {
    Set<String> labels = new TreeSet<>();
    for (String expression : expressions(new YAMLMapper().readTree(file))) {
      Matcher matcher = LABEL_IS.matcher(expression);
      while (matcher.find()) {
        labels.add(matcher.group());
      }
    }
    return labels;
  }

  /** Every PromQL expression in a dashboard or a file of rules. */
  static List<String> expressions(JsonNode node) {
    List<String> found = new ArrayList<>();
    collect(node, found);
    return found;
  }

  // Not findValuesAsString: it does not look below an object that has the field itself.
  private static void collect(JsonNode node, List<String> found) {
    if (node.path("expr").isString()) {
      found.add(node.path("expr").stringValue());
    }
    for (JsonNode child : node) {
      collect(child, found);
    }
  }

  static Set<String> inExpression(String expression) {
    if (expression.contains("__name__")) {
      throw new IllegalArgumentException(
          "Write the metric's name instead of __name__, so that it can be checked: " + expression);
    }
    // Quoted text first, since it may hold a # or a brace.
    String bare = QUOTED.matcher(expression).replaceAll("''");
    for (Pattern aside : List.of(COMMENT, LABEL_MATCHERS, RANGE, LABEL_LIST)) {
      bare = aside.matcher(bare).replaceAll(" ");
    }
    Set<String> names = new TreeSet<>();
    Matcher matcher = NAME.matcher(bare);
    while (matcher.find()) {
      if (!KEYWORDS.contains(matcher.group().toLowerCase(Locale.ROOT))) {
        names.add(matcher.group());
      }
    }
    return names;
  }
}

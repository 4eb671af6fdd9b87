package io.skep.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DashboardTest {
  private static final Path FILE =
      OutsideContract.PROJECT.resolve("conf/grafana/skep-dashboard.json");

  private static JsonNode dashboard() throws IOException {
    return new JsonMapper().readTree(Files.readString(FILE));
  }

  private static List<JsonNode> panels() throws IOException {
    List<JsonNode> panels = new ArrayList<>();
    dashboard().path("panels").forEach(panels::add);
    return panels;
  }

  private static List<JsonNode> panelsWithData() throws IOException {
    return panels().stream().filter(panel -> !is(panel, "type", "row")).toList();
  }

  private static boolean is(JsonNode node, String field, String value) {
    return value.equals(node.path(field).asString());
  }

  @Test
  void dataSourceAndInstanceAreChosenByTheReader() throws IOException {
    Map<String, String> variables = new LinkedHashMap<>();
    dashboard()
        .path("templating")
        .path("list")
        .forEach(v -> variables.put(v.path("name").asString(), v.path("type").asString()));

    assertEquals(Map.of("datasource", "datasource", "instance", "query"), variables);
  }

  @Test
  void everyPanelSaysWhatItShowsAndInWhichUnit() throws IOException {
    for (JsonNode panel : panelsWithData()) {
      String title = panel.path("title").asString();
      assertFalse(title.isBlank(), panel::toString);
      assertTrue(panel.path("description").asString("").endsWith("."), title);
      JsonNode unit =
          is(panel, "type", "heatmap")
              ? panel.path("options").path("yAxis").path("unit")
              : panel.path("fieldConfig").path("defaults").path("unit");
      assertTrue(unit.isString(), title);
      assertFalse(panel.path("targets").isEmpty(), title);
    }
  }

  @Test
  void everyQueryFollowsBothVariables() throws IOException {
    for (JsonNode panel : panelsWithData()) {
      assertTrue(is(panel.path("datasource"), "uid", "${datasource}"), panel::toString);
      for (JsonNode target : panel.path("targets")) {
        assertTrue(is(target.path("datasource"), "uid", "${datasource}"), target::toString);
        String expression = target.path("expr").asString();
        long selectors = expression.chars().filter(c -> c == '{').count();
        long byInstance = expression.split("instance=~\"\\$instance\"", -1).length - 1L;
        assertTrue(selectors > 0, expression);
        assertEquals(selectors, byInstance, expression);
      }
    }
  }

  @Test
  void panelsHaveTheirOwnNumberAndPlace() throws IOException {
    Set<Integer> numbers = new HashSet<>();
    Set<String> squares = new HashSet<>();
    for (JsonNode panel : panels()) {
      assertTrue(numbers.add(panel.path("id").asInt()), panel::toString);
      JsonNode place = panel.path("gridPos");
      int left = place.path("x").asInt();
      int right = left + place.path("w").asInt();
      assertTrue(right <= 24, panel::toString);
      for (int x = left; x < right; x++) {
        for (int y = place.path("y").asInt(); y < bottom(place); y++) {
          assertTrue(squares.add(x + "," + y), () -> "Two panels overlap: " + panel.path("title"));
        }
      }
    }
  }

  private static int bottom(JsonNode place) {
    return place.path("y").asInt() + place.path("h").asInt();
  }

  @Test
  void theQuantilesOfBothTransportsAreShown() throws IOException {
    List<String> expressions = MetricNames.expressions(dashboard());

    for (String transport : List.of("http", "udp")) {
      for (String quantile : List.of("0.5", "0.99", "0.999")) {
        String start = "histogram_quantile(" + quantile + ", ";
        assertTrue(
            expressions.stream()
                .anyMatch(
                    e ->
                        e.startsWith(start)
                            && e.contains("skep_announce_seconds_bucket")
                            && e.contains("transport=\"" + transport + "\"")),
            transport + " " + quantile);
      }
    }
  }

  @Test
  void prometheusUnderstandsEveryQuery(@TempDir Path folder) throws Exception {
    CommandLineTool promtool = CommandLineTool.require("promtool");
    List<Map<String, String>> rules = new ArrayList<>();
    for (String expression : MetricNames.expressions(dashboard())) {
      String concrete =
          expression.replace("$__rate_interval", "1m").replace("$instance", "127.0.0.1:6970");
      rules.add(Map.of("record", "query:" + rules.size(), "expr", concrete));
    }
    Path file = folder.resolve("rules.json");
    // JSON is YAML, which promtool reads.
    Files.writeString(
        file,
        new JsonMapper()
            .writeValueAsString(
                Map.of("groups", List.of(Map.of("name", "dashboard", "rules", rules)))));

    String printed = promtool.run("check", "rules", file.toString());

    assertTrue(printed.contains("SUCCESS: " + rules.size() + " rules found"), printed);
  }
}

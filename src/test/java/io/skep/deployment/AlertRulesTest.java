package io.skep.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class AlertRulesTest {
  private static final Path PROMETHEUS = OutsideContract.PROJECT.resolve("conf/prometheus");
  private static final Path RULES = PROMETHEUS.resolve("skep-alerts.yaml");
  private static final Path SCRAPE = PROMETHEUS.resolve("scrape.yaml");
  private static final Path RULE_TESTS =
      OutsideContract.PROJECT.resolve(
          "src/test/resources/io/skep/deployment/skep-alerts-test.yaml");
  private static final Pattern FIRING =
      Pattern.compile("ALERTS\\{alertname=\"(\\w+)\", alertstate=\"firing\"");

  private static JsonNode read(Path file) {
    return new YAMLMapper().readTree(file);
  }

  private static List<JsonNode> rules() {
    List<JsonNode> rules = new ArrayList<>();
    read(RULES).path("groups").forEach(group -> group.path("rules").forEach(rules::add));
    return rules;
  }

  @Test
  void everyAlertSaysHowGraveItIsAndWhatToDo() {
    assertTrue(rules().size() >= 9);
    for (JsonNode rule : rules()) {
      String name = rule.path("alert").asString();
      assertTrue(
          Set.of("critical", "warning").contains(rule.at("/labels/severity").asString()), name);
      assertFalse(rule.at("/annotations/summary").asString().isBlank(), name);
      assertFalse(rule.at("/annotations/description").asString().isBlank(), name);
    }
  }

  @Test
  void everyAlertIsSeenFiringInTheRuleTests() throws IOException {
    Set<String> alerts = new TreeSet<>();
    rules().forEach(rule -> alerts.add(rule.path("alert").asString()));
    Set<String> firing = new TreeSet<>();
    for (String sample : read(RULE_TESTS).findValuesAsString("labels")) {
      Matcher matcher = FIRING.matcher(sample);
      if (matcher.find()) {
        firing.add(matcher.group(1));
      }
    }

    assertEquals(alerts, firing);
  }

  @Test
  void theExampleScrapesTheConsole() {
    JsonNode job = read(SCRAPE).at("/scrape_configs/0");

    assertEquals("skep", job.path("job_name").asString());
    assertEquals(OutsideContract.METRICS, job.path("metrics_path").asString());
    assertEquals(
        "127.0.0.1:" + OutsideContract.CONSOLE_PORT,
        job.at("/static_configs/0/targets/0").asString());
    assertEquals("skep-alerts.yaml", read(SCRAPE).at("/rule_files/0").asString());
  }

  @Test
  void prometheusReadsTheExampleAndItsRules() throws Exception {
    String printed = CommandLineTool.require("promtool").run("check", "config", SCRAPE.toString());

    assertTrue(printed.contains("SUCCESS: " + rules().size() + " rules found"), printed);
  }

  @Test
  void alertsFireWhenTheyShouldAndOnlyThen() throws Exception {
    String printed =
        CommandLineTool.require("promtool").run("test", "rules", RULE_TESTS.toString());

    assertTrue(printed.contains("SUCCESS"), printed);
  }
}

package io.skep.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * The steps of a Dockerfile, comments left out and broken lines joined.
 *
 * @param steps in the order of the file
 */
record Dockerfile(List<Step> steps) {

  /**
   * One instruction.
   *
   * @param keyword in capitals
   * @param arguments all that follows it, on one line
   */
  record Step(String keyword, String arguments) {}

  static Dockerfile read() throws IOException {
    List<Step> steps = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    for (String line : Files.readAllLines(path())) {
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      if (text.endsWith("\\")) {
        open.append(text, 0, text.length() - 1).append(' ');
        continue;
      }
      String[] parts = open.append(text).toString().split("\\s+", 2);
      steps.add(new Step(parts[0], parts[1]));
      open.setLength(0);
    }
    return new Dockerfile(List.copyOf(steps));
  }

  static Path path() {
    return OutsideContract.PROJECT.resolve("Dockerfile");
  }

  List<String> all(String keyword) {
    return steps.stream()
        .filter(step -> step.keyword().equals(keyword))
        .map(Step::arguments)
        .toList();
  }

  /** The arguments of an instruction that stands in the last stage, once. */
  String only(String keyword) {
    List<String> found = finalStage().all(keyword);
    assertEquals(1, found.size(), keyword);
    return found.get(0);
  }

  /** An instruction's command in exec form. */
  List<String> command(String keyword) {
    String arguments = only(keyword);
    String json = arguments.substring(arguments.indexOf('['));
    return List.of(new JsonMapper().readValue(json, String[].class));
  }

  Dockerfile finalStage() {
    int start = 0;
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).keyword().equals("FROM")) {
        start = i;
      }
    }
    return new Dockerfile(steps.subList(start, steps.size()));
  }
}

package io.skep.cli;

import java.util.ArrayList;
import java.util.List;

/** Writes the reference configuration: every key with its meaning, its variable and its default. */
final class ReferenceYaml {
  private static final int WIDTH = 96;
  private static final String HEADER =
      """
      # Every key of Skep's configuration with its default. Nothing here has to be set: without any
      # configuration the tracker runs just so. Later ones win: this file (serve --config FILE), the
      # environment (the variable named with each key), the command line (--set key=value).
      #
      # Times are written 90s, 30m, 12h or 7d. In the environment and with --set the items of a list
      # are separated by commas.
      """;

  private ReferenceYaml() {}

  static String text() {
    StringBuilder out = new StringBuilder(HEADER);
    List<String> open = new ArrayList<>();
    for (Setting<?> setting : Settings.ALL) {
      List<String> path = List.of(setting.key().split("\\.", -1));
      List<String> parents = path.subList(0, path.size() - 1);
      out.append('\n');
      openParents(parents, open, out);
      write(setting, path.get(path.size() - 1), "  ".repeat(parents.size()), out);
    }
    return out.toString();
  }

  private static void openParents(List<String> parents, List<String> open, StringBuilder out) {
    int shared = 0;
    while (shared < Math.min(parents.size(), open.size())
        && parents.get(shared).equals(open.get(shared))) {
      shared++;
    }
    for (int depth = shared; depth < parents.size(); depth++) {
      out.append("  ".repeat(depth)).append(parents.get(depth)).append(":\n");
    }
    open.clear();
    open.addAll(parents);
  }

  private static <T> void write(Setting<T> setting, String name, String indent, StringBuilder out) {
    String meaning =
        setting.meaning()
            + " "
            + Character.toUpperCase(setting.kind().expectation().charAt(0))
            + setting.kind().expectation().substring(1)
            + ".";
    wrap(meaning, indent + "# ", out);
    out.append(indent).append("# ").append(setting.variable()).append('\n');
    String value = setting.kind().write(setting.defaultValue());
    out.append(indent).append(name).append(": ").append(value).append('\n');
  }

  private static void wrap(String text, String prefix, StringBuilder out) {
    StringBuilder line = new StringBuilder(prefix);
    for (String word : text.split(" ", -1)) {
      if (line.length() + word.length() + 1 > WIDTH && line.length() > prefix.length()) {
        out.append(line.toString().stripTrailing()).append('\n');
        line = new StringBuilder(prefix);
      }
      line.append(word).append(' ');
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }
}

package io.skep.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A value for a setting that is not its default, as a person would write it. */
final class OtherValue {
  private OtherValue() {}

  private static final List<String> CANDIDATES =
      List.of(
          "elsewhere",
          "127.0.0.9",
          "10.0.0.0/8",
          "0f".repeat(16),
          "http://tracker.example/announce",
          "https://skep.example",
          "jdbc:postgresql://localhost/skep",
          "true",
          "false",
          "3",
          "61",
          "1001",
          "11s",
          "61s",
          "62s",
          "7h",
          "8d");

  static String of(Setting<?> setting) {
    Stream<String> choices =
        setting.defaultValue() instanceof Enum<?> choice
            ? Stream.of(choice.getDeclaringClass().getEnumConstants())
                .map(each -> each.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            : CANDIDATES.stream();
    return choices
        .filter(text -> isOther(setting, text))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no other value fits " + setting.key()));
  }

  private static boolean isOther(Setting<?> setting, String text) {
    try {
      return !setting.kind().parse(List.of(text)).equals(setting.defaultValue());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}

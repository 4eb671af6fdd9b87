package io.skep.cli;

import java.time.Duration;
import java.util.List;

/** A value for a setting that is not its default, as a person would write it. */
final class OtherValue {
  private OtherValue() {}

  static String of(Setting<?> setting) {
    Object value = setting.defaultValue();
    if (value instanceof Boolean flag) {
      return String.valueOf(!flag);
    }
    if (value instanceof Integer number) {
      return String.valueOf(number == 100 ? 101 : 100);
    }
    if (value instanceof Duration time) {
      return time.toSeconds() == 61 ? "62s" : "61s";
    }
    if (value instanceof Enum<?> choice) {
      Object[] choices = choice.getDeclaringClass().getEnumConstants();
      int next = (choice.ordinal() + 1) % choices.length;
      return String.valueOf(choices[next]).toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
    if (value instanceof List<?>) {
      return setting.key().contains("clients") ? "-TR" : "10.0.0.0/8";
    }
    if (setting.key().endsWith("host")) {
      return "127.0.0.9";
    }
    return setting.equals(Settings.UDP_KEY) ? "0f".repeat(16) : "elsewhere";
  }
}

package io.skep.cli;

import java.util.Map;

/** The configuration in force: a value for every {@link Setting}. */
final class Configuration {
  private final Map<String, Object> values;

  Configuration(Map<String, Object> values) {
    this.values = Map.copyOf(values);
  }

  @SuppressWarnings("unchecked") // The loader puts under a setting's key what its kind has read.
  <T> T get(Setting<T> setting) {
    Object value = values.get(setting.key());
    return value == null ? setting.defaultValue() : (T) value;
  }
}

package io.skep.cli;

import java.util.Locale;

/**
 * One key of the configuration.
 *
 * @param key its name, dotted, in lower case with hyphens
 * @param kind how its value is read
 * @param defaultValue what holds where nobody says otherwise
 * @param meaning what it is for, in sentences for the operator, with its unit
 * @param <T> the type of its value
 */
record Setting<T>(String key, Kind<T> kind, T defaultValue, String meaning) {
  /** The variable of the environment that sets it. */
  String variable() {
    return "SKEP_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}

package io.skep.console;

/**
 * One key of the configuration in force, as the operator would write it.
 *
 * @param key its name
 * @param value what holds; of a secret only whether it is set
 * @param defaultValue what holds where nobody says otherwise
 * @param meaning what it is for
 */
public record ConfigurationEntry(String key, String value, String defaultValue, String meaning) {}

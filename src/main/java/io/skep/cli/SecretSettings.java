package io.skep.cli;

import io.skep.console.ConfigurationEntry;
import java.util.List;
import java.util.Set;

/** The configuration as the console may show it: of a secret only whether there is one. */
final class SecretSettings {
  private static final Set<Setting<?>> SECRETS = Set.of(StorageSettings.PASSWORD, Settings.UDP_KEY);

  private SecretSettings() {}

  static List<ConfigurationEntry> shown(Configuration configuration) {
    return Settings.ALL.stream()
        .<ConfigurationEntry>map(setting -> shown(configuration, setting))
        .toList();
  }

  private static <T> ConfigurationEntry shown(Configuration configuration, Setting<T> setting) {
    T value = configuration.get(setting);
    String written = setting.kind().write(value);
    String byDefault = setting.kind().write(setting.defaultValue());
    boolean isSet = !written.equals(byDefault);
    return new ConfigurationEntry(
        setting.key(),
        isSet && isSecret(setting, written) ? "(set)" : written,
        byDefault,
        setting.meaning());
  }

  /** A URL can carry a password, in front of the host or behind the name. */
  private static boolean isSecret(Setting<?> setting, String written) {
    return SECRETS.contains(setting)
        || (setting.equals(StorageSettings.URL)
            && (written.contains("@") || written.contains("?")));
  }
}

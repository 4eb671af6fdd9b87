package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {
  private static final Path REFERENCE = Path.of("conf", "skep.yaml");

  static List<Setting<?>> all() {
    return Settings.ALL;
  }

  @Test
  void everySettingIsInTheList() throws IllegalAccessException {
    List<Object> declared = new ArrayList<>();
    for (Class<?> part :
        List.of(
            Settings.class,
            ConsoleSettings.class,
            StorageSettings.class,
            AccessSettings.class,
            LedgerSettings.class,
            RuleSettings.class)) {
      for (Field field : part.getDeclaredFields()) {
        if (field.getType() == Setting.class) {
          declared.add(field.get(null));
        }
      }
    }

    assertEquals(declared, Settings.ALL, "the list has every one, in the order of the source");
  }

  @Test
  void noTwoHaveTheSameKeyOrVariable() {
    assertEquals(Settings.ALL.size(), distinct(Settings.ALL.stream().map(Setting::key).toList()));
    assertEquals(
        Settings.ALL.size(), distinct(Settings.ALL.stream().map(Setting::variable).toList()));
  }

  private static int distinct(List<String> names) {
    return new HashSet<>(names).size();
  }

  @ParameterizedTest
  @MethodSource("all")
  void theNameAndTheMeaningAreInOrder(Setting<?> setting) {
    assertTrue(setting.key().matches("[a-z]+(-[a-z]+)*(\\.[a-z]+(-[a-z]+)*)+"), setting.key());
    assertTrue(setting.meaning().matches("[A-Z].*\\."), setting.meaning());
  }

  @Test
  void theReferenceFileIsWhatTheListWrites() throws IOException {
    assertEquals(
        ReferenceYaml.text(),
        Files.readString(REFERENCE, StandardCharsets.UTF_8),
        "write it anew with: java -jar target/skep.jar serve --print-config > conf/skep.yaml");
  }

  @Test
  void theReferenceFileHasEveryKey() throws IOException, ConfigurationException {
    Set<String> keys = Yaml.read(Files.readString(REFERENCE), "reference").keySet();

    assertEquals(Settings.ALL.stream().map(Setting::key).collect(Collectors.toSet()), keys);
  }

  @ParameterizedTest
  @MethodSource("all")
  void theReferenceFileSaysTheDefault(Setting<?> setting) throws ConfigurationException {
    Configuration fromFile = ConfigurationLoader.load(REFERENCE, Map.of(), List.of());
    Configuration fromNothing = ConfigurationLoader.load(null, Map.of(), List.of());

    assertEquals(setting.defaultValue(), fromFile.get(setting));
    assertEquals(setting.defaultValue(), fromNothing.get(setting));
  }

  /** What an error shows as an example is copied into the file by whoever sees it. */
  @ParameterizedTest
  @MethodSource("all")
  void theExampleOfAListCanBeCopied(Setting<?> setting, @TempDir Path folder) throws Exception {
    Matcher example = Pattern.compile("\\[.+]").matcher(setting.kind().expectation());
    assertEquals(setting.kind().isList(), example.find(), setting.kind().expectation());
    if (setting.kind().isList()) {
      Path file =
          Files.writeString(folder.resolve("f"), setting.key() + ": " + example.group() + "\n");
      Configuration loaded = ConfigurationLoader.load(file, Map.of(), List.of());
      assertNotEquals(setting.defaultValue(), loaded.get(setting));
    }
  }

  /** Were nothing read from the file, the defaults would hold too; so every one is changed here. */
  @ParameterizedTest
  @MethodSource("all")
  void aKeyOfTheFileIsTheKeyOfItsSetting(Setting<?> setting) throws ConfigurationException {
    String other = OtherValue.of(setting);
    Configuration changed =
        ConfigurationLoader.load(REFERENCE, Map.of(), List.of(setting.key() + "=" + other));
    Configuration byVariable =
        ConfigurationLoader.load(REFERENCE, Map.of(setting.variable(), other), List.of());

    for (Setting<?> each : Settings.ALL) {
      boolean isDefault = each.defaultValue().equals(changed.get(each));
      assertEquals(!each.equals(setting), isDefault, each.key());
      assertEquals(changed.get(each), byVariable.get(each), each.key());
    }
  }
}

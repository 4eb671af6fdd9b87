package io.skep.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts the configuration together: the defaults, over them the file, over it the environment, over
 * it what the command line sets.
 */
final class ConfigurationLoader {
  private static final Map<String, Setting<?>> SETTINGS =
      Settings.ALL.stream().collect(Collectors.toMap(Setting::key, Function.identity()));
  private static final Map<String, Setting<?>> VARIABLES =
      Settings.ALL.stream().collect(Collectors.toMap(Setting::variable, Function.identity()));

  // Kubernetes sets such variables for each of its services, whatever is in the container. The one
  // that ends in _PORT could be a key of ours, but its value is a URL.
  private static final Pattern SERVICE_LINK =
      Pattern.compile("SKEP_(.*_)?(SERVICE_(HOST|PORT)(_.*)?|PORT_\\d+_(TCP|UDP)(_.*)?)");
  private static final Pattern SERVICE_LINK_PORT = Pattern.compile("SKEP_(.*_)?PORT");
  private static final Pattern SERVICE_LINK_URL = Pattern.compile("(tcp|udp|sctp)://.*");

  private static final int MAX_FILE = 1 << 20;
  private static final int MAX_SHOWN = 80;
  private static final int MAX_SLIPS = 3;

  private final Map<String, Object> values = new LinkedHashMap<>();

  private ConfigurationLoader() {}

  /**
   * Loads.
   *
   * @param file the configuration file; null for none
   * @param environment the variables; those that begin with {@code SKEP_} are ours
   * @param overrides each {@code key=value}
   * @throws ConfigurationException naming the key and the place of what is wrong
   */
  static Configuration load(
      @Nullable Path file, Map<String, String> environment, List<String> overrides)
      throws ConfigurationException {
    ConfigurationLoader loader = new ConfigurationLoader();
    if (file != null) {
      loader.addFile(file);
    }
    loader.addEnvironment(environment);
    for (String override : overrides) {
      loader.addOverride(override);
    }
    return new Configuration(loader.values);
  }

  private void addFile(Path file) throws ConfigurationException {
    for (Map.Entry<String, Yaml.Value> entry : Yaml.read(text(file), file.toString()).entrySet()) {
      Yaml.Value value = entry.getValue();
      Setting<?> setting = SETTINGS.get(entry.getKey());
      if (setting != null) {
        set(setting, value, value.where());
      } else if (!value.isMissing() || !isSection(entry.getKey())) {
        throw new ConfigurationException(value.where() + ": " + unknown(entry.getKey()));
      }
    }
  }

  /** True of {@code tracker} or {@code tracker.http}: all below it may be commented out. */
  private static boolean isSection(String key) {
    return SETTINGS.keySet().stream().anyMatch(known -> known.startsWith(key + "."));
  }

  private void set(Setting<?> setting, Yaml.Value value, String where)
      throws ConfigurationException {
    if (value.list() != setting.kind().isList()) {
      throw mustBe(where, setting);
    }
    set(setting, value.words(), where);
  }

  private static String text(Path file) throws ConfigurationException {
    String why;
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_FILE + 1);
      if (bytes.length <= MAX_FILE) {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      }
      why = "it has more than " + MAX_FILE + " bytes";
    } catch (NoSuchFileException e) {
      why = "there is no such file";
    } catch (AccessDeniedException e) {
      why = "no permission to read it";
    } catch (CharacterCodingException e) {
      why = "it is no UTF-8 text";
    } catch (IOException e) {
      why = String.valueOf(e.getMessage());
    }
    throw new ConfigurationException("can't read the configuration " + file + ": " + why);
  }

  private void addEnvironment(Map<String, String> environment) throws ConfigurationException {
    for (Map.Entry<String, String> entry : new TreeMap<>(environment).entrySet()) {
      String variable = entry.getKey();
      if (variable.startsWith("SKEP_")
          && !variable.equals(ApiToken.VARIABLE)
          && !isServiceLink(variable, entry.getValue())) {
        Setting<?> setting = VARIABLES.get(variable);
        if (setting == null) {
          throw new ConfigurationException(
              "environment: no such variable: " + variable + nearest(variable, VARIABLES.keySet()));
        }
        set(setting, words(setting, entry.getValue()), "environment " + variable);
      }
    }
  }

  private static boolean isServiceLink(String variable, String value) {
    return SERVICE_LINK.matcher(variable).matches()
        || (SERVICE_LINK_PORT.matcher(variable).matches()
            && SERVICE_LINK_URL.matcher(value).matches());
  }

  private void addOverride(String override) throws ConfigurationException {
    // No error shows the value: it may be a secret.
    int equals = override.indexOf('=');
    if (equals < 1) {
      throw new ConfigurationException(
          "--set takes key=value, such as --set tracker.http.port=6969");
    }
    String key = override.substring(0, equals);
    Setting<?> setting = SETTINGS.get(key);
    if (setting == null) {
      throw new ConfigurationException("--set: " + unknown(key));
    }
    set(setting, words(setting, override.substring(equals + 1)), "--set");
  }

  private static List<String> words(Setting<?> setting, String value) {
    if (!setting.kind().isList()) {
      return List.of(value);
    }
    // With brackets too, as the file and our own words have it.
    String text = value.strip();
    boolean isBracketed = text.startsWith("[") && text.endsWith("]") && text.length() > 1;
    String items = isBracketed ? text.substring(1, text.length() - 1) : text;
    return Arrays.stream(items.split(",", -1))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private void set(Setting<?> setting, List<String> words, String where)
      throws ConfigurationException {
    try {
      values.put(setting.key(), parse(setting, words));
    } catch (IllegalArgumentException e) {
      throw mustBe(where, setting);
    }
  }

  private static Object parse(Setting<?> setting, List<String> words) {
    Object value = setting.kind().parse(words);
    if (value == null) {
      throw new IllegalArgumentException("no value");
    }
    return value;
  }

  private static ConfigurationException mustBe(String where, Setting<?> setting) {
    return new ConfigurationException(
        where + ": " + setting.key() + " must be " + setting.kind().expectation());
  }

  private static String unknown(String key) {
    String shown = key.replaceAll("\\p{Cntrl}", "?");
    return "no such key: "
        + shown.substring(0, Math.min(MAX_SHOWN, shown.length()))
        + nearest(key, SETTINGS.keySet());
  }

  private static String nearest(String name, Set<String> known) {
    return known.stream()
        .filter(other -> Math.abs(other.length() - name.length()) <= MAX_SLIPS)
        .min(Comparator.comparingInt((String other) -> distance(name, other)))
        .filter(other -> distance(name, other) <= MAX_SLIPS)
        .map(other -> "; did you mean " + other + "?")
        .orElse("; all of them are in conf/skep.yaml, or see serve --print-config");
  }

  /** The edit distance (Levenshtein, 1965). */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(diagonal + cost, Math.min(row[j], row[j - 1]) + 1);
        diagonal = row[j];
        row[j] = best;
      }
    }
    return row[b.length()];
  }
}

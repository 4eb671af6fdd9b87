package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.server.ClientAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationLoaderTest {
  private static final String SECRET = "5ec2e75ec2e75ec2e7";

  private final Path folder;

  ConfigurationLoaderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Configuration load(String yaml) throws ConfigurationException {
    return ConfigurationLoader.load(file(yaml), Map.of(), List.of());
  }

  private Path file(String yaml) {
    try {
      return Files.writeString(folder.resolve("skep.yaml"), yaml);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** What is wrong, in one line, with the path of the file made short. */
  private String fault(String yaml) {
    return fault(file(yaml), Map.of(), List.of());
  }

  private String fault(
      @org.jspecify.annotations.Nullable Path file,
      Map<String, String> environment,
      List<String> overrides) {
    ConfigurationException e =
        assertThrows(
            ConfigurationException.class,
            () -> ConfigurationLoader.load(file, environment, overrides));
    String message = String.valueOf(e.getMessage());
    assertEquals(1, message.lines().count(), message);
    return message.replace(folder + "/", "");
  }

  private static String environmentFault(String variable, String value, Path folder) {
    ConfigurationException e =
        assertThrows(
            ConfigurationException.class,
            () -> ConfigurationLoader.load(null, Map.of(variable, value), List.of()));
    return String.valueOf(e.getMessage()).replace(folder + "/", "");
  }

  @Test
  void theCommandLineGoesOverTheEnvironmentAndThatOverTheFile() throws ConfigurationException {
    Path file = file("tracker: {http: {port: 1}, udp: {port: 1}, numwant: {max: 101}}");
    Map<String, String> environment =
        Map.of("SKEP_TRACKER_HTTP_PORT", "2", "SKEP_TRACKER_UDP_PORT", "2");

    Configuration loaded =
        ConfigurationLoader.load(file, environment, List.of("tracker.http.port=3"));

    assertEquals(3, loaded.get(Settings.HTTP_PORT));
    assertEquals(2, loaded.get(Settings.UDP_PORT));
    assertEquals(101, loaded.get(Settings.MAX_NUMWANT));
    assertEquals(50, loaded.get(Settings.DEFAULT_NUMWANT));
  }

  @Test
  void theLastOverrideHolds() throws ConfigurationException {
    List<String> overrides = List.of("console.port=1", "console.port=2");

    assertEquals(2, ConfigurationLoader.load(null, Map.of(), overrides).get(Settings.CONSOLE_PORT));
  }

  @Test
  void aListReplacesTheWholeListBelowIt() throws ConfigurationException {
    Path file = file("tracker: {clients: {allow: [-TR, -qB]}}");

    Configuration loaded =
        ConfigurationLoader.load(file, Map.of(), List.of("tracker.clients.allow= -AA, ,-BB ,"));
    assertEquals(List.of("-AA", "-BB"), loaded.get(Settings.ALLOWED_CLIENTS));

    Configuration emptied =
        ConfigurationLoader.load(file, Map.of("SKEP_TRACKER_CLIENTS_ALLOW", ""), List.of());
    assertEquals(List.of(), emptied.get(Settings.ALLOWED_CLIENTS));
  }

  @Test
  void aListMayHaveTheBracketsThatItHasInTheFile() throws ConfigurationException {
    Configuration loaded =
        ConfigurationLoader.load(
            null,
            Map.of("SKEP_TRACKER_CLIENTS_ALLOW", " []"),
            List.of("tracker.clients.deny=[-XL, -SD]"));

    assertEquals(List.of(), loaded.get(Settings.ALLOWED_CLIENTS));
    assertEquals(List.of("-XL", "-SD"), loaded.get(Settings.DENIED_CLIENTS));
  }

  @Test
  void everyKindIsReadAsItIsWritten() throws ConfigurationException {
    Configuration loaded =
        load(
            """
            tracker:
              mode: LISTED
              interval: 2h
              accounting: False
              swarms:
                max-peers: 1_000_000
                retention: 7d
              clients:
                allow:
                  - -TR
                  - "-qB"
              http:
                host: 0.0.0.0
                proxy:
                  trusted: [10.0.0.0/8, fd00::/8]
                  header: forwarded
              udp:
                key: 00112233445566778899001122334455
            """);

    assertEquals(TrackerMode.LISTED, loaded.get(Settings.MODE));
    assertEquals(Duration.ofHours(2), loaded.get(Settings.INTERVAL));
    assertEquals(false, loaded.get(Settings.ACCOUNTING));
    assertEquals(1_000_000, loaded.get(Settings.MAX_PEERS));
    assertEquals(Duration.ofDays(7), loaded.get(Settings.RETENTION));
    assertEquals(List.of("-TR", "-qB"), loaded.get(Settings.ALLOWED_CLIENTS));
    assertEquals("0.0.0.0", loaded.get(Settings.HTTP_HOST));
    assertEquals(List.of("10.0.0.0/8", "fd00::/8"), loaded.get(Settings.TRUSTED_PROXIES));
    assertEquals(ClientAddress.Header.FORWARDED, loaded.get(Settings.PROXY_HEADER));
    assertEquals("00112233445566778899001122334455", loaded.get(Settings.UDP_KEY));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tracker.mode | secret | one of private, open, listed",
        "tracker.mode | '' | one of private, open, listed",
        "tracker.interval | 30 | a time such as 90s, 30m, 12h or 7d, from 1s to 4h",
        "tracker.interval | 0s | a time such as 90s, 30m, 12h or 7d, from 1s to 4h",
        "tracker.interval | 5h | a time such as 90s, 30m, 12h or 7d, from 1s to 4h",
        "tracker.interval | -5m | a time such as 90s, 30m, 12h or 7d, from 1s to 4h",
        "tracker.accounting | yes | true or false",
        "tracker.accounting | 1 | true or false",
        "tracker.http.port | 65536 | a whole number from 0 to 65535",
        "tracker.http.port | -1 | a whole number from 0 to 65535",
        "tracker.http.port | 80.0 | a whole number from 0 to 65535",
        "tracker.http.port | 99999999999 | a whole number from 0 to 65535",
        "tracker.http.port | '' | a whole number from 0 to 65535",
        "tracker.http.host | tracker.example | an address to listen on, such as \"::\", 0.0.0.0 or"
            + " 127.0.0.1",
        "console.host | '' | an address to listen on, such as \"::\", 0.0.0.0 or 127.0.0.1",
        "data.folder | '' | a folder",
        "tracker.udp.key | 123 | 32 hexadecimal digits",
        "tracker.udp.key | 0011223344556677889900112233445g | 32 hexadecimal digits",
        "tracker.http.proxy.header | via | one of x-forwarded-for, forwarded"
      })
  void aWrongValueIsNamedWithItsPlace(String key, String value, String expectation) {
    String[] names = key.split("\\.", -1);
    StringBuilder yaml = new StringBuilder("# one\n");
    for (int i = 0; i < names.length; i++) {
      yaml.append("  ".repeat(i)).append(names[i]).append(":\n");
    }
    yaml.setLength(yaml.length() - 1);
    yaml.append(" \"").append(value).append("\"\n");
    String line = "skep.yaml line " + (names.length + 1) + ": ";
    String variable = "SKEP_" + key.toUpperCase(java.util.Locale.ROOT).replaceAll("[.-]", "_");

    String must = key + " must be " + expectation;
    assertEquals(line + must, fault(yaml.toString()));
    assertEquals(
        "environment " + variable + ": " + must, environmentFault(variable, value, folder));
    assertEquals("--set: " + must, fault(null, Map.of(), List.of(key + "=" + value)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tracker.http.proxy.trusted | 10.0.0.0/33 | address ranges, such as [10.0.0.0/8, fd00::/8]",
        "tracker.http.proxy.trusted | proxy.example | address ranges, such as [10.0.0.0/8,"
            + " fd00::/8]",
        "tracker.claimed-address.from | 10.0.0.0/x | address ranges, such as [10.0.0.0/8]",
        "tracker.clients.deny | -TR3000-12345678901234 | beginnings of peer ids, such as [-XL, -SD]"
      })
  void aWrongItemOfAListIsNamedWithItsPlace(String key, String item, String expectation) {
    assertEquals(
        "skep.yaml line 1: " + key + " must be a list of " + expectation,
        fault(key + ": [" + item + "]"));
    assertEquals(
        "--set: " + key + " must be a list of " + expectation,
        fault(null, Map.of(), List.of(key + "=" + item)));
  }

  @Test
  void aListAndASingleValueAreNotTheSame() {
    assertEquals(
        "skep.yaml line 3: tracker.http.port must be a whole number from 0 to 65535",
        fault("tracker:\n  http:\n    port: [6969]\n"));
    assertEquals(
        "skep.yaml line 3: tracker.clients.allow must be a list of beginnings of peer ids, such as"
            + " [-TR, -qB]",
        fault("tracker:\n  clients:\n    allow: -TR\n"));
    assertEquals(
        "skep.yaml line 3: each item of tracker.clients.allow must be a single value",
        fault("tracker:\n  clients:\n    allow: [[-TR]]\n"));
    assertEquals(
        "skep.yaml line 3: each item of tracker.clients.allow must be a single value",
        fault("tracker:\n  clients:\n    allow: [-TR, ~]\n"));
  }

  @Test
  void anUnknownKeyIsNamedWithItsLineAndTheNearestOne() {
    assertEquals(
        "skep.yaml line 3: no such key: tracker.http.prot; did you mean tracker.http.port?",
        fault("tracker:\n  http:\n    prot: 1\n"));
    assertEquals(
        "skep.yaml line 1: no such key: something; all of them are in conf/skep.yaml, or see serve"
            + " --print-config",
        fault("something: 1\n"));
    assertEquals(
        "--set: no such key: consol.port; did you mean console.port?",
        fault(null, Map.of(), List.of("consol.port=1")));
    assertEquals(
        "environment: no such variable: SKEP_CONSOLE_PROT; did you mean SKEP_CONSOLE_PORT?",
        fault(null, Map.of("SKEP_CONSOLE_PROT", "1"), List.of()));
  }

  @Test
  void anUnknownKeyOfAnyLengthMakesOneShortLine() {
    assertTrue(fault("\"a\\nb\": 1\n").contains("no such key: a?b; all"));
    assertTrue(fault("? " + "k".repeat(500_000) + "\n: 1\n").length() < 250);
  }

  @Test
  void anOverrideIsAKeyWithAValue() {
    String expected = "--set takes key=value, such as --set tracker.http.port=6969";

    assertEquals(expected, fault(null, Map.of(), List.of("tracker.http.port")));
    assertEquals(expected, fault(null, Map.of(), List.of("=1")));
    assertEquals(expected, fault(null, Map.of(), List.of("")));
  }

  @ParameterizedTest
  @CsvSource({
    "SKEP_SERVICE_HOST,10.0.0.1",
    "SKEP_SERVICE_PORT,6969",
    "SKEP_SERVICE_PORT_HTTP,6969",
    "SKEP_PORT,tcp://10.0.0.1:6969",
    "SKEP_PORT_6969_TCP,tcp://10.0.0.1:6969",
    "SKEP_PORT_6969_UDP_PROTO,udp",
    "SKEP_PORT_6969_TCP_PORT,6969",
    "SKEP_PORT_6969_TCP_ADDR,10.0.0.1",
    "SKEP_UDP_SERVICE_HOST,10.0.0.1",
    "SKEP_UDP_PORT,udp://10.0.0.1:6969",
    "SKEP_CONSOLE_SERVICE_PORT,6970",
    "SKEP_CONSOLE_PORT,tcp://10.0.0.1:6970",
    "SKEP_CONSOLE_PORT_6970_TCP_ADDR,10.0.0.1",
    "SKEPTIC,yes"
  })
  void whatKubernetesSetsForItsServicesIsNotOurs(String variable, String value)
      throws ConfigurationException {
    Configuration loaded = ConfigurationLoader.load(null, Map.of(variable, value), List.of());

    for (Setting<?> setting : Settings.ALL) {
      assertEquals(setting.defaultValue(), loaded.get(setting), setting.key());
    }
  }

  @ParameterizedTest
  @CsvSource({"SKEP_HTTP_PORT,80", "SKEP_TRACKER_PORT,80", "SKEP_SECRET,x", "SKEP_,x"})
  void anyOtherVariableOfOursIsAMistake(String variable, String value) {
    assertTrue(environmentFault(variable, value, folder).contains("no such variable: " + variable));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tracker: {udp: {key: " + SECRET + "}}",
        "tracker: {udp: {key: [" + SECRET + "]}}",
        "tracker: {udp: {key: \"" + SECRET + "}}",
        "tracker: {udp: {key: " + SECRET + ": x}}",
        "tracker:\n  udp:\n    key: " + SECRET + ": x\n",
        "tracker:\n  udp:\n    key: '" + SECRET + "\n",
        "tracker:\n  udp:\n    kez: " + SECRET + "\n",
        "tracker:\n  udp:\n    key: " + SECRET + "\n    key: " + SECRET + "\n",
        "tracker:\n  udp:\n\tkey: " + SECRET + "\n",
      })
  void aSecretInTheFileIsNotShown(String yaml) {
    assertFalse(fault(yaml).contains(SECRET), fault(yaml));
  }

  @Test
  void aSecretElsewhereIsNotShown() {
    for (String override :
        List.of(
            "tracker.udp.key=" + SECRET,
            "tracker.udp.kez=" + SECRET,
            "tracker.udp.key:" + SECRET,
            "=" + SECRET)) {
      String fault = fault(null, Map.of(), List.of(override));
      assertFalse(fault.contains(SECRET), fault);
    }
    for (String variable : List.of("SKEP_TRACKER_UDP_KEY", "SKEP_TRACKER_UDP_KEZ")) {
      String fault = environmentFault(variable, SECRET, folder);
      assertFalse(fault.contains(SECRET), fault);
    }
  }

  @Test
  void aFileThatCannotBeReadIsNamed() throws IOException {
    Path missing = folder.resolve("none.yaml");
    assertEquals(
        "can't read the configuration none.yaml: there is no such file",
        fault(missing, Map.of(), List.of()));

    assertEquals(
        "can't read the configuration " + folder + ": Is a directory",
        fault(folder, Map.of(), List.of()));

    Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'#', (byte) 0xE9, '\n'});
    assertEquals(
        "can't read the configuration latin.yaml: it is no UTF-8 text",
        fault(latin, Map.of(), List.of()));

    Path huge = Files.write(folder.resolve("huge.yaml"), new byte[(1 << 20) + 1]);
    assertEquals(
        "can't read the configuration huge.yaml: it has more than 1048576 bytes",
        fault(huge, Map.of(), List.of()));
  }
}

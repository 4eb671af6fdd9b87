package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.console.ConfigurationEntry;
import io.skep.console.ConsoleDoor;
import io.skep.signin.SignInSettings;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleSettingsTest {
  private static Configuration configuration(String... overrides) throws ConfigurationException {
    return ConfigurationLoader.load(null, Map.of(), List.of(overrides));
  }

  private static PrivateOptions options(String... overrides) throws ConfigurationException {
    return new PrivateOptions(configuration(overrides));
  }

  /** A request from an address with a header, and nothing else. */
  private static HttpServerRequest request(String address, String header, String value) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().add(header, value);
    return (HttpServerRequest)
        Proxy.newProxyInstance(
            ConsoleSettingsTest.class.getClassLoader(),
            new Class<?>[] {HttpServerRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "remoteAddress" -> SocketAddress.inetSocketAddress(1234, address);
                  case "headers" -> headers;
                  default -> throw new AssertionError(method);
                });
  }

  @Test
  void nobodySaysOfItselfWhereItIs() throws ConfigurationException {
    assertEquals(
        "192.0.2.1", options().clientOf(request("192.0.2.1", "X-Forwarded-For", "198.51.100.9")));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 198.51.100.9, 198.51.100.9",
    "127.0.0.1, '10.9.9.9, 198.51.100.9', 198.51.100.9",
    "127.0.0.1, not an address, 127.0.0.1",
    "192.0.2.1, 198.51.100.9, 192.0.2.1",
    "127.0.0.1, 2001:db8::1, 2001:db8:0:0:0:0:0:1"
  })
  void aProxyIsBelievedThatIsTrusted(String socket, String forwarded, String client)
      throws ConfigurationException {
    PrivateOptions options = options("console.proxy.trusted=127.0.0.0/8");

    assertEquals(client, options.clientOf(request(socket, "X-Forwarded-For", forwarded)));
  }

  @Test
  void secretsAreShownAsSetAlone() throws ConfigurationException {
    Configuration configuration =
        configuration(
            "database.password=hush",
            "database.url=jdbc:postgresql://u:hush@h/d?password=hush",
            "tracker.udp.key=" + "0f".repeat(16),
            "tracker.interval=20m");
    List<ConfigurationEntry> shown = SecretSettings.shown(configuration);

    assertEquals(Settings.ALL.size(), shown.size());
    assertFalse(shown.toString().contains("hush"), shown.toString());
    assertFalse(shown.toString().contains("0f0f"), shown.toString());
    for (ConfigurationEntry entry : shown) {
      switch (entry.key()) {
        case "database.password", "database.url", "tracker.udp.key" ->
            assertEquals("(set)", entry.value(), entry.key());
        case "tracker.interval" -> assertEquals("20m", entry.value());
        default -> assertEquals(entry.defaultValue(), entry.value(), entry.key());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "skep.example",
        "https://skep.example/",
        "https://skep.example/console",
        "javascript:alert(1)",
        "https://user@skep.example"
      })
  void aPublicUrlIsAnOrigin(String url) {
    assertThrows(ConfigurationException.class, () -> options("console.public-url=" + url));
  }

  @Test
  void theDefaultsAreThoseOfThePackage() throws ConfigurationException {
    assertEquals(SignInSettings.DEFAULTS, options().signIn());
    assertEquals(3600, options("console.sign-in.idle=1h").signIn().idleSeconds());
    assertEquals(0, options("console.invitations.member=0").signIn().memberInvitations());
  }

  @Test
  void thisMachineAndTrustedProxiesAreCrowds() throws ConfigurationException {
    ConsoleDoor door =
        options("console.proxy.trusted=[192.0.2.0/24]", "console.max-connections=300")
            .consoleDoor("127.0.0.1", 0);
    assertEquals(300, door.maxConnections());
    assertTrue(door.crowds().test("127.0.0.1"));
    assertTrue(door.crowds().test("0:0:0:0:0:0:0:1"));
    assertTrue(door.crowds().test("192.0.2.9"));
    assertFalse(door.crowds().test("198.51.100.9"));
  }
}

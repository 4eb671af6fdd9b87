package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.server.HttpSettings;
import io.skep.server.UdpSettings;
import io.skep.swarm.SwarmLimits;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrackerOptionsTest {
  private static TrackerOptions options(String... overrides) throws ConfigurationException {
    return new TrackerOptions(ConfigurationLoader.load(null, Map.of(), List.of(overrides)));
  }

  private static UdpSettings udp(String... overrides) throws ConfigurationException {
    return Objects.requireNonNull(options(overrides).udp());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tracker.http.enabled=false tracker.udp.enabled=false | tracker.http.enabled and"
            + " tracker.udp.enabled are both false: nothing to listen on",
        "tracker.mode=listed | tracker.mode is listed: tracker.torrents.allow must name a file or"
            + " a folder",
        "tracker.torrents.allow=x | tracker.torrents.allow is given: tracker.mode must be listed,"
            + " or it has no effect",
        "tracker.numwant.max=10 | tracker.numwant.default must be at most tracker.numwant.max",
        "tracker.swarms.max-peers=63 | tracker.swarms.max-peers must be 0, or 64 or more",
        "tracker.http.tls.key=x | tracker.http.tls.certificate and tracker.http.tls.key belong"
            + " together: give both or none",
        "tracker.http.tls.key=x tracker.http.tls.certificate=y | tracker.http.tls.certificate:"
            + " can't read the file y",
        "tracker.http.proxy.protocol=true | tracker.http.proxy.protocol is true:"
            + " tracker.http.proxy.trusted must name the proxies",
      })
  void whatDoesNotFitTogetherIsRefused(String overrides, String fault) {
    ConfigurationException e =
        assertThrows(ConfigurationException.class, () -> options(overrides.split(" ", -1)));

    assertEquals(fault, e.getMessage());
  }

  @Test
  void theConsoleIsForThisMachineOnlyByDefault() throws ConfigurationException {
    assertEquals("127.0.0.1", options().consoleHost());
    assertTrue(options().hasConsole());
    assertFalse(options("console.enabled=false").hasConsole());
  }

  @Test
  void whatIsNotToListenHasNoSettings() throws ConfigurationException {
    assertNull(options("tracker.http.enabled=false").http());
    assertNull(options("tracker.udp.enabled=false").udp());
  }

  @Test
  void theKeyIsTheOneGivenOrAFreshOne() throws ConfigurationException {
    String digits = "00112233445566778899aabbccddeeFF";

    assertArrayEquals(HexFormat.of().parseHex(digits), udp("tracker.udp.key=" + digits).key());
    assertFalse(Arrays.equals(udp().key(), udp().key()), "two starts with the same key");
    assertEquals(16, udp().key().length);
  }

  @Test
  void theSettingsReachTheParts() throws ConfigurationException {
    TrackerOptions options =
        options(
            "tracker.interval=10m",
            "tracker.min-interval=20m",
            "tracker.grace=5m",
            "tracker.swarms.max-peers=4000",
            "tracker.swarms.retention=1h",
            "tracker.accounting=false",
            "tracker.event-loops=3",
            "tracker.http.port=1",
            "tracker.udp.port=2",
            "tracker.http.scrape.full=true");

    assertEquals(new SwarmLimits(4000, 1000, 600, 900, 3600, false), options.swarmLimits());
    assertEquals(600, options.announceRules().minInterval(), "no longer than the interval");
    assertEquals(3, options.eventLoops());
    HttpSettings http = Objects.requireNonNull(options.http());
    assertEquals(1, http.port());
    assertTrue(http.fullScrape());
    assertEquals(2, Objects.requireNonNull(options.udp()).port());
  }

  /** The longest times together must fit what the store can count. */
  @Test
  void theBoundsOfTheTimesFitTheStore() throws ConfigurationException {
    assertEquals(8 * 3600, options("tracker.interval=4h", "tracker.grace=4h").swarmLimits().ttl());
  }

  @Test
  void theRoomForPeersFollowsTheHeap() throws ConfigurationException {
    SwarmLimits with = options().swarmLimits();
    SwarmLimits without = options("tracker.accounting=false").swarmLimits();

    assertTrue(with.maxPeers() * 200 <= Runtime.getRuntime().maxMemory() / 2, with.toString());
    assertTrue(without.maxPeers() > with.maxPeers(), without.toString());
  }
}

package io.skep.cli;

import io.skep.console.LiveOptions;
import io.skep.geography.Countries;
import io.skep.registry.ClientRules;
import io.skep.server.AddressRanges;
import io.skep.server.ClientAddress;
import io.skep.server.HttpSettings;
import io.skep.server.UdpSettings;
import io.skep.swarm.SwarmLimits;
import io.skep.tracker.AnnounceRules;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of the tracker are given, made from the configuration; refuses one that doesn't
 * fit together.
 */
final class TrackerOptions {
  // What one unit of weight takes of the heap at worst, where every swarm has but one peer: 300,000
  // such swarms took 172 bytes a unit (180 of IPv6) with accounting and 144 without.
  private static final int BYTES_WITH_ACCOUNTING = 200;
  private static final int BYTES_WITHOUT = 170;
  private static final int KEY_BYTES = 16;

  private final Configuration configuration;
  private final byte[] udpKey;

  TrackerOptions(Configuration configuration) throws ConfigurationException {
    this.configuration = configuration;
    this.udpKey = key(get(Settings.UDP_KEY));
    check();
  }

  private <T> T get(Setting<T> setting) {
    return configuration.get(setting);
  }

  private void check() throws ConfigurationException {
    require(
        get(Settings.HTTP_ENABLED) || get(Settings.UDP_ENABLED),
        "tracker.http.enabled and tracker.udp.enabled are both false: nothing to listen on");
    require(
        mode() != TrackerMode.LISTED || !allowedTorrents().isEmpty(),
        "tracker.mode is listed: tracker.torrents.allow must name a file or a folder");
    // Who gives a list means it; that every torrent is served would be noticed late.
    require(
        mode() == TrackerMode.LISTED || allowedTorrents().isEmpty(),
        "tracker.torrents.allow is given: tracker.mode must be listed, or it has no effect");
    require(
        mode() != TrackerMode.PRIVATE || deniedTorrents().isEmpty(),
        "tracker.torrents.deny has no effect in the mode private: use skep torrent remove");
    require(
        get(Settings.DEFAULT_NUMWANT) <= get(Settings.MAX_NUMWANT),
        "tracker.numwant.default must be at most tracker.numwant.max");
    int maxPeers = get(Settings.MAX_PEERS);
    require(maxPeers == 0 || maxPeers >= 64, "tracker.swarms.max-peers must be 0, or 64 or more");
    require(
        get(Settings.TLS_CERTIFICATE).isEmpty() == get(Settings.TLS_KEY).isEmpty(),
        "tracker.http.tls.certificate and tracker.http.tls.key belong together: give both or none");
    require(
        !get(Settings.PROXY_PROTOCOL) || !get(Settings.TRUSTED_PROXIES).isEmpty(),
        "tracker.http.proxy.protocol is true: tracker.http.proxy.trusted must name the proxies");
    requireReadable(Settings.TLS_CERTIFICATE);
    requireReadable(Settings.TLS_KEY);
  }

  private static void require(boolean holds, String otherwise) throws ConfigurationException {
    if (!holds) {
      throw new ConfigurationException(otherwise);
    }
  }

  private void requireReadable(Setting<String> setting) throws ConfigurationException {
    String file = get(setting);
    require(
        file.isEmpty() || Files.isReadable(Path.of(file)),
        setting.key() + ": can't read the file " + file);
  }

  private static byte[] key(String digits) {
    if (digits.isEmpty()) {
      byte[] key = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(key);
      return key;
    }
    return HexFormat.of().parseHex(digits);
  }

  Path dataFolder() {
    return Path.of(get(Settings.DATA_FOLDER));
  }

  TrackerMode mode() {
    return get(Settings.MODE);
  }

  String modeName() {
    return Settings.MODE.kind().write(mode());
  }

  int eventLoops() {
    int loops = get(Settings.EVENT_LOOPS);
    return loops == 0 ? (Runtime.getRuntime().availableProcessors() + 1) / 2 : loops;
  }

  AnnounceRules announceRules() {
    int interval = (int) get(Settings.INTERVAL).toSeconds();
    int minInterval = (int) get(Settings.MIN_INTERVAL).toSeconds();
    return new AnnounceRules(
        interval,
        Math.min(interval, minInterval),
        get(Settings.DEFAULT_NUMWANT),
        get(Settings.MAX_NUMWANT));
  }

  SwarmLimits swarmLimits() {
    boolean accounting = get(Settings.ACCOUNTING);
    long maxPeers = get(Settings.MAX_PEERS);
    if (maxPeers == 0) {
      int bytes = accounting ? BYTES_WITH_ACCOUNTING : BYTES_WITHOUT;
      maxPeers = Math.max(1000, Runtime.getRuntime().maxMemory() / 2 / bytes);
    }
    int perSwarm = get(Settings.MAX_PEERS_PER_SWARM);
    if (perSwarm == 0) {
      perSwarm = (int) Math.min(Integer.MAX_VALUE, Math.max(1, maxPeers / 4));
    }
    int interval = (int) get(Settings.INTERVAL).toSeconds();
    return new SwarmLimits(
        maxPeers,
        perSwarm,
        interval,
        interval + (int) get(Settings.GRACE).toSeconds(),
        get(Settings.RETENTION).toSeconds(),
        accounting);
  }

  ClientRules clientRules() {
    return new ClientRules(get(Settings.ALLOWED_CLIENTS), get(Settings.DENIED_CLIENTS));
  }

  ClientAddress clientAddress() {
    return new ClientAddress(
        AddressRanges.parse(get(Settings.TRUSTED_PROXIES)),
        get(Settings.PROXY_HEADER),
        AddressRanges.parse(get(Settings.CLAIMED_ADDRESS_FROM)));
  }

  @Nullable HttpSettings http() {
    if (!get(Settings.HTTP_ENABLED)) {
      return null;
    }
    return new HttpSettings(
        httpHost(),
        get(Settings.HTTP_PORT),
        (int) get(Settings.HTTP_IDLE_TIMEOUT).toSeconds(),
        get(Settings.HTTP_MAX_CONNECTIONS),
        get(Settings.HTTP_MAX_SCRAPE),
        get(Settings.HTTP_FULL_SCRAPE),
        (int) get(Settings.HTTP_FULL_SCRAPE_AGE).toSeconds(),
        get(Settings.PROXY_PROTOCOL),
        hasTls()
            ? new PemKeyCertOptions().addCertPath(tlsCertificate()).addKeyPath(tlsKey())
            : null);
  }

  @Nullable UdpSettings udp() {
    if (!get(Settings.UDP_ENABLED)) {
      return null;
    }
    return new UdpSettings(
        udpHost(), get(Settings.UDP_PORT), udpKey, get(Settings.UDP_RECEIVE_BUFFER));
  }

  String httpHost() {
    return ListenAddress.usable(get(Settings.HTTP_HOST));
  }

  String udpHost() {
    return ListenAddress.usable(get(Settings.UDP_HOST));
  }

  boolean hasConsole() {
    return get(Settings.CONSOLE_ENABLED);
  }

  String consoleHost() {
    return ListenAddress.usable(get(Settings.CONSOLE_HOST));
  }

  /**
   * What the console keeps of what was of late, and how it knows countries.
   *
   * @throws ConfigurationException if the database of countries can't be used
   */
  LiveOptions live() throws ConfigurationException {
    String file = configuration.get(ConsoleSettings.COUNTRIES);
    long history = configuration.get(ConsoleSettings.HISTORY_MEMORY);
    if (file.isEmpty()) {
      return new LiveOptions(history, Countries.bundled());
    }
    try {
      return new LiveOptions(history, Countries.of(Path.of(file)));
    } catch (IOException e) {
      throw new ConfigurationException(
          ConsoleSettings.COUNTRIES.key() + " " + file + " can't be used: " + e.getMessage());
    }
  }

  int consolePort() {
    return get(Settings.CONSOLE_PORT);
  }

  boolean hasTls() {
    return !tlsCertificate().isEmpty();
  }

  String tlsCertificate() {
    return get(Settings.TLS_CERTIFICATE);
  }

  String tlsKey() {
    return get(Settings.TLS_KEY);
  }

  long tlsReloadMillis() {
    return get(Settings.TLS_RELOAD).toMillis();
  }

  String allowedTorrents() {
    return get(Settings.ALLOWED_TORRENTS);
  }

  String deniedTorrents() {
    return get(Settings.DENIED_TORRENTS);
  }

  long listReloadMillis() {
    return get(Settings.LIST_RELOAD).toMillis();
  }

  long sweepMillis() {
    return get(Settings.SWEEP).toMillis();
  }
}

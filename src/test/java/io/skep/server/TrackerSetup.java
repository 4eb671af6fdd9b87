package io.skep.server;

import io.skep.tracker.Admission;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a test wants its tracker to be like: an open one on 127.0.0.1 until it says otherwise. */
final class TrackerSetup {
  final ManualClock clock = new ManualClock();
  byte[] key = "sixteen bytes ok".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  Admission admission = Admission.OPEN;
  String host = "127.0.0.1";
  int httpPort;
  int udpPort;
  int eventLoops = 1;
  boolean nativeTransport = true;
  int idleTimeout = 60;
  int maxConnections = 1000;
  int maxScrape = 100;
  boolean fullScrape;
  int fullScrapeAge = 60;
  boolean proxyProtocol;
  @Nullable PemKeyCertOptions tls;
  private AddressRanges proxies = AddressRanges.NONE;
  private ClientAddress.Header header = ClientAddress.Header.X_FORWARDED_FOR;
  private AddressRanges believed = AddressRanges.NONE;

  TrackerSetup admission(Admission asked) {
    admission = asked;
    return this;
  }

  TrackerSetup host(String bound) {
    host = bound;
    return this;
  }

  /** The port of HTTP, where not just any will do. */
  TrackerSetup httpPort(int bound) {
    httpPort = bound;
    return this;
  }

  /** The port of UDP, where not just any will do. */
  TrackerSetup udpPort(int bound) {
    udpPort = bound;
    return this;
  }

  TrackerSetup key(byte[] bytes) {
    key = bytes;
    return this;
  }

  TrackerSetup eventLoops(int loops) {
    eventLoops = loops;
    return this;
  }

  TrackerSetup nativeTransport(boolean preferred) {
    nativeTransport = preferred;
    return this;
  }

  TrackerSetup idleTimeout(int seconds) {
    idleTimeout = seconds;
    return this;
  }

  TrackerSetup maxConnections(int connections) {
    maxConnections = connections;
    return this;
  }

  TrackerSetup maxScrape(int hashes) {
    maxScrape = hashes;
    return this;
  }

  TrackerSetup fullScrape(int age) {
    fullScrape = true;
    fullScrapeAge = age;
    return this;
  }

  TrackerSetup proxyProtocol() {
    proxyProtocol = true;
    return this;
  }

  TrackerSetup tls(PemKeyCertOptions certificate) {
    tls = certificate;
    return this;
  }

  TrackerSetup proxies(ClientAddress.Header field, String... ranges) {
    header = field;
    proxies = AddressRanges.parse(List.of(ranges));
    return this;
  }

  TrackerSetup believed(String... ranges) {
    believed = AddressRanges.parse(List.of(ranges));
    return this;
  }

  ClientAddress clientAddress() {
    return new ClientAddress(proxies, header, believed);
  }

  HttpSettings http() {
    return new HttpSettings(
        host,
        httpPort,
        idleTimeout,
        maxConnections,
        maxScrape,
        fullScrape,
        fullScrapeAge,
        proxyProtocol,
        tls);
  }

  UdpSettings udp() {
    return new UdpSettings(host, udpPort, key, 0);
  }

  RunningTracker start() throws Exception {
    return RunningTracker.start(this);
  }
}
